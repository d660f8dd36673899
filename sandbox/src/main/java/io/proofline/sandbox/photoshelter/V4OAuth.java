package io.proofline.sandbox.photoshelter;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** OAuth2: register a client, let a person allow it, change codes for tokens. */
final class V4OAuth {
  private final Grants grants;
  private final Account account;
  private final V4Answers answers;
  private final Template page;

  V4OAuth(Grants grants, Account account, V4Answers answers) {
    this.grants = grants;
    this.account = account;
    this.answers = answers;
    this.page = Mustache.compiler().escapeHTML(true).defaultValue("").compile(pageText());
  }

  void addTo(RoutesConfig routes, String base) {
    routes.post(base + "/oauth/register", this::register);
    routes.get(base + "/oauth/authorize", call -> ask(call, client(call), ""));
    routes.post(base + "/oauth/authorize", this::decide);
    routes.post(base + "/oauth/token", this::token);
  }

  private void register(Context call) {
    var name = Input.text(call, "application_name").or(() -> Input.text(call, "name")).orElse("");
    var uri =
        Input.text(call, "redirect_uri")
            .or(() -> Input.text(call, "callback_url"))
            .filter(text -> text.matches("https?://[^\\s/]+.*"))
            .orElseThrow(() -> Refused.badRequest("redirect_uri is not a web address"));
    var client = grants.register(name, uri);
    answers.one(
        call,
        V4Answers.resource(
            client.id(),
            "oAuthClient",
            Json.object(
                "client_id", client.id(),
                "client_secret", client.secret(),
                "application_name", client.name(),
                "redirect_uri", client.redirectUri(),
                "callback_url", client.redirectUri())));
  }

  private Grants.Client client(Context call) {
    if (!Input.query(call, "response_type").equals(Optional.of("code"))) {
      throw Refused.oauth(400, "response_type is code");
    }
    return grants.client(
        Input.query(call, "client_id").orElse(""), Input.query(call, "redirect_uri").orElse(""));
  }

  private void ask(Context call, Grants.Client client, String problem) {
    var model =
        Json.object(
            "name", client.name(),
            "uri", client.redirectUri(),
            "email", account.email(),
            "problem", problem);
    call.html(page.execute(model)).header("Cache-Control", "no-store");
  }

  /** The person's answer goes to the client by way of the person's browser. */
  private void decide(Context call) {
    var client = client(call);
    if ("deny".equals(call.formParam("answer"))) {
      sendBack(call, client, "error=access_denied");
    } else if (account.accepts(form(call, "email"), form(call, "password"))) {
      sendBack(call, client, "code=" + encoded(grants.code(client)));
    } else {
      call.status(HttpStatus.UNAUTHORIZED);
      ask(call, client, "The e-mail address or the password is wrong.");
    }
  }

  private static void sendBack(Context call, Grants.Client client, String answer) {
    var uri = client.redirectUri();
    var state = Input.query(call, "state").map(text -> "&state=" + encoded(text)).orElse("");
    call.redirect(uri + (uri.contains("?") ? "&" : "?") + answer + state, HttpStatus.FOUND);
  }

  private void token(Context call) {
    var client = sent(call, "client_id");
    var secret = sent(call, "client_secret");
    answers.send(
        call,
        switch (sent(call, "grant_type")) {
          case "authorization_code" ->
              grants.byCode(sent(call, "code"), client, secret, sent(call, "redirect_uri"));
          case "refresh_token" -> grants.byRefresh(sent(call, "refresh_token"), client, secret);
          default -> throw Refused.oauth(400, "The grant type is not supported");
        });
  }

  private static String sent(Context call, String name) {
    return Input.text(call, name).orElse("");
  }

  private static String form(Context call, String name) {
    return Objects.requireNonNullElse(call.formParam(name), "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String pageText() {
    try (var stream = V4OAuth.class.getResourceAsStream("/pages/authorize.mustache")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
