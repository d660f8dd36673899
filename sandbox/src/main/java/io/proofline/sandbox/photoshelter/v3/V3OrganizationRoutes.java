package io.proofline.sandbox.photoshelter.v3;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.web.Json;
import java.util.List;

/** Routes of the organization and its one photographer over v3. */
final class V3OrganizationRoutes {
  private final PhotoShelterAccount photoShelterAccount;

  V3OrganizationRoutes(PhotoShelterAccount photoShelterAccount) {
    this.photoShelterAccount = photoShelterAccount;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/organization/{id}", this::organization);
    routes.get(base + "/mem/organization/{id}/photographers", this::photographers);
  }

  private void organization(Context call) {
    check(call);
    V3Responses.sendOk(
        call,
        "Organization",
        Json.object(
            "organization_id",
            photoShelterAccount.organizationId(),
            "name",
            PhotoShelterAccount.ORGANIZATION_NAME));
  }

  private void photographers(Context call) {
    check(call);
    var photographer =
        Json.object(
            "user_id", photoShelterAccount.userId(), "first_name", "Sam", "last_name", "Sandbox");
    V3Responses.sendOk(call, "photographers", List.of(photographer));
  }

  private void check(Context call) {
    var requested = call.pathParam("id");
    if (!requested.equals(photoShelterAccount.organizationId())) {
      throw PhotoShelterApiException.notFound("Organization", requested);
    }
  }
}
