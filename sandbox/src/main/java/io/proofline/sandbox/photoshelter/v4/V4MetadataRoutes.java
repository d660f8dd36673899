package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.library.CustomMetadata;
import io.proofline.sandbox.photoshelter.library.LibraryStore;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaFiles;
import io.proofline.sandbox.photoshelter.library.MediaQuery;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.picture.EmbeddedTags;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.picture.IptcMetadata;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Routes of a file's metadata over v4: IPTC, EXIF, XMP, custom fields. */
public final class V4MetadataRoutes {
  private final LibraryStore libraryStore;
  private final MediaFiles mediaFiles;
  private final CustomMetadata custom;
  private final V4Responses responses;
  private final PhotoShelterSettings settings;

  public V4MetadataRoutes(PhotoShelterStores stores, V4Responses responses) {
    this.libraryStore = stores.library;
    this.mediaFiles = stores.files;
    this.custom = stores.custom;
    this.responses = responses;
    this.settings = stores.settings;
  }

  public void addTo(RoutesConfig routes, String base) {
    var one = base + "/media/{id}";
    routes.get(one + "/iptc", call -> responses.sendOne(call, responses.iptc(image(call))));
    routes.patch(one + "/iptc", this::describe);
    routes.get(one + "/exif", this::exif);
    routes.get(one + "/xmp", this::xmp);
    routes.get(one + "/metadata", this::metadata);
    routes.get(one + settings.path("/custom-metadata"), this::customMetadata);
    if (settings.isEnabled(Switch.CUSTOM_METADATA_WRITES)) {
      routes.patch(one + settings.path("/custom-metadata"), this::tag);
    }
  }

  private void describe(Context call) {
    image(call);
    var fields = patchFields(call);
    var described = mediaFiles.editIptc(call.pathParam("id"), before -> edited(before, fields));
    responses.sendOne(call, responses.iptc(described));
  }

  private Map<String, JsonNode> patchFields(Context call) {
    return switch (settings.iptcPatch()) {
      case QUERY -> queryFields(call);
      case FORM -> formFields(call);
      case JSON -> jsonFields(call);
    };
  }

  private static Map<String, JsonNode> queryFields(Context call) {
    var fields = RequestInput.queryValues(call);
    fields.remove("api_key");
    fields.remove("auth_token");
    return fields;
  }

  private static Map<String, JsonNode> formFields(Context call) {
    if (!RequestInput.isForm(call)) {
      throw PhotoShelterApiException.mediaType("Send the fields as a form");
    }
    return RequestInput.body(call);
  }

  private static Map<String, JsonNode> jsonFields(Context call) {
    if (RequestInput.isForm(call)) {
      throw PhotoShelterApiException.mediaType("Send the fields as JSON");
    }
    return RequestInput.body(call);
  }

  private static IptcMetadata edited(IptcMetadata before, Map<String, JsonNode> fields) {
    var after = before;
    for (var entry : fields.entrySet()) {
      after = edited(after, entry.getKey(), entry.getValue());
    }
    return after;
  }

  private static IptcMetadata edited(IptcMetadata before, String name, JsonNode value) {
    if (name.equals(IptcField.KEYWORDS)) {
      return before.withKeywords(keywords(value));
    }
    var field =
        IptcField.byLabel(name)
            .orElseThrow(
                () -> PhotoShelterApiException.badRequest("There is no IPTC field " + name));
    return before.with(field, RequestInput.text(value).orElse(""));
  }

  private static List<String> keywords(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).toList()
        : MediaQuery.splitList(RequestInput.text(value).orElse(""));
  }

  private void exif(Context call) {
    tags(call, "exif", EmbeddedTags.exif(libraryStore.bytes(image(call))));
  }

  private void xmp(Context call) {
    tags(call, "xmp", EmbeddedTags.xmp(libraryStore.bytes(image(call))));
  }

  private void tags(Context call, String type, Map<String, String> tags) {
    var attributes = Json.object();
    attributes.putAll(tags);
    responses.sendOne(call, ResourceObject.resource(call.pathParam("id"), type, attributes));
  }

  /**
   * Metadata of a video, a sound or a document: {@code raw} is JSON inside a string. An image has
   * IPTC instead.
   */
  private void metadata(Context call) {
    var file = libraryStore.media(call.pathParam("id"));
    if (file.kind() == Media.Kind.IMAGE) {
      throw PhotoShelterApiException.notFound("Metadata of", file.id());
    }
    var attributes =
        Json.object(
            "author", file.iptc().text(IptcField.AUTHOR).orElse(null),
            "raw", Json.write(EmbeddedTags.all(libraryStore.bytes(file))));
    responses.sendOne(call, ResourceObject.resource(file.id(), "metadata", attributes));
  }

  private void customMetadata(Context call) {
    var file = libraryStore.media(call.pathParam("id"));
    responses.sendOne(
        call,
        ResourceObject.resource(
            file.id(),
            "custom_metadata",
            Json.object("custom_metadata", custom.tagsOf(file.id()))));
  }

  /** The body is a guess, after the filter's form: {@code {"field_id":"option_id"}}. */
  private void tag(Context call) {
    var file = libraryStore.media(call.pathParam("id"));
    var wanted = RequestInput.body(call);
    wanted.keySet().forEach(custom::field);
    wanted.forEach(
        (field, option) -> custom.set(file.id(), field, RequestInput.text(option).orElse("")));
    customMetadata(call);
  }

  private Media image(Context call) {
    var file = libraryStore.media(call.pathParam("id"));
    if (file.kind() != Media.Kind.IMAGE) {
      throw PhotoShelterApiException.notFound("IPTC of", file.id());
    }
    return file;
  }
}
