package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import java.util.List;

/** The organization and its photographers, of whom there is one. */
final class V3Organization {
  private final Account account;

  V3Organization(Account account) {
    this.account = account;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/organization/{id}", this::organization);
    routes.get(base + "/mem/organization/{id}/photographers", this::photographers);
  }

  private void organization(Context call) {
    check(call);
    V3Answers.ok(
        call,
        "Organization",
        Json.object(
            "organization_id", account.organizationId(), "name", Account.ORGANIZATION_NAME));
  }

  private void photographers(Context call) {
    check(call);
    var photographer =
        Json.object("user_id", account.userId(), "first_name", "Sam", "last_name", "Sandbox");
    V3Answers.ok(call, "photographers", List.of(photographer));
  }

  private void check(Context call) {
    var asked = call.pathParam("id");
    if (!asked.equals(account.organizationId())) {
      throw Refused.notFound("Organization", asked);
    }
  }
}
