package io.proofline.sandbox.photoshelter.v4;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.proofline.sandbox.photoshelter.access.OAuthGrants;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** Routes of OAuth 2: client registration, authorization page, token exchange. */
public final class V4OAuthRoutes {
  private final OAuthGrants oauthGrants;
  private final PhotoShelterAccount photoShelterAccount;
  private final V4Responses responses;
  private final Template page;

  public V4OAuthRoutes(
      OAuthGrants oauthGrants, PhotoShelterAccount photoShelterAccount, V4Responses responses) {
    this.oauthGrants = oauthGrants;
    this.photoShelterAccount = photoShelterAccount;
    this.responses = responses;
    this.page = Mustache.compiler().escapeHTML(true).defaultValue("").compile(pageText());
  }

  public void addTo(RoutesConfig routes, String base) {
    routes.post(base + "/oauth/register", this::register);
    routes.get(base + "/oauth/authorize", call -> ask(call, client(call), ""));
    routes.post(base + "/oauth/authorize", this::decide);
    routes.post(base + "/oauth/token", this::token);
  }

  private void register(Context call) {
    var name =
        RequestInput.text(call, "application_name")
            .or(() -> RequestInput.text(call, "name"))
            .orElse("");
    var uri =
        RequestInput.text(call, "redirect_uri")
            .or(() -> RequestInput.text(call, "callback_url"))
            .filter(text -> text.matches("https?://[^\\s/]+.*"))
            .orElseThrow(
                () -> PhotoShelterApiException.badRequest("redirect_uri is not a web address"));
    var client = oauthGrants.register(name, uri);
    responses.sendOne(
        call,
        ResourceObject.resource(
            client.id(),
            "oAuthClient",
            Json.object(
                "client_id", client.id(),
                "client_secret", client.secret(),
                "application_name", client.name(),
                "redirect_uri", client.redirectUri(),
                "callback_url", client.redirectUri())));
  }

  private OAuthGrants.OAuthClient client(Context call) {
    if (!RequestInput.query(call, "response_type").equals(Optional.of("code"))) {
      throw PhotoShelterApiException.oauth(400, "response_type is code");
    }
    return oauthGrants.client(
        RequestInput.query(call, "client_id").orElse(""),
        RequestInput.query(call, "redirect_uri").orElse(""));
  }

  private void ask(Context call, OAuthGrants.OAuthClient client, String problem) {
    var model =
        Json.object(
            "name", client.name(),
            "uri", client.redirectUri(),
            "email", photoShelterAccount.email(),
            "problem", problem);
    call.html(page.execute(model)).header("Cache-Control", "no-store");
  }

  /** Redirects the person's browser to the client with the decision. */
  private void decide(Context call) {
    var client = client(call);
    if ("deny".equals(call.formParam("answer"))) {
      sendBack(call, client, "error=access_denied");
    } else if (photoShelterAccount.accepts(form(call, "email"), form(call, "password"))) {
      sendBack(call, client, "code=" + encoded(oauthGrants.issueCode(client)));
    } else {
      call.status(HttpStatus.UNAUTHORIZED);
      ask(call, client, "The e-mail address or the password is wrong.");
    }
  }

  private static void sendBack(Context call, OAuthGrants.OAuthClient client, String answer) {
    var uri = client.redirectUri();
    var state = RequestInput.query(call, "state").map(text -> "&state=" + encoded(text)).orElse("");
    call.redirect(uri + (uri.contains("?") ? "&" : "?") + answer + state, HttpStatus.FOUND);
  }

  private void token(Context call) {
    var client = sent(call, "client_id");
    var secret = sent(call, "client_secret");
    responses.send(
        call,
        switch (sent(call, "grant_type")) {
          case "authorization_code" ->
              oauthGrants.exchangeCode(
                  sent(call, "code"), client, secret, sent(call, "redirect_uri"));
          case "refresh_token" -> oauthGrants.refresh(sent(call, "refresh_token"), client, secret);
          default -> throw PhotoShelterApiException.oauth(400, "The grant type is not supported");
        });
  }

  private static String sent(Context call, String name) {
    return RequestInput.text(call, name).orElse("");
  }

  private static String form(Context call, String name) {
    return Objects.requireNonNullElse(call.formParam(name), "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String pageText() {
    try (var stream = V4OAuthRoutes.class.getResourceAsStream("/pages/authorize.mustache")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
