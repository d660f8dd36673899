package io.proofline.sandbox.photoshelter.v3;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.AnonymousAccess;
import io.proofline.sandbox.photoshelter.access.ApiAuthenticator;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import java.util.Set;

/**
 * PhotoShelter's API version 3: string values, {@code t} and {@code f}, capitalised record names,
 * joins by {@code extend}. Paths under {@code /mem} are for members; the others are for every
 * caller to whom the object is visible.
 */
public final class V3Api {
  private static final Set<String> OPEN =
      Set.of("/mem/authenticate", "/mem/authenticate/logout", "/mem/user/session");

  private final PhotoShelterStores stores;
  private final ApiAuthenticator authenticator;
  private final AnonymousAccess anonymousAccess;

  public V3Api(PhotoShelterStores stores, ApiAuthenticator authenticator) {
    this.stores = stores;
    this.authenticator = authenticator;
    this.anonymousAccess = new AnonymousAccess(stores.library, stores.sharing, authenticator);
  }

  public void addTo(RoutesConfig routes, String base) {
    var records = new V3Json(stores);
    var images = new V3ImageRoutes(stores, records);
    var containers = new V3ContainerRoutes(stores, records);
    routes.before(base + "/*", call -> authorize(call, base));
    new V3SessionRoutes(authenticator, stores).addTo(routes, base + "/mem");
    images.addTo(routes, base + "/mem");
    images.addOneTo(routes, base);
    containers.addTo(routes, base + "/mem");
    containers.addOneTo(routes, base);
    new V3WorkspaceRoutes(stores, records).addTo(routes, base);
    new V3OrganizationRoutes(stores.account).addTo(routes, base);
  }

  public void sendError(Context call, PhotoShelterApiException photoShelterApiException) {
    var name =
        photoShelterApiException.isSessionMissing()
            ? "SessionException"
            : photoShelterApiException.id();
    call.status(
        stores.settings.isEnabled(Switch.V3_ERRORS_AS_200)
            ? 200
            : photoShelterApiException.status());
    V3Responses.send(
        call,
        Json.object(
            "status",
            "error",
            "error",
            Json.object("class", name, "message", photoShelterApiException.detail())));
  }

  private void authorize(Context call, String base) {
    authenticator.requireKey(call);
    var path = call.path().substring(base.length());
    if (path.startsWith("/mem/")) {
      checkMember(call, path);
    } else if (!path.matches("/organization/[^/]+")) {
      anonymousAccess.admit(call, path);
    }
  }

  private void checkMember(Context call, String path) {
    if (!OPEN.contains(path) && !path.matches("/mem/organization/[^/]+/authenticate")) {
      authenticator.requireMember(call);
    }
  }
}
