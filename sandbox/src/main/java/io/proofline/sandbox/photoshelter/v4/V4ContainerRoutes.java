package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingPermission;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.common.PhotoShelterStores;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.HashMap;
import java.util.function.Function;

/** Routes that galleries and collections share over v4. */
public final class V4ContainerRoutes {
  private final SharingService sharingService;
  private final V4Responses responses;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;

  public V4ContainerRoutes(PhotoShelterStores stores, V4Responses responses, V4Includes includes) {
    this.sharingService = stores.sharing;
    this.responses = responses;
    this.includes = includes;
    this.settings = stores.settings;
  }

  public void addTo(RoutesConfig routes, String one, Function<String, LibraryContainer> find) {
    Function<Context, LibraryContainer> container = call -> find.apply(call.pathParam("id"));
    routes.get(
        one, call -> responses.sendOne(call, includes.container(call, container.apply(call))));
    routes.get(
        one + settings.path("/child-count"),
        call -> responses.sendCounts(call, includes.counts(container.apply(call))));
    routes.get(
        one + "/path", call -> responses.sendAll(call, includes.path(call, container.apply(call))));
    routes.get(
        one + "/link",
        call -> responses.sendOne(call, V4Includes.link(call, container.apply(call))));
    routes.get(
        one + "/access", call -> responses.sendOne(call, includes.access(container.apply(call))));
    routes.get(one + settings.path("/key-image"), call -> keyImage(call, container.apply(call)));
    routes.get(
        one + "/permissions",
        call -> responses.sendOne(call, includes.permissions(call, container.apply(call))));
    if (settings.isEnabled(Switch.PERMISSION_WRITES)) {
      routes.post(one + "/permissions", call -> grant(call, container.apply(call)));
    }
  }

  private void keyImage(Context call, LibraryContainer libraryContainer) {
    var image = includes.keyImage(libraryContainer).map(responses::media);
    responses.sendOne(
        call,
        image.orElseThrow(() ->
            PhotoShelterApiException.notFound(
                "Key image of " + libraryContainer.label(), libraryContainer.id())));
  }

  /** The body is a guess: {@code type}, and the attributes that a permission shows. */
  private void grant(Context call, LibraryContainer libraryContainer) {
    var type = RequestInput.text(call, "type").filter(SharingPermission.TYPES::contains);
    var attributes = new HashMap<String, Object>();
    RequestInput.body(call)
        .forEach((name, value) -> {
          if (SharingPermission.isAttribute(name) && !value.isNull()) {
            attributes.put(name, Json.as(value, Object.class));
          }
        });
    var granted =
        sharingService.grant(
            libraryContainer, type.orElseThrow(V4ContainerRoutes::noType), attributes);
    responses.sendOne(call, granted.toJson(true));
  }

  private static PhotoShelterApiException noType() {
    return PhotoShelterApiException.badRequest(
        "type is one of " + String.join(", ", SharingPermission.TYPES));
  }
}
