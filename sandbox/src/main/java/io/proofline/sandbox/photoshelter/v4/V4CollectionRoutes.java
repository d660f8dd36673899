package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Routes of collections and of the library's root over v4. */
public final class V4CollectionRoutes {
  /** An attribute of calls by a user outside of the organization, who has no library here. */
  public static final String PERSONAL = "personal";

  private final LibraryStore libraryStore;
  private final V4Responses responses;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;
  private final SharingService sharingService;

  public V4CollectionRoutes(PhotoShelterStores stores, V4Responses responses, V4Includes includes) {
    this.libraryStore = stores.library;
    this.responses = responses;
    this.includes = includes;
    this.settings = stores.settings;
    this.sharingService = stores.sharing;
  }

  public void addTo(RoutesConfig routes, String base) {
    var one = base + "/collections/{id}";
    routes.get(base + "/library", call -> mixed(call, null));
    routes.get(base + "/collections", this::list);
    routes.get(one + "/children", call -> mixed(call, collection(call).id()));
    routes.get(one + "/children/{child}", this::child);
    routes.get(one + "/parent", this::parent);
  }

  private void list(Context call) {
    var all =
        libraryStore.collections().stream()
            .filter(filter(call))
            .sorted(ContainerListing.order(call))
            .toList();
    includes.list(call, all, settings.limits().lastPage());
  }

  private static Predicate<MediaCollection> filter(Context call) {
    var id = RequestInput.query(call, "id");
    var name = RequestInput.query(call, "name");
    var parent = Optional.ofNullable(call.queryParam("parent"));
    return collection ->
        id.map(requested -> requested.equals(collection.id())).orElse(true)
            && name.map(text -> ContainerListing.matchesName(call, collection.name(), text))
                .orElse(true)
            && parent
                .map(requested ->
                    requested.equals(collection.parent() == null ? "" : collection.parent()))
                .orElse(true);
  }

  /** Lists collections and galleries together, collections first. */
  private void mixed(Context call, @Nullable String parent) {
    var all =
        Boolean.TRUE.equals(call.attribute(PERSONAL))
            ? List.<LibraryContainer>of()
            : below(call, parent);
    includes.list(call, all, settings.limits().lastPage());
  }

  private List<LibraryContainer> below(Context call, @Nullable String parent) {
    var order = ContainerListing.order(call);
    return Stream.<LibraryContainer>concat(
            sharingService.visibleCollections(call, parent).stream().sorted(order),
            sharingService.visibleGalleries(call, parent).stream().sorted(order))
        .toList();
  }

  private void child(Context call) {
    var child = call.pathParam("child");
    var found =
        below(call, collection(call).id()).stream()
            .filter(each -> each.id().equals(child))
            .findFirst();
    responses.sendOne(
        call,
        includes.container(
            call, found.orElseThrow(() -> PhotoShelterApiException.notFound("Child", child))));
  }

  private void parent(Context call) {
    var parent =
        libraryStore.ancestors(collection(call).id()).stream()
            .skip(1)
            .filter(each -> sharingService.isVisibleTo(call, each, Optional.empty()))
            .findFirst();
    responses.sendOne(
        call,
        includes.container(
            call,
            parent.orElseThrow(() ->
                PhotoShelterApiException.notFound("Parent of collection", call.pathParam("id")))));
  }

  private MediaCollection collection(Context call) {
    return libraryStore.collection(call.pathParam("id"));
  }
}
