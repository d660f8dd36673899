package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.picture.Iptc;
import io.proofline.sandbox.picture.IptcBlock;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.picture.Renditions;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Files over v4: find, read, describe, download, trash. */
final class V4Media {
  private static final int JPEG_SIZE = 2000;

  private final Library library;
  private final Renditions renditions;
  private final V4Answers answers;
  private final V4Includes includes;
  private final PhotoShelterSettings settings;
  private final Supplier<URI> origin;

  V4Media(
      Library library,
      Renditions renditions,
      V4Answers answers,
      V4Includes includes,
      PhotoShelterSettings settings,
      Supplier<URI> origin) {
    this.library = library;
    this.renditions = renditions;
    this.answers = answers;
    this.includes = includes;
    this.settings = settings;
    this.origin = origin;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/media", this::query);
    routes.get(base + "/search", this::search);
    routes.get(base + "/media/{id}", call -> answers.one(call, answers.media(file(call))));
    routes.patch(base + "/media/{id}", this::update);
    routes.delete(base + "/media/{id}", this::trash);
    routes.get(base + "/media/{id}/iptc", call -> answers.one(call, answers.iptc(image(call))));
    routes.patch(base + "/media/{id}/iptc", this::describe);
    routes.get(base + "/media/{id}/galleries", this::galleries);
    routes.get(base + "/media/{id}/custom-metadata", this::customMetadata);
    routes.get(base + "/media/{id}/link", this::link);
    routes.get(base + "/media/{id}/download", this::download);
    routes.get(base + "/trash", this::listTrash);
    routes.post(base + "/trash/{id}/restore", this::restore);
  }

  private void query(Context call) {
    page(call, new MediaQuery(call, library, settings).run());
  }

  private void search(Context call) {
    var types =
        Input.query(call, "media_type")
            .map(MediaQuery::wordSet)
            .orElse(java.util.Set.of("image", "video", "audio", "doc"));
    var order = Comparator.comparing(Media::createdAt).thenComparing(Media::id);
    var ascending = Input.query(call, "sort_direction").orElse("descending").startsWith("asc");
    page(
        call,
        library.searchable().stream()
            .filter(file ->
                types.contains(file.kind() == Media.Kind.DOCUMENT ? "doc" : file.kind().label()))
            .sorted(ascending ? order : order.reversed())
            .toList());
  }

  private void page(Context call, List<Media> hits) {
    var paging = Paging.of(call, settings.limits().lastPage());
    answers.page(
        call, paging.cut(hits).stream().map(answers::hit).toList(), paging.meta(call, hits.size()));
  }

  private void update(Context call) {
    var fields = Input.body(call);
    var changed =
        library.update(
            call.pathParam("id"),
            Optional.ofNullable(fields.get("file_name")).flatMap(Input::text),
            Optional.ofNullable(fields.get("rating")).map(JsonNode::asInt));
    answers.one(call, answers.media(changed));
  }

  private void trash(Context call) {
    library.trash(call.pathParam("id"));
    answers.done(call);
  }

  private void describe(Context call) {
    image(call);
    var fields = patchFields(call);
    var described = library.describe(call.pathParam("id"), before -> edited(before, fields));
    answers.one(call, answers.iptc(described));
  }

  private Map<String, JsonNode> patchFields(Context call) {
    return switch (settings.iptcPatch()) {
      case QUERY -> queryFields(call);
      case FORM -> formFields(call);
      case JSON -> jsonFields(call);
    };
  }

  private static Map<String, JsonNode> queryFields(Context call) {
    var fields = Input.queryValues(call);
    fields.remove("api_key");
    fields.remove("auth_token");
    return fields;
  }

  private static Map<String, JsonNode> formFields(Context call) {
    if (!Input.isForm(call)) {
      throw Refused.mediaType("Send the fields as a form");
    }
    return Input.body(call);
  }

  private static Map<String, JsonNode> jsonFields(Context call) {
    if (Input.isForm(call)) {
      throw Refused.mediaType("Send the fields as JSON");
    }
    return Input.body(call);
  }

  private static Iptc edited(Iptc before, Map<String, JsonNode> fields) {
    var after = before;
    for (var entry : fields.entrySet()) {
      after = edited(after, entry.getKey(), entry.getValue());
    }
    return after;
  }

  private static Iptc edited(Iptc before, String name, JsonNode value) {
    if (name.equals(IptcField.KEYWORDS)) {
      return before.withKeywords(keywords(value));
    }
    var field =
        IptcField.labelled(name)
            .orElseThrow(() -> Refused.badRequest("There is no IPTC field " + name));
    return before.with(field, Input.text(value).orElse(""));
  }

  private static List<String> keywords(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).toList()
        : MediaQuery.words(Input.text(value).orElse(""));
  }

  private void galleries(Context call) {
    var homes = library.galleriesOf(file(call).id());
    answers.all(
        call,
        homes.stream()
            .map(gallery -> {
              var item =
                  V4Answers.resource(
                      gallery.id(),
                      "gallery",
                      Json.object("display_order", gallery.displayOrder()));
              if (V4Includes.asked(call, "gallery")) {
                item.put(
                    "includes",
                    Json.object("gallery", Json.object("data", includes.gallery(call, gallery))));
              }
              return item;
            })
            .toList());
  }

  private void customMetadata(Context call) {
    var file = file(call);
    answers.one(
        call,
        V4Answers.resource(
            file.id(), "custom_metadata", Json.object("custom_metadata", List.of())));
  }

  private void link(Context call) {
    var mode = Input.query(call, "image_mode").orElse("fit");
    var size = Input.query(call, "image_size").orElse("600x400");
    var link = "%s/img-get2/%s/%s=%s".formatted(origin.get(), file(call).id(), mode, size);
    answers.one(call, V4Answers.resource(file(call).id(), "link", Json.object("link", link)));
  }

  private void download(Context call) {
    var file = file(call);
    var type = Input.query(call, "download_filetype").orElse("original");
    var bytes =
        switch (type) {
          case "original" -> original(call, file);
          case "jpeg" -> jpeg(call, file);
          default ->
              throw Refused.badRequest(
                  "download_filetype %s does not go with this file".formatted(type));
        };
    Downloads.send(call, file.fileName(), bytes);
  }

  /** The bytes as they came, or with the IPTC as it stands now where that is asked for. */
  private byte[] original(Context call, Media file) {
    var asked = Input.query(call, "download_image_embed");
    var embed = asked.map("true"::equals).orElse(settings.has(Switch.DOWNLOAD_EMBEDS));
    return embed && file.edited()
        ? IptcBlock.into(library.bytes(file), file.iptc())
        : library.bytes(file);
  }

  private byte[] jpeg(Context call, Media file) {
    var size =
        Input.query(call, "download_quality")
            .filter(text -> text.matches("\\d{1,5}"))
            .map(Integer::parseInt)
            .orElse(JPEG_SIZE);
    return renditions
        .of(file.original(), Renditions.Mode.FIT, size, size)
        .orElseThrow(() -> Refused.badRequest("This file has no picture"));
  }

  private void listTrash(Context call) {
    answers.all(call, library.trash().stream().map(answers::hit).toList());
  }

  private void restore(Context call) {
    answers.one(call, answers.media(library.restore(call.pathParam("id"))));
  }

  private Media file(Context call) {
    return library.media(call.pathParam("id"));
  }

  private Media image(Context call) {
    var file = file(call);
    if (file.kind() != Media.Kind.IMAGE) {
      throw Refused.notFound("IPTC of", file.id());
    }
    return file;
  }
}
