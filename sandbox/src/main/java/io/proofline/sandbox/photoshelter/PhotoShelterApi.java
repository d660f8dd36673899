package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.AnonymousAccess;
import io.proofline.sandbox.photoshelter.access.ApiAuthenticator;
import io.proofline.sandbox.photoshelter.access.RateLimit;
import io.proofline.sandbox.photoshelter.access.SessionStore;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.photoshelter.v3.V3Api;
import io.proofline.sandbox.photoshelter.v4.V4CollectionRoutes;
import io.proofline.sandbox.photoshelter.v4.V4ContainerRoutes;
import io.proofline.sandbox.photoshelter.v4.V4DownloadRoutes;
import io.proofline.sandbox.photoshelter.v4.V4GalleryRoutes;
import io.proofline.sandbox.photoshelter.v4.V4Includes;
import io.proofline.sandbox.photoshelter.v4.V4MediaRoutes;
import io.proofline.sandbox.photoshelter.v4.V4MetadataRoutes;
import io.proofline.sandbox.photoshelter.v4.V4OAuthRoutes;
import io.proofline.sandbox.photoshelter.v4.V4PeopleRoutes;
import io.proofline.sandbox.photoshelter.v4.V4Responses;
import io.proofline.sandbox.photoshelter.v4.V4SessionRoutes;
import io.proofline.sandbox.photoshelter.v4.V4UploadRoutes;
import io.proofline.sandbox.picture.Renditions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** The HTTP API of the PhotoShelter simulator: v4, v3, and the public image addresses. */
final class PhotoShelterApi {
  private static final List<String> V4 = List.of("/psapi/v4.0", "/psapi/v4");
  private static final List<String> V3 = List.of("/psapi/v3", "/psapi/v3.0");
  private static final Set<String> WITHOUT_SESSION =
      Set.of(
          "/authenticate",
          "/authenticate/logout",
          "/organization/authenticate",
          "/organization/logout",
          "/user/session",
          "/oauth/register",
          "/oauth/authorize",
          "/oauth/token");

  private final PhotoShelterStores stores;
  private final RateLimit rateLimit;
  private final V4Responses v4Responses;
  private final ApiAuthenticator v4Authenticator;
  private final ApiAuthenticator v3Authenticator;
  private final AnonymousAccess anonymousAccess;
  private final V3Api v3;

  PhotoShelterApi(PhotoShelterStores stores) {
    var settings = stores.settings;
    this.stores = stores;
    this.rateLimit =
        new RateLimit(
            settings.limits().callsPerMinute(),
            settings.isEnabled(Switch.RATE_LIMIT_BINDS),
            stores.clock);
    this.v4Responses = new V4Responses(stores.account, settings, rateLimit);
    this.v4Authenticator = authenticator(stores.account.v4Key());
    this.v3Authenticator = authenticator(stores.account.v3Key());
    this.anonymousAccess = new AnonymousAccess(stores.library, stores.sharing, v4Authenticator);
    this.v3 = new V3Api(stores, v3Authenticator);
  }

  void addTo(JavalinConfig config) {
    var routes = config.routes;
    V3.forEach(base -> v3.addTo(routes, base));
    V4.forEach(base -> addV4To(routes, base));
    routes.get("/img-get2/{id}/{box}", this::image);
    routes.exception(
        PhotoShelterApiException.class,
        (photoShelterApiException, call) -> sendError(call, photoShelterApiException));
    routes.exception(
        JacksonException.class,
        (_, call) -> sendError(call, PhotoShelterApiException.badRequest("The body is not JSON")));
    routes.error(404, call -> unknownPath(call));
  }

  /** Tokens of all sessions, of both versions. */
  List<String> sessionTokens() {
    return Stream.concat(v3Authenticator.tokens().stream(), v4Authenticator.tokens().stream())
        .toList();
  }

  /** Ends every session and every access token. */
  void endSessions() {
    v3Authenticator.endAllSessions();
    v4Authenticator.endAllSessions();
    stores.oauthGrants.expireAccessTokens();
  }

