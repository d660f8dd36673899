package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The library for a person: galleries, a photograph, what can be done with it. */
final class PhotoShelterPages {
  private static final int COVER = 4;

  private final Library library;
  private final Account account;
  private final Supplier<URI> origin;

  PhotoShelterPages(Library library, Account account, Supplier<URI> origin) {
    this.library = library;
    this.account = account;
    this.origin = origin;
  }

  void addTo(JavalinConfig config, Site site) {
    var routes = config.routes;
    routes.exception(
        Refused.class, (refused, call) -> site.problem(call, refused.status(), refused.detail()));
    routes.get("/photoshelter", call -> site.show(call, "Library", "library", libraryModel()));
    routes.get(
        "/photoshelter/galleries/{id}",
        call -> site.show(call, gallery(call).name(), "gallery", galleryModel(gallery(call))));
    routes.get(
        "/photoshelter/media/{id}",
        call -> site.show(call, title(file(call)), "media", mediaModel(file(call))));
    routes.get(
        "/photoshelter/trash",
        call ->
            site.show(
                call,
                "Trash",
                "trash",
                Json.object("files", library.trash().stream().map(this::card).toList())));
    routes.post("/photoshelter/galleries/{id}/upload", this::upload);
    routes.post("/photoshelter/media/{id}/put", this::put);
    routes.post("/photoshelter/media/{id}/take-out", this::takeOut);
    routes.post("/photoshelter/media/{id}/keyword", this::addKeyword);
    routes.post("/photoshelter/media/{id}/keyword/remove", this::removeKeyword);
    routes.post("/photoshelter/trash/{id}/restore", this::restore);
    addAdmin(config);
  }

  private void addAdmin(JavalinConfig config) {
    var routes = config.routes;
    routes.get(
        "/admin/photoshelter/galleries",
        call -> Site.json(call, library.galleries().stream().map(this::galleryForTests).toList()));
    routes.get(
        "/admin/photoshelter/media",
        call -> Site.json(call, library.media().stream().map(this::mediaForTests).toList()));
    routes.get(
        "/admin/photoshelter/media/{id}", call -> Site.json(call, mediaForTests(file(call))));
    routes.post(
        "/admin/photoshelter/galleries/{id}/media/{media}",
        call -> {
          library.put(call.pathParam("id"), call.pathParam("media"));
          call.status(204);
        });
    routes.delete(
        "/admin/photoshelter/galleries/{id}/media/{media}",
        call -> {
          library.takeOut(call.pathParam("id"), call.pathParam("media"));
          call.status(204);
        });
    routes.post(
        "/admin/photoshelter/media/{id}/keywords/{word}",
        call -> {
          addKeyword(call.pathParam("id"), call.pathParam("word"));
          call.status(204);
        });
  }

  // ---- actions

  private void put(Context call) {
    library.put(String.valueOf(call.formParam("gallery")), file(call).id());
    backToMedia(call);
  }

  private void takeOut(Context call) {
    var gallery = String.valueOf(call.formParam("gallery"));
    library.takeOut(gallery, file(call).id());
    if (library.trash().stream().anyMatch(each -> each.id().equals(call.pathParam("id")))) {
      Site.goTo(call, "/photoshelter/trash");
    } else {
      backToMedia(call);
    }
  }

  private void addKeyword(Context call) {
    Input.filled(call.formParam("word"))
        .ifPresent(word -> addKeyword(call.pathParam("id"), word.strip()));
    backToMedia(call);
  }

  private void addKeyword(String mediaId, String word) {
    library.describe(
        mediaId,
        iptc ->
            iptc.withKeywords(Stream.concat(iptc.keywords().stream(), Stream.of(word)).toList()));
  }

  private void removeKeyword(Context call) {
    var word = String.valueOf(call.formParam("word"));
    library.describe(
        call.pathParam("id"), iptc -> iptc.withKeywords(Library.without(iptc.keywords(), word)));
    backToMedia(call);
  }

  private void upload(Context call) throws IOException {
    var gallery = gallery(call);
    for (var upload : call.uploadedFiles("file")) {
      try (var content = upload.content()) {
        library.upload(
            content.readAllBytes(),
            upload.filename(),
            account.userId(),
            true,
            Optional.of(gallery));
      }
    }
    Site.goTo(call, "/photoshelter/galleries/" + gallery.id());
  }

  private void restore(Context call) {
    Site.goTo(call, "/photoshelter/media/" + library.restore(call.pathParam("id")).id());
  }

  private static void backToMedia(Context call) {
    Site.goTo(call, "/photoshelter/media/" + call.pathParam("id"));
  }

  // ---- what the templates show

  private Map<String, @Nullable Object> libraryModel() {
    var shelves = new ArrayList<Map<String, @Nullable Object>>();
    addShelves(shelves, null, "");
    shelves.sort(Comparator.comparing(shelf -> !Boolean.TRUE.equals(shelf.get("forReview"))));
    return Json.object("shelves", shelves, "trashed", library.trash().size());
  }

