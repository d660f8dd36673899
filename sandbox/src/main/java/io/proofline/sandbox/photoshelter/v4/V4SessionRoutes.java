package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.ApiAuthenticator;
import io.proofline.sandbox.photoshelter.access.SessionRoutes;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions over v4: the paths of the organisation step, and the form of the answers. */
public final class V4SessionRoutes implements SessionRoutes.Rendering {
  private final ApiAuthenticator authenticator;
  private final PhotoShelterAccount photoShelterAccount;
  private final V4Responses responses;
  private final SessionRoutes sessions;

  public V4SessionRoutes(
      ApiAuthenticator authenticator, PhotoShelterStores stores, V4Responses responses) {
    this.authenticator = authenticator;
    this.photoShelterAccount = stores.account;
    this.responses = responses;
    this.sessions = new SessionRoutes(authenticator, stores.account, stores.settings, this);
  }

  public void addTo(RoutesConfig routes, String base) {
    sessions.addTo(routes, base);
    routes.post(base + "/organization/authenticate", this::enter);
    routes.get(base + "/organization/logout", sessions::leaveOrganization);
    routes.post(base + "/organization/logout", sessions::leaveOrganization);
  }

  private void enter(Context call) {
    authenticator.session(call);
    sessions.enterOrganization(
        call,
        RequestInput.text(call, "org_id")
            .orElseThrow(() -> PhotoShelterApiException.badRequest("org_id is missing")));
  }

  @Override
  public void sendToken(Context call, String token) {
    responses.send(call, Json.object("token", token));
  }

  @Override
  public void sendDone(Context call) {
    responses.sendOk(call);
  }

  @Override
  public void sendUser(Context call, Map<String, @Nullable Object> user) {
    var session = ResourceObject.resource(photoShelterAccount.userId(), "session", user);
    if (RequestInput.query(call, "include")
        .filter(names -> names.contains("organizations"))
        .isPresent()) {
      session.put(
          "includes", Json.object("organizations", Json.object("data", List.of(organization()))));
    }
    responses.sendOne(call, session);
  }

  private Map<String, @Nullable Object> organization() {
    return ResourceObject.resource(
        photoShelterAccount.organizationId(),
        "organization",
        Json.object("name", PhotoShelterAccount.ORGANIZATION_NAME));
  }
}
