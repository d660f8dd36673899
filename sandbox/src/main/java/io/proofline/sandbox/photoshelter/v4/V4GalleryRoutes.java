package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.http.PageWindow;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainers;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaFiles;
import io.proofline.sandbox.photoshelter.library.MediaQuery;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Routes of galleries over v4: list, read, their files and parents. */
public final class V4GalleryRoutes {
  /** The period of {@code recently_updated=true}; the sources do not define it. */
  private static final Duration RECENT = Duration.ofDays(1);

  private static final int COVER = 4;

  private final LibraryStore libraryStore;
  private final LibraryContainers libraryContainers;
  private final MediaFiles mediaFiles;
  private final V4Responses responses;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;
  private final SharingService sharingService;
  private final String organizationId;

  public V4GalleryRoutes(PhotoShelterStores stores, V4Responses responses, V4Includes includes) {
    this.libraryStore = stores.library;
    this.libraryContainers = stores.containers;
    this.mediaFiles = stores.files;
    this.responses = responses;
    this.includes = includes;
    this.settings = stores.settings;
    this.sharingService = stores.sharing;
    this.organizationId = stores.account.organizationId();
  }

  public void addTo(RoutesConfig routes, String base) {
    var one = base + "/galleries/{id}";
    routes.get(base + "/galleries", this::list);
    routes.get(one + "/children", this::children);
    routes.post(one + "/children", this::put);
    routes.delete(one + "/children/{media}", this::takeOut);
    routes.get(one + "/cover", this::cover);
    routes.get(one + "/parents", this::parents);
    routes.post(one + "/parents", this::addParent);
    routes.delete(one + "/parents/{collection}", this::removeParent);
  }

  private void list(Context call) {
    var all =
        libraryStore.galleries().stream()
            .filter(filter(call))
            .sorted(ContainerListing.order(call))
            .toList();
    includes.list(call, all, settings.limits().lastPage());
  }

  private Predicate<Gallery> filter(Context call) {
    var parent = Optional.ofNullable(call.queryParam("parent"));
    var name = RequestInput.query(call, "name");
    var recent = RequestInput.query(call, "recently_updated").equals(Optional.of("true"));
    var since = libraryStore.now().minus(RECENT);
    var context = parent.filter(id -> !id.isBlank()).or(() -> SharingService.context(call));
    var organization = RequestInput.query(call, "org_id");
    return gallery ->
        organization.map(organizationId::equals).orElse(true)
            && sharingService.isVisibleTo(call, gallery, context)
            && parent
                .map(id ->
                    id.isBlank() ? gallery.parents().isEmpty() : gallery.parents().contains(id))
                .orElse(true)
            && name.map(text -> ContainerListing.matchesName(call, gallery.name(), text))
                .orElse(true)
            && (!recent || gallery.modifiedAt().isAfter(since));
  }

  private void children(Context call) {
    var files = sortedFiles(call, gallery(call));
    var pageWindow = PageWindow.of(call, settings.limits().lastPage());
    var first = (pageWindow.page() - 1) * pageWindow.perPage() + 1;
    var items = new ArrayList<Map<String, @Nullable Object>>();
    for (var file : pageWindow.slice(files)) {
      items.add(responses.child(file, first + items.size()));
    }
    responses.sendPage(call, items, pageWindow.meta(call, files.size()));
  }

  private List<Media> sortedFiles(Context call, Gallery gallery) {
    var added = libraryStore.filesOf(gallery.id());
    var files = added.keySet().stream().map(libraryStore::media);
    return RequestInput.query(call, "sort_by")
        .map(by -> sorted(call, files, by, added))
        .orElseGet(files::toList);
  }

  private static List<Media> sorted(
      Context call, Stream<Media> files, String by, Map<String, Instant> added) {
    var ids = List.copyOf(added.keySet());
    var places =
        IntStream.range(0, ids.size()).boxed().collect(Collectors.toMap(ids::get, at -> at));
    Comparator<Media> order =
        switch (by) {
          case "added_at" ->
              Comparator.comparing(file -> added.getOrDefault(file.id(), Instant.EPOCH));
          case "creation_time", "date_taken" -> Comparator.comparing(Media::createdAt);
          case "modification_time" -> Comparator.comparing(Media::modifiedAt);
          case "file_name" -> Comparator.comparing(Media::fileName);
          default -> Comparator.comparing(file -> places.getOrDefault(file.id(), 0));
        };
    return files.sorted(ContainerListing.isAscending(call) ? order : order.reversed()).toList();
  }

  private void put(Context call) {
    var ids = mediaIds(call);
    if (ids.isEmpty()) {
      throw PhotoShelterApiException.badRequest("Name the file as media_id");
    }
    var gallery = gallery(call);
    ids.forEach(libraryStore::media);
    ids.forEach(id -> mediaFiles.addToGallery(gallery.id(), id));
    responses.sendAll(
        call,
        ids.stream()
            .map(id ->
                ResourceObject.resource(id, libraryStore.media(id).kind().label(), Json.object()))
            .toList());
  }

  /**
   * The body's form is a guess: {@code {"media_id":"I0000…"}}, a list of ids under that name, or a
   * bare list.
   */
  private static List<String> mediaIds(Context call) {
    var body =
        RequestInput.isForm(call) ? Json.toTree(RequestInput.body(call)) : RequestInput.json(call);
    var ids = body.isArray() ? body : body.path("media_id");
    return ids.isArray()
        ? ids.valueStream().map(JsonNode::asString).toList()
        : RequestInput.text(ids).stream()
            .flatMap(text -> MediaQuery.splitList(text).stream())
            .toList();
  }

  private void takeOut(Context call) {
    mediaFiles.removeFromGallery(call.pathParam("id"), call.pathParam("media"));
    responses.sendOk(call);
  }

  private void cover(Context call) {
    responses.sendAll(
        call,
        files(call)
            .limit(COVER)
            .map(file -> includes.withLink(call, file, responses.typedHit(file)))
            .toList());
  }

  private Stream<Media> files(Context call) {
    return libraryStore.filesOf(gallery(call).id()).keySet().stream().map(libraryStore::media);
  }

  private void parents(Context call) {
    responses.sendAll(
        call,
        sharingService.visibleParents(call, gallery(call)).stream()
            .map(parent -> responses.container(call, parent))
            .toList());
  }

  private void addParent(Context call) {
    libraryContainers.addParent(
        call.pathParam("id"),
        RequestInput.text(call, "collection_id")
            .orElseThrow(() -> PhotoShelterApiException.badRequest("collection_id is missing")));
    parents(call);
  }

  private void removeParent(Context call) {
    libraryContainers.removeParent(call.pathParam("id"), call.pathParam("collection"));
    responses.sendOk(call);
  }

  private Gallery gallery(Context call) {
    return libraryStore.gallery(call.pathParam("id"));
  }
}
