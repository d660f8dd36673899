package io.proofline.sandbox.photoshelter.v3;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.ApiAuthenticator;
import io.proofline.sandbox.photoshelter.access.SessionRoutes;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions over v3: the path of the organisation step, and the form of the answers. */
final class V3SessionRoutes implements SessionRoutes.Rendering {
  private final PhotoShelterAccount photoShelterAccount;
  private final SessionRoutes sessions;

  V3SessionRoutes(ApiAuthenticator authenticator, PhotoShelterStores stores) {
    this.photoShelterAccount = stores.account;
    this.sessions = new SessionRoutes(authenticator, stores.account, stores.settings, this);
  }

  void addTo(RoutesConfig routes, String base) {
    sessions.addTo(routes, base);
    routes.get(base + "/organization/{id}/authenticate", this::enter);
    routes.post(base + "/organization/{id}/authenticate", this::enter);
  }

  private void enter(Context call) {
    sessions.enterOrganization(call, call.pathParam("id"));
  }

  @Override
  public void sendToken(Context call, String token) {
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

  @Override
  public void sendDone(Context call) {
    V3Responses.sendOk(call, Json.object());
  }

  @Override
  public void sendUser(Context call, Map<String, @Nullable Object> user) {
    V3Responses.sendOk(call, "Session", user);
  }
}
