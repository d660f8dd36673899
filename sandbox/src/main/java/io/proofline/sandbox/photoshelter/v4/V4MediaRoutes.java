package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.http.PageWindow;
import io.proofline.sandbox.photoshelter.library.CustomMetadata;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaFiles;
import io.proofline.sandbox.photoshelter.library.MediaQuery;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Routes of files over v4: search, read, change, trash. */
public final class V4MediaRoutes {
  private final LibraryStore libraryStore;
  private final MediaFiles mediaFiles;
  private final CustomMetadata custom;
  private final V4Responses responses;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;

  public V4MediaRoutes(PhotoShelterStores stores, V4Responses responses, V4Includes includes) {
    this.libraryStore = stores.library;
    this.mediaFiles = stores.files;
    this.custom = stores.custom;
    this.responses = responses;
    this.includes = includes;
    this.settings = stores.settings;
  }

  public void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/media", this::query);
    routes.get(base + "/search", this::search);
    routes.get(base + "/media/{id}", call -> responses.sendOne(call, responses.media(file(call))));
    routes.patch(base + "/media/{id}", this::update);
    routes.delete(base + "/media/{id}", this::trash);
    routes.get(base + "/media/{id}/galleries", this::galleries);
    routes.get(base + "/trash", this::listTrash);
    routes.post(base + "/trash/{id}/restore", this::restore);
  }

  private void query(Context call) {
    page(call, new MediaQuery(call, libraryStore, custom, settings).execute(), responses::typedHit);
  }

  private void search(Context call) {
    var types =
        RequestInput.query(call, "media_type")
            .map(MediaQuery::splitSet)
            .orElse(java.util.Set.of("image", "video", "audio", "doc"));
    var order = Comparator.comparing(Media::createdAt).thenComparing(Media::id);
    var ascending =
        RequestInput.query(call, "sort_direction").orElse("descending").startsWith("asc");
    page(
        call,
        libraryStore.searchable().stream()
            .filter(file ->
                types.contains(file.kind() == Media.Kind.DOCUMENT ? "doc" : file.kind().label()))
            .sorted(ascending ? order : order.reversed())
            .toList(),
        responses::hit);
  }

  private void page(
      Context call, List<Media> hits, Function<Media, Map<String, @Nullable Object>> show) {
    var pageWindow = PageWindow.of(call, settings.limits().lastPage());
    responses.sendPage(
        call,
        pageWindow.slice(hits).stream().map(show).toList(),
        pageWindow.meta(call, hits.size()));
  }

  private void update(Context call) {
    var fields = RequestInput.body(call);
    var name = Optional.ofNullable(fields.get("file_name")).flatMap(RequestInput::text);
    var rating = Optional.ofNullable(fields.get("rating")).map(JsonNode::asInt);
    var changed =
        mediaFiles.change(
            call.pathParam("id"),
            file ->
                file.withNameAndRating(
                    name.orElse(file.fileName()),
                    rating.orElse(file.rating()),
                    libraryStore.now()));
    responses.sendOne(call, responses.media(changed));
  }

  private void trash(Context call) {
    mediaFiles.trash(call.pathParam("id"));
    responses.sendOk(call);
  }

  private void galleries(Context call) {
    var homes = libraryStore.galleriesOf(file(call).id());
    responses.sendAll(
        call,
        homes.stream()
            .map(gallery -> {
              var item =
                  ResourceObject.resource(
                      gallery.id(),
                      "gallery",
                      Json.object("display_order", gallery.displayOrder()));
              if (V4Includes.isRequested(call, "gallery")) {
                item.put(
                    "includes",
                    Json.object("gallery", Json.object("data", includes.container(call, gallery))));
              }
              return item;
            })
            .toList());
  }

  private void listTrash(Context call) {
    responses.sendAll(call, libraryStore.trash().stream().map(responses::hit).toList());
  }

  private void restore(Context call) {
    responses.sendOne(call, responses.media(mediaFiles.restore(call.pathParam("id"))));
  }

  private Media file(Context call) {
    return libraryStore.media(call.pathParam("id"));
  }
}
