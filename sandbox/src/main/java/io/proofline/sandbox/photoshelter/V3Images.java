package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Files: upload, search, one file, download. */
final class V3Images {
  private final Library library;
  private final Account account;
  private final PhotoShelterSettings settings;
  private final V3Records records;

  V3Images(Library library, Account account, PhotoShelterSettings settings, V3Records records) {
    this.library = library;
    this.account = account;
    this.settings = settings;
    this.records = records;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.post(base + "/image/upload", this::upload);
    routes.get(base + "/image/query", this::byName);
    routes.post(base + "/image/query", this::byName);
    routes.get(base + "/image/search", this::search);
    routes.get(
        base + "/image/{id}", call -> V3Answers.ok(call, "Image", records.image(call, file(call))));
    routes.get(
        base + "/image/{id}/iptc", call -> V3Answers.ok(call, "Iptc", V3Records.iptc(file(call))));
    routes.get(base + "/image/{id}/galleries", this::galleriesOf);
    routes.get(
        base + "/image/{id}/link",
        call -> V3Answers.ok(call, "ImageLink", records.link(file(call), "600x400", "fit")));
    routes.get(
        base + "/image/{id}/download",
        call -> Downloads.send(call, file(call).fileName(), library.bytes(file(call))));
  }

  private void upload(Context call) {
    var uploads =
        Stream.concat(call.uploadedFiles("file").stream(), call.uploadedFiles("file[]").stream())
            .toList();
    if (uploads.isEmpty()) {
      throw Refused.badRequest("The part file is missing");
    }
    var gallery = Input.filled(call.formParam("gallery_id")).map(library::gallery);
    var searchable = !Optional.of("f").equals(Input.filled(call.formParam("f_searchable")));
    var stored =
        uploads.stream()
            .map(upload -> store(upload, gallery, searchable))
            .map(file -> records.image(call, file))
            .toList();
    V3Answers.ok(call, "Image", stored.size() == 1 ? stored.getFirst() : stored);
  }

  private Media store(UploadedFile upload, Optional<Gallery> gallery, boolean searchable) {
    try (var content = upload.content()) {
      return library.upload(
          content.readAllBytes(), upload.filename(), account.userId(), searchable, gallery);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many files of a gallery have a name: the check before an upload. */
  private void byName(Context call) {
    var gallery = library.gallery(Input.text(call, "gallery_id").orElse(""));
    var name = Input.text(call, "file_name").orElse("");
    var found =
        library.mediaIn(gallery.id()).stream()
            .filter(file -> file.fileName().equals(name))
            .toList();
    V3Answers.ok(
        call,
        Json.object(
            "total",
            String.valueOf(found.size()),
            "Image",
            V3Answers.orNull(found.stream().map(file -> records.image(call, file)).toList())));
  }

  private void search(Context call) {
    var terms =
        Json.tree(Input.query(call, "terms").orElse("[]"))
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    var hits =
        library.searchable().stream()
            .filter(file -> terms.stream().allMatch(term -> mentions(file, term)))
            .toList();
    var paging = Paging.of(call, settings.limits().lastPage());
    V3Answers.ok(
        call,
        V3Answers.paged(
            call,
            "Results",
            paging.cut(hits).stream().map(file -> records.image(call, file)).toList(),
            paging,
            hits.size()));
  }

  private static boolean mentions(Media file, String term) {
    return file.fileName().contains(term)
        || file.iptc().keywords().stream().anyMatch(term::equalsIgnoreCase)
        || file.iptc().texts().values().stream().anyMatch(text -> text.contains(term));
  }

  private void galleriesOf(Context call) {
    var rows =
        library.galleriesOf(file(call).id()).stream()
            .map(each ->
                Json.object(
                    "gallery_id",
                    each.id(),
                    "image_id",
                    call.pathParam("id"),
                    "Gallery",
                    records.gallery(each)))
            .toList();
    V3Answers.ok(call, "ImageGallery", V3Answers.orNull(rows));
  }

  private Media file(Context call) {
    return library.media(call.pathParam("id"));
  }
}
