package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.picture.EmbeddedTags;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Files: upload, search, one file, download. */
final class V3Images {
  private final Library library;
  private final Account account;
  private final PhotoShelterSettings settings;
  private final V3Records records;

  V3Images(Holdings holdings, V3Records records) {
    this.library = holdings.library;
    this.account = holdings.account;
    this.settings = holdings.settings;
    this.records = records;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.post(base + "/image/upload", this::upload);
    routes.get(base + "/image/query", this::byName);
    routes.post(base + "/image/query", this::byName);
    routes.get(base + "/image/search", this::search);
    addOneTo(routes, base);
  }

  /** One file, which the public half of v3 shows too. */
  void addOneTo(RoutesConfig routes, String base) {
    var one = base + "/image/{id}";
    routes.get(one, call -> V3Answers.ok(call, "Image", records.image(call, file(call))));
    routes.get(one + "/iptc", call -> V3Answers.ok(call, "Iptc", V3Records.iptc(file(call))));
    routes.get(one + "/exif", call -> tags(call, "Exif", EmbeddedTags.exif(bytes(call))));
    routes.get(one + "/xmp", call -> tags(call, "Xmp", EmbeddedTags.xmp(bytes(call))));
    routes.get(one + "/galleries", this::galleriesOf);
    routes.get(one + "/link", this::link);
    routes.get(one + "/download", this::download);
  }

  private void link(Context call) {
    var size = Input.query(call, "image_size").orElse("600x400");
    var mode = Input.query(call, "image_mode").orElse("fit");
    V3Answers.ok(call, "ImageLink", records.link(file(call), size, mode));
  }

  private void download(Context call) {
    var embed =
        Input.query(call, "f_embed").map("t"::equals).orElse(settings.has(Switch.DOWNLOAD_EMBEDS));
    var file = file(call);
    Downloads.send(call, file.fileName(), Downloads.bytes(library, file, embed));
  }

  private static void tags(Context call, String name, Map<String, String> tags) {
    V3Answers.ok(call, name, tags);
  }

  private void upload(Context call) {
    var stored =
        Uploads.store(call, library, account).stream()
            .map(file -> records.image(call, file))
            .toList();
    V3Answers.ok(call, "Image", stored.size() == 1 ? stored.getFirst() : stored);
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

  private byte[] bytes(Context call) {
    return library.bytes(file(call));
  }
}
