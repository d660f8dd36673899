package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import java.util.List;

/** Logging in and out, and choosing the organisation. */
final class V3Session {
  private final Gate gate;
  private final Account account;
  private final PhotoShelterSettings settings;

  V3Session(Gate gate, Account account, PhotoShelterSettings settings) {
    this.gate = gate;
    this.account = account;
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
    var token = gate.login(call);
    var organization =
        Json.object(
            "id", account.organizationId(), "name", Account.ORGANIZATION_NAME, "member", "t");
    V3Answers.ok(call, Json.object("token", token, "org", List.of(organization)));
  }

  private void logout(Context call) {
    gate.logout(call);
    V3Answers.ok(call, Json.object());
  }

  private void enter(Context call) {
    gate.enter(call, call.pathParam("id"));
    V3Answers.ok(call, Json.object());
  }

  private void session(Context call) {
    gate.session(call);
    V3Answers.ok(
        call,
        "Session",
        Json.object(
            "user_id",
            account.userId(),
            "email",
            account.email(),
            "tz",
            settings.accountZone().getId()));
  }
}
