package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.FieldText;
import io.proofline.text.ComparableText;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiHttpClient;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.LenientJson;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.call.RedirectFollower;
import io.proofline.workers.call.RetryingReads;
import io.proofline.workers.containers.Container;
import io.proofline.workers.files.DownloadedFile;
import io.proofline.workers.photoshelter.ApiAssumptions.ContainerCreation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Client of PhotoShelter's v4 API, one method per operation. Repeats only calls whose session has
 * ended, and reads after {@link #withRetries}. Any number of threads. Operations that v4 lacks are
 * in {@link PhotoShelterV3Client}. Longer than 300 lines because it has one method for each call.
 */
public final class PhotoShelterClient implements AutoCloseable {

  private final PhotoShelterProperties settings;
  private final PhotoShelterRequests photoShelterRequests;
  private final ApiHttpClient apiHttpClient;
  private final PhotoShelterSession photoShelterSession;
  private final RetryingReads retries;
  private final PagedListing pagedListing;
  private final GalleryMembershipApi galleryMembershipApi;
  private final CustomMetadataApi customMetadataApi;
  private final MediaDownload mediaDownload;

  /** A client without rate limit. Makes no call. */
  public PhotoShelterClient(PhotoShelterProperties settings) {
    this(settings, PriorityRateLimiter.unlimited(Api.PHOTOSHELTER));
  }

  /** A client whose requests pass the rate limiter. Makes no call. */
  public PhotoShelterClient(PhotoShelterProperties settings, PriorityRateLimiter rateLimiter) {
    this.settings = settings;
    this.photoShelterRequests =
        new PhotoShelterRequests(settings.baseUrl(), settings.callTimeout());
    this.apiHttpClient =
        new ApiHttpClient(
            Api.PHOTOSHELTER,
            new PhotoShelterErrorClassifier(),
            settings.connectTimeout(),
            rateLimiter,
            settings.responseLimits());
    this.photoShelterSession =
        PhotoShelterSession.ofV4(settings, photoShelterRequests, apiHttpClient);
    this.retries = RetryingReads.NO_RETRY;
    this.pagedListing = new PagedListing(settings, photoShelterRequests, this::ask);
    this.galleryMembershipApi =
        new GalleryMembershipApi(
            settings.readings().galleryBody(), photoShelterRequests, this::ask, this::change);
    this.customMetadataApi =
        new CustomMetadataApi(
            settings.readings().subPaths(), photoShelterRequests, this::ask, this::change);
    this.mediaDownload = new MediaDownload(apiHttpClient, settings.downloadPolicy());
  }

  private PhotoShelterClient(PhotoShelterClient of, RetryingReads retries) {
    this.settings = of.settings;
    this.photoShelterRequests = of.photoShelterRequests;
    this.apiHttpClient = of.apiHttpClient;
    this.photoShelterSession = of.photoShelterSession;
    this.retries = retries;
    this.pagedListing = new PagedListing(settings, photoShelterRequests, this::ask);
    this.galleryMembershipApi =
        new GalleryMembershipApi(
            settings.readings().galleryBody(), photoShelterRequests, this::ask, this::change);
    this.customMetadataApi = of.customMetadataApi;
    this.mediaDownload = of.mediaDownload;
  }

  /** The same client and session with retries of reads; closed together with this one. */
  public PhotoShelterClient withRetries(RetryingReads retries) {
    return new PhotoShelterClient(this, retries);
  }

  /** The assumptions about open questions of the API. */
  ApiAssumptions assumptions() {
    return settings.readings();
  }

  /** A file's record. */
  public CallResult<Media> readMedia(String asset) {
    return ask(photoShelterRequests.get(media(asset), Map.of()))
        .map(answer -> Media.of(asset, answer));
  }

  /** A file's IPTC fields; empty if the library has none for it. */
  public CallResult<IptcMetadata> readIptc(String asset) {
    return ask(photoShelterRequests.get(media(asset) + "/iptc", Map.of()))
        .map(IptcMetadata::of)
        .ifNotFound(new Success<>(IptcMetadata.NONE));
  }

  /**
   * Changes IPTC fields, all by one call. Open question: the body of this call; a setting has the
   * alternatives, and the caller reads the fields back.
   *
   * @param changed texts, or lists of texts
   */
  CallResult<Boolean> writeIptc(String asset, Map<String, ?> changed) {
    var path = media(asset) + "/iptc";
    return change(
        switch (settings.iptcEncoding()) {
          case JSON -> photoShelterRequests.json("PATCH", path, changed);
          case JSON_API ->
              photoShelterRequests.json(
                  "PATCH", path, Map.of("data", Map.of("attributes", changed)));
          case FORM -> photoShelterRequests.form("PATCH", path, flatten(changed));
          case QUERY -> photoShelterRequests.withoutBody("PATCH", path, flatten(changed));
        });
  }

  /** The texts of these fields, which may be IPTC fields and custom fields. */
  CallResult<FieldValues> readFields(String asset, List<FieldText> fields) {
    CallResult<IptcMetadata> iptc =
        FieldValues.includeIptc(fields) ? readIptc(asset) : new Success<>(IptcMetadata.NONE);
    return iptc.then(texts -> {
      CallResult<CustomFieldValues> custom =
          FieldValues.includeCustom(fields)
              ? readCustomFields(asset)
              : new Success<>(CustomFieldValues.NONE);
      return custom.map(it -> new FieldValues(texts, it));
    });
  }

  /** Changes fields: one call for IPTC fields and one for custom fields, as needed. */
  CallResult<Boolean> writeFields(String asset, List<FieldText> fields) {
    var iptc = FieldValues.iptc(fields);
    var custom = FieldValues.custom(fields);
    CallResult<Boolean> written = iptc.isEmpty() ? new Success<>(true) : writeIptc(asset, iptc);
    return written.then(_ ->
        custom.isEmpty() ? new Success<>(true) : customMetadataApi.write(media(asset), custom));
  }

  /** The galleries that hold a file. */
  CallResult<List<Gallery>> galleriesOf(String asset) {
    return pagedListing
        .all(media(asset) + "/galleries", Map.of("include", "gallery"))
        .map(items -> items.stream().flatMap(PhotoShelterClient::galleryOf).toList());
  }

  /** Whether a gallery contains a file. */
  CallResult<Boolean> isInGallery(String gallery, String asset) {
    return galleriesOf(asset)
        .map(galleries -> galleries.stream().anyMatch(each -> each.id().equals(gallery)));
  }

  /** The memberships of files in galleries: reads and changes. */
  GalleryMembershipApi memberships() {
    return galleryMembershipApi;
  }

  /** The path of a gallery with the collections above it. */
  CallResult<GalleryPath> galleryPath(Gallery gallery) {
    return ask(photoShelterRequests.get(
            "/galleries/" + PhotoShelterRequests.encodeSegment(gallery.id()) + "/path", Map.of()))
        .map(answer -> GalleryPath.of(gallery, answer));
  }

  /** A gallery's name. */
  CallResult<String> galleryName(String gallery) {
    return ask(photoShelterRequests.get(
            "/galleries/" + PhotoShelterRequests.encodeSegment(gallery), Map.of()))
        .map(answer -> GalleryPath.nameOf(answer.path("data")));
  }

  /**
   * The organization's galleries of this name, compared as rules compare it, in any collection.
   * Open question: whether the listing's filter compares case and Unicode normal forms; so both
   * forms are requested, and without a match all galleries.
   */
  public CallResult<List<Gallery>> galleriesNamed(String name) {
    var own = Map.of("org_id", settings.organizationId());
    return inEachNormalForm(
            name,
            form -> galleries(Map.of("org_id", settings.organizationId(), "name", form), name))
        .then(found -> found.isEmpty() ? galleries(own, name) : new Success<>(found));
  }

  private CallResult<List<Gallery>> galleries(Map<String, String> filter, String name) {
    return pagedListing
        .all("/galleries", filter)
        .map(items ->
            items.stream()
                .map(item -> new Gallery(PagedListing.id(item), GalleryPath.nameOf(item)))
                .filter(gallery -> ComparableText.areEqual(gallery.name(), name))
                .toList());
  }

  /**
   * The children of a collection, or of the root.
   *
   * @param kind {@code gallery} or {@code collection}
   */
  CallResult<List<Container>> containersUnder(@Nullable String collection, String kind) {
    var path =
        collection == null
            ? "/library"
            : "/collections/" + PhotoShelterRequests.encodeSegment(collection) + "/children";
    return pagedListing
        .all(path, Map.of())
        .map(items ->
            items.stream()
                .filter(item -> kind.equals(LenientJson.text(item, "type")))
                .map(item -> new Container(PagedListing.id(item), GalleryPath.nameOf(item)))
                .toList());
  }

  /** Creates a gallery or a collection. Open question: the body of this call. */
  CallResult<Optional<String>> createContainer(
      String kind, Map<String, String> fields, ContainerCreation how) {
    var path = kind.equals("gallery") ? "/galleries" : "/collections";
    var request =
        switch (how) {
          case V4_JSON_API ->
              photoShelterRequests.json("POST", path, Map.of("data", Map.of("attributes", fields)));
          case V4_FORM -> photoShelterRequests.form("POST", path, fields);
          case V4_JSON, V3 -> photoShelterRequests.json("POST", path, fields);
        };
    return photoShelterSession
        .call(request, apiHttpClient::json)
        .map(answer ->
            Optional.of(PagedListing.id(answer.path("data"))).filter(id -> !id.isEmpty()));
  }

  /** The files in a gallery. */
  public CallResult<List<String>> children(String gallery) {
    return pagedListing.ids(
        "/galleries/" + PhotoShelterRequests.encodeSegment(gallery) + "/children", Map.of());
  }

  /**
   * The files whose modification date is in a window. Open questions: whether an edit of metadata
   * or of a membership changes that date, and whether the window includes its ends; so callers
   * overlap their windows and read watched galleries too.
   */
  public CallResult<List<String>> changedBetween(Instant from, Instant to) {
    return pagedListing.window(from, to);
  }

  /** The files with a keyword, in either Unicode normal form. */
  public CallResult<List<String>> withKeyword(String keyword) {
    return inEachNormalForm(
        keyword,
        form ->
            pagedListing.ids(
                "/media", Map.of("org_id", settings.organizationId(), "keywords", form)));
  }

  /** Requests a listing for each of a text's normal forms, once where both are the same. */
  private static <T> CallResult<List<T>> inEachNormalForm(
      String text, Function<String, CallResult<List<T>>> request) {
    var found = new LinkedHashSet<T>();
    for (String form : ComparableText.normalForms(text)) {
      switch (request.apply(form)) {
        case Success<List<T>>(var some) -> found.addAll(some);
        case Failure<List<T>>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(List.copyOf(found));
  }

  /** The first page of the files with a value, if the library filters by it. */
  CallResult<List<String>> firstPageWith(String filter, String value) {
    return pagedListing.firstPage(
        "/media", Map.of("org_id", settings.organizationId(), filter, value));
  }

  /** The newest files of a gallery with this name and any extension. */
  CallResult<List<String>> newestNamed(String gallery, String stem) {
    var newest = Map.of("sort_by", "added_at", "sort_direction", "descending");
    return pagedListing
        .firstPage(
            "/galleries/" + PhotoShelterRequests.encodeSegment(gallery) + "/children", newest)
        .then(ids -> filterByName(ids, stem));
  }

  private CallResult<List<String>> filterByName(List<String> ids, String stem) {
    var found = new ArrayList<String>();
    for (String id : ids) {
      switch (readMedia(id)) {
        case Success<Media>(var media) -> {
          if (FileName.hasStem(media.fileName(), stem)) {
            found.add(id);
          }
        }
        case Failure<Media>(NotFound _) -> {}
        case Failure<Media>(var error) -> {
          return new Failure<>(error);
        }
      }
    }
    return new Success<>(found);
  }

  /**
   * Whether the library filters listings of {@code /media}, which is an open question. It does if a
   * window that can contain no file is empty.
   */
  public CallResult<Boolean> filtersWork() {
    return switch (settings.mediaFilters()) {
      case ON -> new Success<>(true);
      case OFF -> new Success<>(false);
      case PROBE ->
          switch (pagedListing.firstPage(Instant.EPOCH, Instant.EPOCH.plusSeconds(60))) {
            case Success<List<String>>(var ids) -> new Success<>(ids.isEmpty());
            case Failure<List<String>>(NotFound _), Failure<List<String>>(Rejected _) ->
                new Success<>(false);
            case Failure<List<String>>(var error) -> new Failure<>(error);
          };
    };
  }

  /**
   * Streams a file's original to a path and checks its length. The library doesn't embed its texts
   * in it, so an edit of the texts doesn't change its bytes.
   */
  public CallResult<DownloadedFile> download(Media media, Path target) {
    var original = Map.of("download_filetype", "original", "download_image_embed", "false");
    var request =
        photoShelterRequests
            .get(media(media.id()) + "/download", original)
            .timeout(settings.downloadTimeout())
            .setHeader("Accept", "*/*");
    return photoShelterSession.call(
        request, signed -> mediaDownload.download(signed, media, target));
  }

  /** Streams a JPEG rendition of a file, whose length the record does not have, to a path. */
  public CallResult<DownloadedFile> downloadJpeg(Media media, Path target) {
    var request =
        photoShelterRequests
            .get(media(media.id()) + "/download", Map.of("download_filetype", "jpeg"))
            .timeout(settings.downloadTimeout())
            .setHeader("Accept", "*/*");
    return photoShelterSession.call(
        request, signed -> mediaDownload.download(signed, media.asRendition(), target));
  }

  /**
   * The address of a picture of a file, which fits into a box. Open question: whether the address
   * needs a session; it is requested without one.
   *
   * @param box width and height in pixels, such as {@code 600x400}
   */
  public CallResult<URI> pictureLink(String asset, String box) {
    var size = Map.of("image_size", box, "image_mode", "fit");
    return ask(photoShelterRequests.get(media(asset) + "/link", size))
        .then(answer ->
            Optional.ofNullable(
                    LenientJson.text(answer.path("data").path("attributes"), "link", "url"))
                .flatMap(link -> RedirectFollower.resolve(settings.baseUrl(), link))
                .<CallResult<URI>>map(Success::new)
                .orElseGet(
                    () -> new Failure<>(new NotFound(Api.PHOTOSHELTER, "no link to a picture"))));
  }

  /** Logs out, if it is logged in. */
  @Override
  public void close() {
    photoShelterSession.logout();
    apiHttpClient.close();
  }

  private CallResult<JsonNode> ask(HttpRequest.Builder request) {
    return retries.execute(() -> photoShelterSession.call(request, apiHttpClient::json));
  }

  private CallResult<Boolean> change(HttpRequest.Builder request) {
    return photoShelterSession.call(request, apiHttpClient::text).map(_ -> true);
  }

  /** Forms and queries have no lists. */
  private static Map<String, String> flatten(Map<String, ?> fields) {
    var flat = new LinkedHashMap<String, String>();
    fields.forEach((name, value) ->
        flat.put(
            name,
            value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value)));
    return flat;
  }

  private static String media(String asset) {
    return "/media/" + PhotoShelterRequests.encodeSegment(asset);
  }

  /** Open question: the gallery is the item itself, or included in it. */
  private static Stream<Gallery> galleryOf(JsonNode item) {
    var included = LenientJson.items(item.path("includes").path("gallery").path("data"));
    var gallery = included.isEmpty() ? item : included.getFirst();
    var id = LenientJson.text(gallery, "id", "gallery_id");
    var attribute = LenientJson.text(gallery.path("attributes"), "gallery_id");
    var found = attribute == null ? id : attribute;
    return found == null
        ? Stream.empty()
        : Stream.of(new Gallery(found, GalleryPath.nameOf(gallery)));
  }

  /** Every file of the library, page by page from 1. */
  public CallResult<IdPage> listAll(int page) {
    return pagedListing.page(
        "/search",
        Map.of(
            "org_id", settings.organizationId(),
            "mode", "library",
            "media_type", "image,video,audio,doc",
            "sort_by", "creation_time",
            "sort_direction", "descending"),
        page);
  }

  /**
   * The organization's galleries with their paths. Open question: whether both listings can be
   * joined with parents and counts; missing values are null, and then the path is only the name.
   */
  public CallResult<List<ListedGallery>> listGalleries() {
    var joined = Map.of("org_id", settings.organizationId(), "include", "parent,child-count");
    return pagedListing
        .all("/collections", Map.of("include", "parent"))
        .then(collections ->
            pagedListing
                .all("/galleries", joined)
                .map(galleries -> GalleryTree.of(collections, galleries)));
  }

  /**
   * The files in the trash. Open question: whether this listing exists and is complete; empty if it
   * is not supported, and then the caller uses time limits.
   */
  public CallResult<Optional<Set<String>>> trashedIds() {
    return switch (pagedListing.ids("/trash", Map.of("org_id", settings.organizationId()))) {
      case Success<List<String>>(var ids) -> new Success<>(Optional.of(Set.copyOf(ids)));
      case Failure<List<String>>(NotFound _), Failure<List<String>>(Rejected _) ->
          new Success<>(Optional.empty());
      case Failure<List<String>>(var error) -> new Failure<>(error);
    };
  }

  /** Checks that the API accepts our credentials and our organization. */
  public CallResult<Boolean> checkAccess() {
    return ask(photoShelterRequests.get("/user/session", Map.of())).map(_ -> true);
  }

  /** The visibility of a gallery, as the library's word; empty if the answer has none. */
  public CallResult<Optional<String>> audience(String gallery) {
    return galleryMembershipApi.audience(gallery);
  }

  /** Deletes a gallery; its files that are in no other gallery go to the trash. */
  CallResult<Boolean> deleteGallery(String gallery) {
    var path = "/galleries/" + PhotoShelterRequests.encodeSegment(gallery);
    return change(photoShelterRequests.withoutBody("DELETE", path, Map.of()));
  }

  /** A file's custom fields. */
  CallResult<CustomFieldValues> readCustomFields(String asset) {
    return customMetadataApi.read(media(asset));
  }
}
