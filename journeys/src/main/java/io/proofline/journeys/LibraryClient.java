package io.proofline.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Client of PhotoShelter's API, version 4, as a photographer. */
final class LibraryClient {

  static final String FORM = "application/x-www-form-urlencoded";

  private final JourneyHttpClient journeyHttpClient;
  private final DemoAddresses at;
  private @Nullable String token;

  LibraryClient(JourneyHttpClient journeyHttpClient, DemoAddresses at) {
    this.journeyHttpClient = journeyHttpClient;
    this.at = at;
  }

  /** The id of the gallery with a name. */
  String gallery(String name) {
    return galleries()
        .filter(gallery -> name(gallery).equals(name))
        .map(LibraryClient::id)
        .findFirst()
        .orElseThrow(() -> new JourneyFailedException("the library has no gallery " + name));
  }

  /** Images of all galleries that are not in the given one. */
  List<String> imagesOutside(String gallery) {
    var inside = images(gallery).toList();
    return galleries()
        .map(LibraryClient::id)
        .flatMap(this::images)
        .distinct()
        .filter(image -> !inside.contains(image))
        .toList();
  }

  /** Creates a top-level collection; returns its id. */
  String createCollection(String name) {
    return id(post("/collections", Map.of("name", name)).path("data"));
  }

  /** Creates a gallery in a collection; returns its id. */
  String createGallery(String name, String collection) {
    return id(post("/galleries", Map.of("name", name, "parent", collection)).path("data"));
  }

  void addToGallery(String asset, String gallery) {
    post("/galleries/%s/children".formatted(gallery), Map.of("media_id", asset));
  }

  void removeFromGallery(String asset, String gallery) {
    journeyHttpClient.exchange(
        request("/galleries/%s/children/%s".formatted(gallery, asset)).DELETE());
  }

  void trash(String asset) {
    journeyHttpClient.exchange(request("/media/" + asset).DELETE());
  }

  void addKeyword(String asset, String keyword) {
    var keywords = Stream.concat(keywords(asset).stream(), Stream.of(keyword)).toList();
    updateIptc(asset, Map.of("keywords", keywords));
  }

  List<String> keywords(String asset) {
    var known = iptc(asset).path("keywords");
    var all = known.isArray() ? words(known) : Stream.of(known.asString("").split(",\\s*"));
    return all.filter(word -> !word.isBlank()).toList();
  }

  /** Changes only the given IPTC fields. */
  void updateIptc(String asset, Map<String, ?> fields) {
    journeyHttpClient.exchange(
        request("/media/%s/iptc".formatted(asset))
            .header("Content-Type", "application/json")
            .method("PATCH", JourneyHttpClient.json(fields)));
  }

  /** The IPTC status; empty if there is none. */
  String status(String asset) {
    return iptc(asset).path("edit_status").asString("");
  }

  JsonNode iptc(String asset) {
    return get("/media/%s/iptc".formatted(asset)).path("data").path("attributes");
  }

  byte[] download(String asset) {
    return journeyHttpClient.bytes(request("/media/%s/download".formatted(asset)).GET());
  }

  /** Ids of the galleries that contain a file. */
  List<String> galleriesOf(String asset) {
    return get("/media/%s/galleries".formatted(asset))
        .path("data")
        .valueStream()
        .map(LibraryClient::id)
        .toList();
  }

  /** Paths of the galleries that contain a file, such as {@code Press kit/2026}. */
  List<String> pathsOf(String asset) {
    return galleriesOf(asset).stream().map(this::path).toList();
  }

  private String path(String gallery) {
    return get("/galleries/%s/path".formatted(gallery))
        .path("data")
        .valueStream()
        .map(LibraryClient::name)
        .reduce((below, above) -> above + "/" + below)
        .orElse("");
  }

  private JsonNode post(String path, Map<String, ?> body) {
    return journeyHttpClient.exchange(
        request(path)
            .header("Content-Type", "application/json")
            .POST(JourneyHttpClient.json(body)));
  }

  private Stream<JsonNode> galleries() {
    var organization = at.secrets().organizationId();
    return pages("/galleries?org_id=%s".formatted(organization));
  }

  Stream<String> images(String gallery) {
    return pages("/galleries/%s/children?sort_by=added_at".formatted(gallery))
        .filter(child -> child.path("type").asString("").equals("image"))
        .map(LibraryClient::id);
  }

  private Stream<JsonNode> pages(String path) {
    return Stream.iterate(1, page -> page + 1)
        .map(page -> get("%s&page=%d&per_page=100".formatted(path, page)))
        .flatMap(answer -> Stream.of(answer.path("data")))
        .takeWhile(data -> !data.isEmpty())
        .limit(20)
        .flatMap(data -> data.valueStream());
  }

  private JsonNode get(String path) {
    return journeyHttpClient.exchange(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(at.photoshelterV4() + path))
        .header("X-PS-Api-Key", at.secrets().photoshelterV4Key())
        .header("X-PS-Auth-Token", session());
  }

  private String session() {
    if (token == null) {
      token = logIn();
    }
    return token;
  }

  private String logIn() {
    var given =
        journeyHttpClient
            .exchange(form("/authenticate", loginFields(at)))
            .path("token")
            .asString("");
    var organization = Map.of("org_id", at.secrets().organizationId());
    journeyHttpClient.exchange(
        form("/organization/authenticate", organization).header("X-PS-Auth-Token", given));
    return given;
  }

  /** Login fields of both API versions. */
  static Map<String, String> loginFields(DemoAddresses at) {
    return Map.of(
        "email", at.secrets().photoshelterEmail(),
        "password", at.secrets().photoshelterPassword(),
        "mode", "token");
  }

  private HttpRequest.Builder form(String path, Map<String, String> fields) {
    return HttpRequest.newBuilder(URI.create(at.photoshelterV4() + path))
        .header("X-PS-Api-Key", at.secrets().photoshelterV4Key())
        .header("Content-Type", FORM)
        .POST(JourneyHttpClient.form(fields));
  }

  private static Stream<String> words(JsonNode list) {
    return list.valueStream().map(word -> word.asString(""));
  }

  private static String name(JsonNode container) {
    return container.path("attributes").path("name").asString("");
  }

  private static String id(JsonNode item) {
    return item.path("id").asString("");
  }
}
