package io.proofline.sandbox.photoshelter.v3;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.ApiAuthenticator;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.web.Json;
import java.util.List;

/** Routes of v3 for login, logout and the organisation step. */
final class V3SessionRoutes {
  private final ApiAuthenticator authenticator;
  private final PhotoShelterAccount photoShelterAccount;
  private final PhotoShelterSettings settings;

  V3SessionRoutes(
      ApiAuthenticator authenticator,
      PhotoShelterAccount photoShelterAccount,
      PhotoShelterSettings settings) {
    this.authenticator = authenticator;
    this.photoShelterAccount = photoShelterAccount;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/authenticate", this::login);
    routes.post(base + "/authenticate", this::login);
    routes.get(base + "/authenticate/logout", this::logout);
    routes.post(base + "/authenticate/logout", this::logout);
    routes.get(base + "/organization/{id}/authenticate", this::enter);
    routes.post(base + "/organization/{id}/authenticate", this::enter);
    routes.get(base + "/user/session", this::session);
  }

  private void login(Context call) {
    var token = authenticator.login(call);
    var organization =
        Json.object(
            "id",
            photoShelterAccount.organizationId(),
            "name",
            PhotoShelterAccount.ORGANIZATION_NAME,
            "member",
            "t");
    V3Responses.sendOk(call, Json.object("token", token, "org", List.of(organization)));
  }

  private void logout(Context call) {
    authenticator.logout(call);
    V3Responses.sendOk(call, Json.object());
  }

  private void enter(Context call) {
    authenticator.enterOrganization(call, call.pathParam("id"));
    V3Responses.sendOk(call, Json.object());
  }

  private void session(Context call) {
    authenticator.session(call);
    V3Responses.sendOk(
        call,
        "Session",
        Json.object(
            "user_id",
            photoShelterAccount.userId(),
            "email",
            photoShelterAccount.email(),
            "tz",
            settings.accountZone().getId()));
  }
}
