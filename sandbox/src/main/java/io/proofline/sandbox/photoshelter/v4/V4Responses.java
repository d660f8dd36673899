package io.proofline.sandbox.photoshelter.v4;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.AnonymousAccess;
import io.proofline.sandbox.photoshelter.access.RateLimit;
import io.proofline.sandbox.photoshelter.account.DateFormats;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.library.LibraryContainer;
import io.proofline.sandbox.photoshelter.library.Media;
import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documented resources and response envelopes of v4. */
public final class V4Responses {
  private static final String VERSION = "2019-05-01";
  private static final int SCREEN = 1000;
  private static final int THUMBNAIL = 200;

  private final PhotoShelterAccount photoShelterAccount;
  private final PhotoShelterSettings settings;
  private final RateLimit rate;

  public V4Responses(
      PhotoShelterAccount photoShelterAccount, PhotoShelterSettings settings, RateLimit rate) {
    this.photoShelterAccount = photoShelterAccount;
    this.settings = settings;
    this.rate = rate;
  }

  void sendOne(Context call, Object resource) {
    send(call, Json.object("data", resource, "meta", meta()));
  }

  void sendAll(Context call, List<?> resources) {
    send(call, Json.object("data", resources, "meta", meta()));
  }

  void sendPage(Context call, List<?> resources, Map<String, @Nullable Object> paging) {
    var meta = meta();
    meta.put("paging", paging);
    send(call, Json.object("data", resources, "meta", meta));
  }

  void sendCounts(Context call, Map<String, @Nullable Object> counts) {
    var meta = meta();
    meta.put("children_count", counts);
    send(call, Json.object("meta", meta));
  }

  void sendOk(Context call) {
    var meta = meta();
    meta.put("status", "OK");
    send(call, Json.object("meta", meta));
  }

  public void sendError(Context call, PhotoShelterApiException photoShelterApiException) {
    var error =
        Json.object(
            "id", photoShelterApiException.id(),
            "status", String.valueOf(photoShelterApiException.status()),
            "title", photoShelterApiException.title(),
            "detail", photoShelterApiException.detail(),
            "links", Json.object("about", "https://engineering.photoshelter.com/psapi-v4-doc/"));
    call.status(photoShelterApiException.status());
    if (photoShelterApiException.status() == 401) {
      call.header("WWW-Authenticate", "PS-Auth-Token");
    }
    photoShelterApiException
        .retryAfter()
        .ifPresent(wait -> call.header("Retry-After", String.valueOf(wait.toSeconds())));
    send(
        call,
        Json.object(
            "errors", settings.isEnabled(Switch.ERRORS_AS_OBJECT) ? error : List.of(error)));
  }

  void send(Context call, Object body) {
    call.contentType("application/json").result(Json.write(body));
  }

  Map<String, @Nullable Object> media(Media file) {
    var attributes =
        Json.object(
            "owner_id", photoShelterAccount.organizationId(),
            "organization_id", photoShelterAccount.organizationId(),
            "creator_id", file.creatorId(),
            "photographer_id", file.creatorId(),
            "file_name", file.fileName(),
            "file_size", file.fileSize(),
            "width", file.width(),
            "height", file.height(),
            "rating", file.rating(),
            "views", 0,
            "searchable", file.searchable(),
            "model_released", false,
            "property_released", false,
            "flagged", false,
            "focal_point_x", null,
            "focal_point_y", null);
    putBox(attributes, "screen", file, SCREEN);
    putBox(attributes, "thumbnail", file, THUMBNAIL);
    var uploaded = settings.isEnabled(Switch.UPLOADED_UPDATED_SPELLING);
    attributes.put(uploaded ? "uploaded_at" : "created_at", DateFormats.ofMedia(file.createdAt()));
    attributes.put(uploaded ? "updated_at" : "modified_at", DateFormats.ofMedia(file.modifiedAt()));
    return ResourceObject.resource(file.id(), file.kind().label(), attributes);
  }

  /** A result of {@code /search} or a file in the trash: no dates, no metadata. */
  Map<String, @Nullable Object> hit(Media file) {
    return item(file, "media");
  }

  /** A file in a cover or among the results of {@code /media}; clients choose by its type. */
  Map<String, @Nullable Object> typedHit(Media file) {
    return item(file, file.kind().label());
  }

  private static Map<String, @Nullable Object> item(Media file, String type) {
    return ResourceObject.resource(
        file.id(), type, Json.object("file_name", file.fileName(), "type", file.kind().label()));
  }

  Map<String, @Nullable Object> child(Media file, int order) {
    return ResourceObject.resource(
        file.id(), file.kind().label(), Json.object("display_order", order));
  }

  Map<String, @Nullable Object> iptc(Media file) {
    var attributes = Json.object();
    for (var field : IptcField.values()) {
      attributes.put(field.label(), file.iptc().text(field).orElse(null));
    }
    var keywords = file.iptc().keywords();
    attributes.put(
        IptcField.KEYWORDS,
        settings.isEnabled(Switch.KEYWORDS_AS_LIST)
            ? keywords
            : keywords.isEmpty() ? null : String.join(", ", keywords));
    return ResourceObject.resource(file.id(), "iptc", attributes);
  }

  /** A gallery or a collection; the last three attributes only for members. */
  Map<String, @Nullable Object> container(Context call, LibraryContainer libraryContainer) {
    var owner = !AnonymousAccess.isAnonymous(call);
    return ResourceObject.resource(
        libraryContainer.id(),
        libraryContainer.label(),
        Json.object(
            "name", libraryContainer.name(),
            "description", libraryContainer.description(),
            "display_order", libraryContainer.displayOrder(),
            "access_id", libraryContainer.accessId(),
            "is_listed", owner ? libraryContainer.listed() : null,
            "created_at", owner ? DateFormats.ofContainer(libraryContainer.createdAt()) : null,
            "modified_at", owner ? DateFormats.ofContainer(libraryContainer.modifiedAt()) : null));
  }

  private static void putBox(
      Map<String, @Nullable Object> attributes, String name, Media file, int box) {
    var scale = Math.min(1.0, box / (double) Math.max(1, Math.max(file.width(), file.height())));
    attributes.put(name + "_width", Math.round(file.width() * scale));
    attributes.put(name + "_height", Math.round(file.height() * scale));
  }

  private Map<String, @Nullable Object> meta() {
    return Json.object("version", VERSION, "rate_limit", rate.meta());
  }
}
