package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingPermission;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryContainers;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.HashMap;
import java.util.function.Function;

/** Routes that galleries and collections share over v4. */
public final class V4ContainerRoutes {
  private final LibraryContainers libraryContainers;
  private final SharingService sharingService;
  private final V4Responses responses;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;

  public V4ContainerRoutes(PhotoShelterStores stores, V4Responses responses, V4Includes includes) {
    this.libraryContainers = stores.containers;
    this.sharingService = stores.sharing;
    this.responses = responses;
    this.includes = includes;
    this.settings = stores.settings;
  }

  public void addTo(RoutesConfig routes, String base) {
    addTo(routes, base + "/galleries", LibraryContainer.Kind.GALLERY);
    addTo(routes, base + "/collections", LibraryContainer.Kind.COLLECTION);
  }

  private void addTo(RoutesConfig routes, String all, LibraryContainer.Kind kind) {
    var one = all + "/{id}";
    routes.post(all, call -> create(call, kind));
    routes.patch(one, call -> change(call, kind));
    routes.delete(one, call -> delete(call, kind));
    addReadsTo(routes, one, call -> libraryContainers.find(kind, call.pathParam("id")));
  }

  private void addReadsTo(
      RoutesConfig routes, String one, Function<Context, LibraryContainer> container) {
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

  private void create(Context call, LibraryContainer.Kind kind) {
    var name =
        RequestInput.text(call, "name")
            .orElseThrow(() -> PhotoShelterApiException.badRequest("name is missing"));
    var created =
        libraryContainers.create(
            kind,
            name,
            RequestInput.text(call, "description").orElse(null),
            RequestInput.text(call, "parent").orElse(null));
    responses.sendOne(call, includes.container(call, created));
  }

  private void change(Context call, LibraryContainer.Kind kind) {
    var changed =
        libraryContainers.describe(
            kind,
            call.pathParam("id"),
            RequestInput.text(call, "name"),
            RequestInput.text(call, "description"));
    responses.sendOne(call, includes.container(call, changed));
  }

  private void delete(Context call, LibraryContainer.Kind kind) {
    libraryContainers.delete(kind, call.pathParam("id"));
    responses.sendOk(call);
  }

  private void keyImage(Context call, LibraryContainer libraryContainer) {
    var image =
        libraryContainers
            .keyImage(libraryContainer)
            .map(file -> includes.withLink(call, file, responses.media(file)));
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
