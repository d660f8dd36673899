package io.proofline.sandbox.photoshelter.v3;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.http.DownloadResponses;
import io.proofline.sandbox.photoshelter.http.MultipartUploads;
import io.proofline.sandbox.photoshelter.http.PageWindow;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.picture.EmbeddedTags;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Routes of files over v3: upload, search, read, download. */
final class V3ImageRoutes {
  private final PhotoShelterStores stores;
  private final LibraryStore libraryStore;
  private final PhotoShelterSettings settings;
  private final V3Json records;

  V3ImageRoutes(PhotoShelterStores stores, V3Json records) {
    this.stores = stores;
    this.libraryStore = stores.library;
    this.settings = stores.settings;
    this.records = records;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.post(base + "/image/upload", this::upload);
    routes.get(base + "/image/query", this::byName);
    routes.post(base + "/image/query", this::byName);
    routes.get(base + "/image/search", this::search);
    addOneTo(routes, base);
  }

  /** Adds the reads of one file; members and the public API of v3 share them. */
  void addOneTo(RoutesConfig routes, String base) {
    var one = base + "/image/{id}";
    routes.get(one, call -> V3Responses.sendOk(call, "Image", records.image(call, file(call))));
    routes.get(one + "/iptc", call -> V3Responses.sendOk(call, "Iptc", V3Json.iptc(file(call))));
    routes.get(one + "/exif", call -> tags(call, "Exif", EmbeddedTags.exif(bytes(call))));
    routes.get(one + "/xmp", call -> tags(call, "Xmp", EmbeddedTags.xmp(bytes(call))));
    routes.get(one + "/galleries", this::galleriesOf);
    routes.get(one + "/link", this::link);
    routes.get(one + "/download", this::download);
  }

  private void link(Context call) {
    var size = RequestInput.query(call, "image_size").orElse("600x400");
    var mode = RequestInput.query(call, "image_mode").orElse("fit");
    V3Responses.sendOk(call, "ImageLink", records.link(file(call), size, mode));
  }

  private void download(Context call) {
    var embed =
        RequestInput.query(call, "f_embed")
            .map("t"::equals)
            .orElse(settings.isEnabled(Switch.DOWNLOAD_EMBEDS));
    var file = file(call);
    DownloadResponses.send(
        call, file.fileName(), DownloadResponses.bytes(libraryStore, file, embed));
  }

  private static void tags(Context call, String name, Map<String, String> tags) {
    V3Responses.sendOk(call, name, tags);
  }

  private void upload(Context call) {
    var stored =
        MultipartUploads.store(call, stores).stream()
            .map(file -> records.image(call, file))
            .toList();
    V3Responses.sendOk(call, "Image", stored.size() == 1 ? stored.getFirst() : stored);
  }

  /** Counts the files of a gallery with a given name, as clients check before an upload. */
  private void byName(Context call) {
    var gallery = libraryStore.gallery(RequestInput.text(call, "gallery_id").orElse(""));
    var name = RequestInput.text(call, "file_name").orElse("");
    var found =
        libraryStore.mediaIn(gallery.id()).stream()
            .filter(file -> file.fileName().equals(name))
            .toList();
    V3Responses.sendOk(
        call,
        Json.object(
            "total",
            String.valueOf(found.size()),
            "Image",
            V3Responses.nullIfEmpty(
                found.stream().map(file -> records.image(call, file)).toList())));
  }

  private void search(Context call) {
    var terms =
        Json.tree(RequestInput.query(call, "terms").orElse("[]"))
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    var hits =
        libraryStore.searchable().stream()
            .filter(file -> terms.stream().allMatch(term -> mentions(file, term)))
            .toList();
    var pageWindow = PageWindow.of(call, settings.limits().lastPage());
    V3Responses.sendOk(
        call,
        V3Responses.paged(
            call,
            "Results",
            pageWindow.slice(hits).stream().map(file -> records.image(call, file)).toList(),
            pageWindow,
            hits.size()));
  }

  private static boolean mentions(Media file, String term) {
    return file.fileName().contains(term)
        || file.iptc().keywords().stream().anyMatch(term::equalsIgnoreCase)
        || file.iptc().texts().values().stream().anyMatch(text -> text.contains(term));
  }

  private void galleriesOf(Context call) {
    var rows =
        libraryStore.galleriesOf(file(call).id()).stream()
            .map(each ->
                Json.object(
                    "gallery_id",
                    each.id(),
                    "image_id",
                    call.pathParam("id"),
                    "Gallery",
                    records.gallery(each)))
            .toList();
    V3Responses.sendOk(call, "ImageGallery", V3Responses.nullIfEmpty(rows));
  }

  private Media file(Context call) {
    return libraryStore.media(call.pathParam("id"));
  }

  private byte[] bytes(Context call) {
    return libraryStore.bytes(file(call));
  }
}
