package io.proofline.sandbox.photoshelter.v3;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.DateFormats;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.V3Joins;
import io.proofline.sandbox.photoshelter.library.CustomMetadata;
import io.proofline.sandbox.photoshelter.library.Gallery;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.photoshelter.library.MediaCollection;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Serialises files, galleries and collections as v3 does: string values, joins by {@code extend}.
 */
final class V3Json {
  private final PhotoShelterAccount photoShelterAccount;
  private final PhotoShelterSettings settings;
  private final SharingService sharingService;
  private final CustomMetadata custom;
  private final Supplier<URI> origin;

  V3Json(PhotoShelterStores stores) {
    this.photoShelterAccount = stores.account;
    this.settings = stores.settings;
    this.sharingService = stores.sharing;
    this.custom = stores.custom;
    this.origin = stores.origin;
  }

  Map<String, @Nullable Object> image(Context call, Media file) {
    var record = V3Responses.selectRequestedFields(call, image(file));
    extensions(call)
        .properties()
        .forEach(
            each -> record.put(each.getKey(), extension(each.getKey(), each.getValue(), file)));
    return record;
  }

  Map<String, @Nullable Object> image(Media file) {
    return Json.object(
        "image_id", file.id(),
        "owner_id", photoShelterAccount.organizationId(),
        "organization_id", photoShelterAccount.organizationId(),
        "creator_id", file.creatorId(),
        "photographer_id", file.creatorId(),
        "file_name", file.fileName(),
        "file_size", String.valueOf(file.fileSize()),
        "width", String.valueOf(file.width()),
        "height", String.valueOf(file.height()),
        "rating", String.valueOf(file.rating()),
        "flagged", "f",
        "f_searchable", V3Responses.flag(file.searchable()),
        "model_released", "f",
        "property_released", "f",
        "updated_at", DateFormats.ofV3(file.modifiedAt(), settings.accountZone()),
        "uploaded_at", DateFormats.ofV3(file.createdAt(), settings.accountZone()));
  }

  static Map<String, @Nullable Object> iptc(Media file) {
    var record = Json.object("keyword", String.join(", ", file.iptc().keywords()));
    for (var field : IptcField.values()) {
      record.put(field.label(), file.iptc().text(field).orElse(null));
    }
    record.put("display_caption", record.get("caption"));
    return record;
  }

  Map<String, @Nullable Object> link(Media file, String size, String mode) {
    var link = "%s/img-get2/%s/%s=%s".formatted(origin.get(), file.id(), mode, size);
    return Json.object("link", link, "auth_link", link, "base", origin.get().toString());
  }

  /** The name of the record in a response: Gallery or Collection. */
  static String recordName(LibraryContainer libraryContainer) {
    return switch (libraryContainer) {
      case Gallery _ -> "Gallery";
      case MediaCollection _ -> "Collection";
    };
  }

  Map<String, @Nullable Object> container(LibraryContainer libraryContainer) {
    return switch (libraryContainer) {
      case Gallery gallery -> gallery(gallery);
      case MediaCollection collection -> collection(collection);
    };
  }

  Map<String, @Nullable Object> gallery(Gallery gallery) {
    return Json.object(
        "gallery_id", gallery.id(),
        "name", gallery.name(),
        "description", gallery.description(),
        "f_list", V3Responses.flag(gallery.listed()),
        "display_order", String.valueOf(gallery.displayOrder()),
        "mode", gallery.mode(),
        "effective_mode", sharingService.mode(gallery),
        "created_at", DateFormats.ofV3(gallery.createdAt(), settings.accountZone()),
        "modified_at", DateFormats.ofV3(gallery.modifiedAt(), settings.accountZone()));
  }

  Map<String, @Nullable Object> collection(MediaCollection collection) {
    return Json.object(
        "collection_id", collection.id(),
        "name", collection.name(),
        "description", collection.description(),
        "f_list", V3Responses.flag(collection.listed()),
        "mode", collection.mode(),
        "created_at", DateFormats.ofV3(collection.createdAt(), settings.accountZone()),
        "modified_at", DateFormats.ofV3(collection.modifiedAt(), settings.accountZone()));
  }

  Map<String, @Nullable Object> galleryImage(Context call, Media file) {
    var row =
        V3Responses.selectRequestedFields(
            call, Json.object("image_id", file.id(), "f_visible", "t"));
    var wanted = extensions(call);
    var joins = wanted.has("Image") ? settings.v3Joins() : V3Joins.BESIDE_IMAGE;
    var image = extension("Image", wanted.path("Image"), file);
    for (var each : wanted.properties()) {
      if (image != null && joins != V3Joins.BESIDE_IMAGE && !each.getKey().equals("Image")) {
        image.put(each.getKey(), extension(each.getKey(), each.getValue(), file));
      }
      if (joins != V3Joins.IN_IMAGE || each.getKey().equals("Image")) {
        row.put(each.getKey(), extension(each.getKey(), each.getValue(), file));
      }
    }
    if (wanted.has("Image")) {
      row.put("Image", image);
    }
    return row;
  }

  /** A row that is named after the kind of its file. */
  Map<String, @Nullable Object> galleryMedia(Context call, Media file) {
    var kind =
        switch (file.kind()) {
          case IMAGE -> "Image";
          case VIDEO -> "Video";
          case AUDIO -> "Audio";
          case DOCUMENT -> "Doc";
        };
    var row = galleryImage(call, file);
    row.putIfAbsent("Image", image(file));
    row.put(kind, row.remove("Image"));
    return Json.object("media_id", file.id(), "Gallery" + kind, row);
  }

  /**
   * One nested record; an Image may itself contain its Iptc and link, if the request nests them.
   */
  @Nullable Map<String, @Nullable Object> extension(String name, JsonNode wanted, Media file) {
    var record =
        switch (name) {
          case "Image" -> image(file);
          case "Iptc" -> iptc(file);
          case "ImageLink" ->
              link(file, text(wanted, "image_size", "600x400"), text(wanted, "image_mode", "fit"));
          case "CustomMetadata" -> Json.object("custom_metadata", custom.tagsOf(file.id()));
          case "License", "ML_Metadata" -> null;
          default -> throw PhotoShelterApiException.badRequest("There is no extension " + name);
        };
    if (record == null) {
      return null;
    }
    var shown = V3Responses.selectFields(record, wanted.path("fields").asString("*"));
    wanted
        .path("extend")
        .properties()
        .forEach(each -> shown.put(each.getKey(), extension(each.getKey(), each.getValue(), file)));
    return shown;
  }

  private static String text(JsonNode wanted, String name, String otherwise) {
    return wanted.path("params").path(name).asString(otherwise);
  }

  static JsonNode extensions(Context call) {
    return RequestInput.query(call, "extend").map(Json::tree).orElseGet(() -> Json.tree("{}"));
  }
}