  private void addV4To(RoutesConfig routes, String base) {
    var includes = new V4Includes(stores, v4Responses);
    var containers = new V4ContainerRoutes(stores, v4Responses, includes);
    routes.before(base + "/*", call -> authorize(call, base));
    new V4SessionRoutes(v4Authenticator, stores, v4Responses).addTo(routes, base);
    new V4OAuthRoutes(stores.oauthGrants, stores.account, v4Responses).addTo(routes, base);
    new V4DownloadRoutes(stores, v4Responses, includes).addTo(routes, base);
    new V4MediaRoutes(stores, v4Responses, includes).addTo(routes, base);
    new V4MetadataRoutes(stores, v4Responses).addTo(routes, base);
    new V4UploadRoutes(stores, v4Responses).addTo(routes, base);
    new V4GalleryRoutes(stores, v4Responses, includes).addTo(routes, base);
    new V4CollectionRoutes(stores, v4Responses, includes).addTo(routes, base);
    containers.addTo(routes, base);
    new V4PeopleRoutes(stores, v4Responses, includes).addTo(routes, base);
  }

  /** Ends the session that a member call names. Login calls are exempt. */
  void endSessionOf(Context call) {
    if (!call.path().contains("/authenticate")) {
      v3Authenticator.logout(call);
      v4Authenticator.logout(call);
    }
  }

  private void authorize(Context call, String base) {
    v4Authenticator.requireKey(call);
    rateLimit.countCall();
    var path = call.path().substring(base.length());
    if (path.equals("/user/invites")) {
      v4Authenticator.session(call);
    } else if (!WITHOUT_SESSION.contains(path) && !isPersonalLibrary(call, path)) {
      anonymousAccess.admit(call, path);
    }
  }

  /** Whether the call reads the library of a user who has not made the organization step. */
  private boolean isPersonalLibrary(Context call, String path) {
    var personal =
        stores.settings.isEnabled(Switch.PERSONAL_LIBRARY)
            && path.equals("/library")
            && !v4Authenticator.isInOrganization(call);
    call.attribute(V4CollectionRoutes.PERSONAL, personal);
    return personal;
  }

  private ApiAuthenticator authenticator(String key) {
    var limits = stores.settings.limits();
    var sessionStore =
        new SessionStore(limits.sessionIdle(), limits.sessionsPerUser(), stores.clock);
    return new ApiAuthenticator(key, stores.account, sessionStore, stores.oauthGrants);
  }

  private void sendError(Context call, PhotoShelterApiException photoShelterApiException) {
    if (V3.stream().anyMatch(base -> call.path().startsWith(base + "/"))) {
      v3.sendError(call, photoShelterApiException);
    } else {
      v4Responses.sendError(call, photoShelterApiException);
    }
  }

  private void unknownPath(Context call) {
    if (!"application/json".equals(call.res().getContentType())) {
      sendError(call, PhotoShelterApiException.notFound("Resource", call.path()));
    }
  }

  /** {@code /img-get2/I0000…/fit=600x400}, a public image address, which needs no key. */
  private void image(Context call) {
    var file = stores.library.media(call.pathParam("id"));
    var box = call.pathParam("box").split("[=x]", -1);
    if (box.length != 3 || !box[1].matches("\\d{1,5}") || !box[2].matches("\\d{1,5}")) {
      throw PhotoShelterApiException.badRequest("An image address ends in fit=WxH or fill=WxH");
    }
    var mode = box[0].equals("fill") ? Renditions.Mode.FILL : Renditions.Mode.FIT;
    var jpeg =
        stores.renditions.of(
            file.original(), mode, Integer.parseInt(box[1]), Integer.parseInt(box[2]));
    call.contentType("image/jpeg")
        .header("Cache-Control", "max-age=3600")
        .result(jpeg.orElseThrow(() -> PhotoShelterApiException.notFound("Picture of", file.id())));
  }
}
