package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;

/** Login, organisation step, logout and who is logged in, v4. */
final class V4Session {
  private final Gate gate;
  private final Account account;
  private final V4Answers answers;
  private final PhotoShelterSettings settings;

  V4Session(Gate gate, Account account, V4Answers answers, PhotoShelterSettings settings) {
    this.gate = gate;
    this.account = account;
    this.answers = answers;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes, String base) {
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
    answers.send(call, Json.object("token", gate.login(call)));
  }

  private void logout(Context call) {
    gate.logout(call);
    answers.done(call);
  }

  private void enter(Context call) {
    gate.session(call);
    gate.enter(
        call,
        Input.text(call, "org_id").orElseThrow(() -> Refused.badRequest("org_id is missing")));
    answers.done(call);
  }

  private void leave(Context call) {
    gate.leave(call);
    answers.done(call);
  }

  private void session(Context call) {
    gate.session(call);
    var organization =
        V4Answers.resource(
            account.organizationId(),
            "organization",
            Json.object("name", Account.ORGANIZATION_NAME));
    var session =
        V4Answers.resource(
            account.userId(),
            "session",
            Json.object(
                "user_id",
                account.userId(),
                "email",
                account.email(),
                "tz",
                settings.accountZone().getId()));
    if (Input.query(call, "include").filter(names -> names.contains("organizations")).isPresent()) {
      session.put(
          "includes",
          Json.object("organizations", Json.object("data", java.util.List.of(organization))));
    }
    answers.one(call, session);
  }
}
