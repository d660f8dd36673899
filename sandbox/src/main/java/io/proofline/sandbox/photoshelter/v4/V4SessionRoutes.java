package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.ApiAuthenticator;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;

/** Routes of v4 for login, the organisation step, logout and the current user. */
public final class V4SessionRoutes {
  private final ApiAuthenticator authenticator;
  private final PhotoShelterAccount photoShelterAccount;
  private final V4Responses responses;
  private final PhotoShelterSettings settings;

  public V4SessionRoutes(
      ApiAuthenticator authenticator,
      PhotoShelterAccount photoShelterAccount,
      V4Responses responses,
      PhotoShelterSettings settings) {
    this.authenticator = authenticator;
    this.photoShelterAccount = photoShelterAccount;
    this.responses = responses;
    this.settings = settings;
  }

  public void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/authenticate", this::login);
    routes.post(base + "/authenticate", this::login);
    routes.get(base + "/authenticate/logout", this::logout);
    routes.post(base + "/authenticate/logout", this::logout);
    routes.post(base + "/organization/authenticate", this::enter);
    routes.get(base + "/organization/logout", this::leave);
    routes.post(base + "/organization/logout", this::leave);
    routes.get(base + "/user/session", this::session);
  }

  private void login(Context call) {
    responses.send(call, Json.object("token", authenticator.login(call)));
  }

  private void logout(Context call) {
    authenticator.logout(call);
    responses.sendOk(call);
  }

  private void enter(Context call) {
    authenticator.session(call);
    authenticator.enterOrganization(
        call,
        RequestInput.text(call, "org_id")
            .orElseThrow(() -> PhotoShelterApiException.badRequest("org_id is missing")));
    responses.sendOk(call);
  }

  private void leave(Context call) {
    authenticator.leaveOrganization(call);
    responses.sendOk(call);
  }

  private void session(Context call) {
    authenticator.session(call);
    var organization =
        ResourceObject.resource(
            photoShelterAccount.organizationId(),
            "organization",
            Json.object("name", PhotoShelterAccount.ORGANIZATION_NAME));
    var session =
        ResourceObject.resource(
            photoShelterAccount.userId(),
            "session",
            Json.object(
                "user_id",
                photoShelterAccount.userId(),
                "email",
                photoShelterAccount.email(),
                "tz",
                settings.accountZone().getId()));
    if (RequestInput.query(call, "include")
        .filter(names -> names.contains("organizations"))
        .isPresent()) {
      session.put(
          "includes",
          Json.object("organizations", Json.object("data", java.util.List.of(organization))));
    }
    responses.sendOne(call, session);
  }
}
