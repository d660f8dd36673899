package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiHttpClient;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.LenientJson;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.photoshelter.PhotoShelterSession.SessionEndpoints;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Client of PhotoShelter's v3 API, for operations that v4 lacks or is not known to have. It has a
 * session of its own. Any number of threads.
 */
public final class PhotoShelterV3Client implements AutoCloseable {

  /** Images on a page; 750 and 800 were seen to be accepted. */
  static final int PAGE_SIZE = 500;

  private static final String NAME_FIELDS =
      "{\"Image\":{\"fields\":\"image_id,file_name\",\"params\":{}}}";

  private final PhotoShelterProperties settings;
  private final PhotoShelterRequests photoShelterRequests;
  private final ApiHttpClient apiHttpClient;
  private final PhotoShelterSession photoShelterSession;

  /** A client without rate limit. Makes no call. */
  public PhotoShelterV3Client(PhotoShelterProperties settings) {
    this(settings, PriorityRateLimiter.unlimited(Api.PHOTOSHELTER));
  }

  /** A client whose requests pass the rate limiter. Makes no call. */
  public PhotoShelterV3Client(PhotoShelterProperties settings, PriorityRateLimiter rateLimiter) {
    this.settings = settings;
    this.photoShelterRequests =
        new PhotoShelterRequests(settings.v3BaseUrl(), settings.callTimeout());
    this.apiHttpClient =
        new ApiHttpClient(
            Api.PHOTOSHELTER,
            new V3Responses(),
            settings.connectTimeout(),
            rateLimiter,
            settings.responseLimits());
    this.photoShelterSession =
        new PhotoShelterSession(settings, photoShelterRequests, apiHttpClient, endpoints());
  }

  /** Checks that the API accepts our credentials and our organization. */
  public CallResult<Boolean> checkAccess() {
    return ask(photoShelterRequests.get("/mem/user/session", Map.of())).map(_ -> true);
  }

  /** Creates a gallery. */
  CallResult<Optional<String>> insertGallery(@Nullable String parent, String name, boolean hidden) {
    var form = new LinkedHashMap<String, Object>(insertForm(parent, name, hidden));
    if (hidden) {
      form.put("mode", "private");
    }
    return ask(photoShelterRequests.form("POST", "/mem/gallery/insert", form))
        .map(answer -> V3Responses.id(answer, "Gallery", "gallery_id", "id"));
  }

  /** Creates a collection. */
  CallResult<Optional<String>> insertCollection(
      @Nullable String parent, String name, boolean hidden) {
    return ask(photoShelterRequests.form(
            "POST", "/mem/collection/insert", insertForm(parent, name, hidden)))
        .map(answer -> V3Responses.id(answer, "Collection", "collection_id", "id"));
  }

  /**
   * Makes a gallery or a collection inherit the visibility of its parent.
   *
   * @param kind {@code gallery} or {@code collection}
   */
  CallResult<Boolean> inheritPermissions(String kind, String id, String parent) {
    var path =
        "/mem/%s/%s/permission/inherit".formatted(kind, PhotoShelterRequests.encodeSegment(id));
    var form = Map.of("collection_id", parent, "inherit", "t");
    return ask(photoShelterRequests.form("POST", path, form)).map(_ -> true);
  }

  /**
   * Uploads a file into a gallery; empty if the answer does not have its id. Open question: the
   * name of the id in the answer.
   */
  CallResult<Optional<String>> upload(Path file, String name, String type, String gallery) {
    var fields = Map.of("gallery_id", gallery, "f_searchable", "t");
    var request =
        photoShelterRequests
            .multipart("/mem/image/upload", fields, file, name, type)
            .timeout(settings.uploadTimeout());
    return ask(request)
        .map(answer -> V3Responses.id(answer, "Image", "image_id", "media_id", "id"));
  }

  /** The images in a gallery with this name and any extension. */
  CallResult<List<String>> imagesNamed(String gallery, String stem) {
    var found = new ArrayList<String>();
    for (int page = 1; page <= settings.mostPages(); page++) {
      switch (ask(photoShelterRequests.get(imagesPath(gallery), query(page, NAME_FIELDS)))) {
        case Failure<JsonNode>(var error) -> {
          return new Failure<>(error);
        }
        case Success<JsonNode>(var answer) -> {
          var rows = LenientJson.items(answer.path("data").path("GalleryImage"));
          rows.stream()
              .filter(row -> isNamed(row, stem))
              .map(V3Responses::imageId)
              .forEach(found::add);
          if (V3Responses.isLast(answer.path("data"), rows)) {
            return new Success<>(found);
          }
        }
      }
    }
    return new Success<>(found);
  }

  /**
   * A page of a gallery's images, from 1.
   *
   * @param custom whether the rows include custom fields
   */
  CallResult<GalleryListingPage> listGallery(String gallery, int page, boolean custom) {
    return ask(photoShelterRequests.get(
            imagesPath(gallery), query(page, GalleryListingPage.extendParameter(custom))))
        .map(answer -> GalleryListingPage.of(answer.path("data"), custom));
  }

  /** Logs out, if it is logged in. */
  @Override
  public void close() {
    photoShelterSession.logout();
    apiHttpClient.close();
  }

  private static String imagesPath(String gallery) {
    return "/mem/gallery/%s/images".formatted(PhotoShelterRequests.encodeSegment(gallery));
  }

  private static Map<String, String> query(int page, String extend) {
    return Map.of(
        "fields",
        "image_id",
        "extend",
        extend,
        "page",
        Integer.toString(page),
        "per_page",
        Integer.toString(PAGE_SIZE));
  }

  private static boolean isNamed(JsonNode row, String stem) {
    var joined = LenientJson.text(row.path("Image"), "file_name");
    var name = joined == null ? LenientJson.text(row, "file_name") : joined;
    return name != null && FileName.hasStem(name, stem);
  }

  private static Map<String, Object> insertForm(
      @Nullable String parent, String name, boolean hidden) {
    var form = new LinkedHashMap<String, Object>();
    form.put("name", name);
    if (parent != null) {
      form.put("parent", parent);
    }
    form.put("f_list", hidden ? "f" : "t");
    return form;
  }

  private CallResult<JsonNode> ask(HttpRequest.Builder request) {
    return switch (photoShelterSession.call(request, this::send)) {
      case Failure<JsonNode>(var error) -> new Failure<>(V3Responses.asForbidden(error));
      case Success<JsonNode> success -> success;
    };
  }

  private CallResult<JsonNode> send(HttpRequest request) {
    return apiHttpClient.json(request).then(V3Responses::requireOk);
  }

  /** Open question: whether the organization step uses GET or POST. */
  private SessionEndpoints endpoints() {
    var path =
        "/mem/organization/%s/authenticate"
            .formatted(PhotoShelterRequests.encodeSegment(settings.organizationId()));
    return new SessionEndpoints(
        settings.effectiveV3ApiKey(),
        "/mem/authenticate",
        "/mem/authenticate/logout",
        () ->
            photoShelterRequests.withoutBody(
                settings.readings().organizationStepV3().name(), path, Map.of()),
        this::send);
  }
}