  private void addShelves(
      List<Map<String, @Nullable Object>> shelves, @Nullable String collection, String path) {
    var galleries = library.galleriesIn(collection).stream().map(this::tile).toList();
    if (!galleries.isEmpty()) {
      shelves.add(
          Json.object(
              "name",
              path.isEmpty() ? "At the top" : path,
              "galleries",
              galleries,
              "forReview",
              galleries.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("forReview")))));
    }
    for (var child : library.collectionsIn(collection)) {
      addShelves(shelves, child.id(), path.isEmpty() ? child.name() : path + " › " + child.name());
    }
  }

  private Map<String, @Nullable Object> tile(Gallery gallery) {
    var files = library.filesOf(gallery.id()).keySet();
    return Json.object(
        "id", gallery.id(),
        "name", gallery.name(),
        "count", files.size(),
        "one", files.size() == 1,
        "forReview", gallery.name().equals(SampleLibrary.REVIEW_GALLERY),
        "cover",
            files.stream()
                .limit(COVER)
                .map(id -> Json.object("src", image(id, "fill=240x180")))
                .toList());
  }

  private Map<String, @Nullable Object> galleryModel(Gallery gallery) {
    var files =
        library.filesOf(gallery.id()).keySet().stream()
            .map(library::media)
            .map(this::card)
            .toList();
    return Json.object(
        "id",
        gallery.id(),
        "name",
        gallery.name(),
        "path",
        path(gallery),
        "files",
        files,
        "empty",
        files.isEmpty());
  }

  private Map<String, @Nullable Object> card(Media file) {
    var status = file.iptc().text(IptcField.EDIT_STATUS);
    return Json.object(
        "id", file.id(),
        "title", title(file),
        "fileName", file.fileName(),
        "src", image(file.id(), "fit=480x360"),
        "status", status.orElse(null),
        "tone", status.map(PhotoShelterPages::tone).orElse(null));
  }

  private Map<String, @Nullable Object> mediaModel(Media file) {
    var homes = library.galleriesOf(file.id());
    var model = card(file);
    model.put("mediaId", file.id());
    model.put("large", image(file.id(), "fit=1200x900"));
    model.put("hasStatus", file.iptc().text(IptcField.EDIT_STATUS).isPresent());
    model.put("keywords", file.iptc().keywords());
    model.put(
        "homes",
        homes.stream()
            .map(each ->
                Json.object(
                    "id",
                    each.id(),
                    "name",
                    each.name(),
                    "path",
                    path(each),
                    "last",
                    homes.size() == 1))
            .toList());
    model.put(
        "others",
        library.galleries().stream()
            .filter(each -> !homes.contains(each))
            .map(each ->
                Json.object(
                    "id",
                    each.id(),
                    "name",
                    each.name(),
                    "chosen",
                    each.name().equals(SampleLibrary.REVIEW_GALLERY)))
            .toList());
    model.put("fields", fields(file));
    return model;
  }

  private static List<Map<String, @Nullable Object>> fields(Media file) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var field : IptcField.values()) {
      file.iptc()
          .text(field)
          .filter(_ -> field != IptcField.EDIT_STATUS)
          .ifPresent(text -> rows.add(row(field.label(), text)));
    }
    rows.add(
        row(
            "file",
            "%s, %d × %d, %,d bytes"
                .formatted(file.fileName(), file.width(), file.height(), file.fileSize())));
    rows.add(row("uploaded", Dates.ofMedia(file.createdAt())));
    rows.add(row("modified", Dates.ofMedia(file.modifiedAt())));
    rows.add(row("id", file.id()));
    return rows;
  }

  private static Map<String, @Nullable Object> row(String name, String value) {
    return Json.object("name", name, "value", value);
  }

  private String path(Gallery gallery) {
    return gallery.parents().stream()
        .limit(1)
        .flatMap(parent -> library.above(parent).reversed().stream())
        .map(MediaCollection::name)
        .reduce((upper, lower) -> upper + " › " + lower)
        .orElse("");
  }

  /** The colour of a status: free text, so that only a word in it can be known. */
  private static String tone(String status) {
    var text = status.toLowerCase(java.util.Locale.ROOT);
    if (text.contains("reject") || text.contains("withdrawn")) {
      return "bad";
    }
    if (text.contains("change")) {
      return "warn";
    }
    return text.contains("approved") ? "good" : "plain";
  }

  private static String title(Media file) {
    return file.iptc().text(IptcField.TITLE).orElse(file.fileName());
  }

  private String image(String mediaId, String box) {
    return "%s/img-get2/%s/%s".formatted(origin.get(), mediaId, box);
  }

  // ---- what tests read

  private Map<String, @Nullable Object> galleryForTests(Gallery gallery) {
    return Json.object(
        "id",
        gallery.id(),
        "name",
        gallery.name(),
        "parents",
        gallery.parents(),
        "media",
        List.copyOf(library.filesOf(gallery.id()).keySet()));
  }

  private Map<String, @Nullable Object> mediaForTests(Media file) {
    return Json.object(
        "id", file.id(),
        "file_name", file.fileName(),
        "edit_status", file.iptc().text(IptcField.EDIT_STATUS).orElse(null),
        "iptc", file.iptc().texts(),
        "keywords", file.iptc().keywords(),
        "galleries", library.galleriesOf(file.id()).stream().map(Gallery::name).toList());
  }

  private Gallery gallery(Context call) {
    return library.gallery(call.pathParam("id"));
  }

  private Media file(Context call) {
    return library.media(call.pathParam("id"));
  }
}
