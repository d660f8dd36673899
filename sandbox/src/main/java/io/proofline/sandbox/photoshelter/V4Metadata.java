package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.PhotoShelterSettings.Switch;
import io.proofline.sandbox.picture.EmbeddedTags;
import io.proofline.sandbox.picture.Iptc;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What is known of a file, over v4: IPTC, EXIF, XMP, custom fields. */
final class V4Metadata {
  private final Library library;
  private final CustomMetadata custom;
  private final V4Answers answers;
  private final PhotoShelterSettings settings;

  V4Metadata(Holdings holdings, V4Answers answers) {
    this.library = holdings.library;
    this.custom = holdings.custom;
    this.answers = answers;
    this.settings = holdings.settings;
  }

  void addTo(RoutesConfig routes, String base) {
    var one = base + "/media/{id}";
    routes.get(one + "/iptc", call -> answers.one(call, answers.iptc(image(call))));
    routes.patch(one + "/iptc", this::describe);
    routes.get(one + "/exif", this::exif);
    routes.get(one + "/xmp", this::xmp);
    routes.get(one + "/metadata", this::metadata);
    routes.get(one + settings.path("/custom-metadata"), this::customMetadata);
    if (settings.has(Switch.CUSTOM_METADATA_WRITES)) {
      routes.patch(one + settings.path("/custom-metadata"), this::tag);
    }
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

  private void exif(Context call) {
    tags(call, "exif", EmbeddedTags.exif(library.bytes(image(call))));
  }

  private void xmp(Context call) {
    tags(call, "xmp", EmbeddedTags.xmp(library.bytes(image(call))));
  }

  private void tags(Context call, String type, Map<String, String> tags) {
    var attributes = Json.object();
    attributes.putAll(tags);
    answers.one(call, V4Answers.resource(call.pathParam("id"), type, attributes));
  }

  /** Of a video, a sound or a document, {@code raw} is JSON inside a text; an image has IPTC. */
  private void metadata(Context call) {
    var file = library.media(call.pathParam("id"));
    if (file.kind() == Media.Kind.IMAGE) {
      throw Refused.notFound("Metadata of", file.id());
    }
    var attributes =
        Json.object(
            "author", file.iptc().text(IptcField.AUTHOR).orElse(null),
            "raw", Json.write(EmbeddedTags.all(library.bytes(file))));
    answers.one(call, V4Answers.resource(file.id(), "metadata", attributes));
  }

  private void customMetadata(Context call) {
    var file = library.media(call.pathParam("id"));
    answers.one(
        call,
        V4Answers.resource(
            file.id(), "custom_metadata", Json.object("custom_metadata", custom.of(file.id()))));
  }

  /** The body is a guess, after the filter's form: {@code {"field_id":"option_id"}}. */
  private void tag(Context call) {
    var file = library.media(call.pathParam("id"));
    var wanted = Input.body(call);
    wanted.keySet().forEach(custom::field);
    wanted.forEach((field, option) -> custom.set(file.id(), field, Input.text(option).orElse("")));
    customMetadata(call);
  }

  private Media image(Context call) {
    var file = library.media(call.pathParam("id"));
    if (file.kind() != Media.Kind.IMAGE) {
      throw Refused.notFound("IPTC of", file.id());
    }
    return file;
  }
}
