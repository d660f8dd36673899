package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.call.Http;
import io.proofline.workers.call.Outlet;
import io.proofline.workers.call.Patience;
import io.proofline.workers.call.Texts;
import io.proofline.workers.files.Received;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * PhotoShelter's v4 API, one method per operation. Repeats nothing but a call whose session had
 * ended, and what {@link #with} says; any number of threads may use it. Uploads (v3), collections,
 * membership changes and custom metadata join here.
 */
public final class PhotoShelterClient implements AutoCloseable {

  private final PhotoShelterProperties settings;
  private final Requests requests;
  private final Http http;
  private final Session session;
  private final Patience patience;
  private final Listing listing;
  private final Download download;

  /** Touches no network, and holds nobody up. */
  public PhotoShelterClient(PhotoShelterProperties settings) {
    this(settings, Outlet.unlimited(Api.PHOTOSHELTER));
  }

  /** Touches no network; its requests leave by the outlet. */
  public PhotoShelterClient(PhotoShelterProperties settings, Outlet outlet) {
    this.settings = settings;
    this.requests = new Requests(settings);
    this.http = new Http(Api.PHOTOSHELTER, new Classify(), settings.connectTimeout(), outlet);
    this.session = new Session(settings, requests, http);
    this.patience = Patience.NONE;
    this.listing = new Listing(settings, requests, this::ask);
    this.download = new Download(settings, http);
  }

  private PhotoShelterClient(PhotoShelterClient of, Patience patience) {
    this.settings = of.settings;
    this.requests = of.requests;
    this.http = of.http;
    this.session = of.session;
    this.patience = patience;
    this.listing = new Listing(settings, requests, this::ask);
    this.download = of.download;
  }

  /** The same client and session, repeating what it reads; closed with the one that it is of. */
  public PhotoShelterClient with(Patience patience) {
    return new PhotoShelterClient(this, patience);
  }

  /** A file's record. */
  public CallResult<Media> readMedia(String asset) {
    return ask(requests.get(media(asset), Map.of())).map(answer -> Media.of(asset, answer));
  }

  /** A file's IPTC fields; none when the library keeps none for it. */
  CallResult<Iptc> readIptc(String asset) {
    return ask(requests.get(media(asset) + "/iptc", Map.of()))
        .map(Iptc::of)
        .ifMissing(new Done<>(Iptc.NONE));
  }

  /**
   * Changes one IPTC field. Open question: the body of this call; the setting has the readings, and
   * the caller reads back.
   */
  CallResult<Boolean> writeIptc(String asset, String field, String text) {
    var path = media(asset) + "/iptc";
    var change = Map.of(field, text);
    var request =
        switch (settings.iptcEncoding()) {
          case JSON -> requests.json("PATCH", path, change);
          case JSON_API ->
              requests.json("PATCH", path, Map.of("data", Map.of("attributes", change)));
          case FORM -> requests.form("PATCH", path, change);
          case QUERY -> requests.bare("PATCH", path, change);
        };
    return session.call(request, http::text).map(_ -> true);
  }

  /** The galleries that hold a file. */
  CallResult<List<Gallery>> galleriesOf(String asset) {
    return listing
        .all(media(asset) + "/galleries", Map.of("include", "gallery"))
        .map(items -> items.stream().flatMap(PhotoShelterClient::galleryBehind).toList());
  }

  /** The names of the collections above a gallery and its own, outermost first. */
  CallResult<List<String>> galleryPath(Gallery gallery) {
    return ask(requests.get("/galleries/" + Requests.segment(gallery.id()) + "/path", Map.of()))
        .map(answer -> Breadcrumb.names(gallery, answer));
  }

  /** A gallery's name. */
  CallResult<String> galleryName(String gallery) {
    return ask(requests.get("/galleries/" + Requests.segment(gallery), Map.of()))
        .map(answer -> Breadcrumb.name(answer.path("data")));
  }

  /**
   * The organization's galleries of this name, without case and outer blanks, wherever they stand.
   * Open question: whether the filter of the listing minds case; so without a find all are asked.
   */
  public CallResult<List<Gallery>> galleriesNamed(String name) {
    var own = Map.of("org_id", settings.organizationId());
    return galleries(Map.of("org_id", settings.organizationId(), "name", name), name)
        .then(found -> found.isEmpty() ? galleries(own, name) : new CallResult.Done<>(found));
  }

  private CallResult<List<Gallery>> galleries(Map<String, String> filter, String name) {
    return listing
        .all("/galleries", filter)
        .map(items ->
            items.stream()
                .map(item -> new Gallery(Listing.id(item), Breadcrumb.name(item)))
                .filter(gallery -> gallery.name().strip().equalsIgnoreCase(name.strip()))
                .toList());
  }

  /** The files in a gallery. */
  public CallResult<List<String>> children(String gallery) {
    return listing.ids("/galleries/" + Requests.segment(gallery) + "/children", Map.of());
  }

  /** Every file of the library. */
  public CallResult<List<String>> everything() {
    return listing.ids(
        "/search",
        Map.of(
            "org_id", settings.organizationId(),
            "mode", "library",
            "media_type", "image,video,audio,doc",
            "sort_by", "creation_time",
            "sort_direction", "descending"));
  }

  /**
   * The files whose date of change lies in a window, ends included as far as the library does that.
   * Open questions: whether an edit of metadata or of membership moves that date, and the window's
   * ends; so callers overlap their windows and read watched galleries beside it.
   */
  public CallResult<List<String>> changedBetween(Instant from, Instant to) {
    return listing.window(from, to);
  }

  /** The files with a keyword. */
  public CallResult<List<String>> withKeyword(String keyword) {
    return listing.ids("/media", Map.of("org_id", settings.organizationId(), "keywords", keyword));
  }

  /**
   * Open question: whether {@code /media} still filters. It does when a window in which nothing can
   * lie is empty.
   */
  public CallResult<Boolean> filtersWork() {
    return switch (settings.mediaFilters()) {
      case ON -> new Done<>(true);
      case OFF -> new Done<>(false);
      case PROBE ->
          switch (listing.firstOf(Instant.EPOCH, Instant.EPOCH.plusSeconds(60))) {
            case Done<List<String>>(var ids) -> new Done<>(ids.isEmpty());
            case Failed<List<String>>(Missing _), Failed<List<String>>(Rejected _) ->
                new Done<>(false);
            case Failed<List<String>>(var error) -> new Failed<>(error);
          };
    };
  }

  /** Streams a file's original to a path and checks its length. */
  public CallResult<Received> download(Media media, Path target) {
    var request =
        requests
            .get(media(media.id()) + "/download", Map.of("download_filetype", "original"))
            .timeout(settings.downloadTimeout())
            .setHeader("Accept", "*/*");
    return session.call(request, signed -> download.to(signed, media, target));
  }

  /** Logs out, when there was a login. */
  @Override
  public void close() {
    session.logout();
    http.close();
  }

  private CallResult<JsonNode> ask(HttpRequest.Builder request) {
    return patience.with(() -> session.call(request, http::json));
  }

  private static String media(String asset) {
    return "/media/" + Requests.segment(asset);
  }

  /** Open question: the gallery is the item itself, or included in it. */
  private static Stream<Gallery> galleryBehind(JsonNode item) {
    var included = Texts.items(item.path("includes").path("gallery").path("data"));
    var gallery = included.isEmpty() ? item : included.getFirst();
    var id = Texts.text(gallery, "id", "gallery_id");
    var attribute = Texts.text(gallery.path("attributes"), "gallery_id");
    var found = attribute == null ? id : attribute;
    return found == null ? Stream.empty() : Stream.of(new Gallery(found, Breadcrumb.name(gallery)));
  }
}
