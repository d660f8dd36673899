package io.proofline.standalone.journey;

import io.proofline.standalone.Addresses;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The photographer's side: PhotoShelter's API, version 4. */
final class LibraryDoor {

  static final String FORM = "application/x-www-form-urlencoded";

  private final Http http;
  private final Addresses at;
  private @Nullable String token;

  LibraryDoor(Http http, Addresses at) {
    this.http = http;
    this.at = at;
  }

  /** The id of the gallery with a name. */
  String gallery(String name) {
    return galleries()
        .filter(gallery -> name(gallery).equals(name))
        .map(LibraryDoor::id)
        .findFirst()
        .orElseThrow(() -> new JourneyFailed("the library has no gallery " + name));
  }

  /** Images anywhere but in one gallery. */
  List<String> imagesOutside(String gallery) {
    var inside = images(gallery).toList();
    return galleries()
        .map(LibraryDoor::id)
        .flatMap(this::images)
        .distinct()
        .filter(image -> !inside.contains(image))
        .toList();
  }

  /** A new collection at the top; its id. */
  String createCollection(String name) {
    return id(post("/collections", Map.of("name", name)).path("data"));
  }

  /** A new gallery in a collection; its id. */
  String createGallery(String name, String collection) {
    return id(post("/galleries", Map.of("name", name, "parent", collection)).path("data"));
  }

  void put(String asset, String gallery) {
    post("/galleries/%s/children".formatted(gallery), Map.of("media_id", asset));
  }

  void takeOut(String asset, String gallery) {
    http.ask(request("/galleries/%s/children/%s".formatted(gallery, asset)).DELETE());
  }

  void trash(String asset) {
    http.ask(request("/media/" + asset).DELETE());
  }

  void addKeyword(String asset, String keyword) {
    var keywords = Stream.concat(keywords(asset).stream(), Stream.of(keyword)).toList();
    describe(asset, Map.of("keywords", keywords));
  }

  List<String> keywords(String asset) {
    var known = iptc(asset).path("keywords");
    var all = known.isArray() ? words(known) : Stream.of(known.asString("").split(",\\s*"));
    return all.filter(word -> !word.isBlank()).toList();
  }

  /** Changes these fields of IPTC and no other. */
  void describe(String asset, Map<String, ?> fields) {
    http.ask(
        request("/media/%s/iptc".formatted(asset))
            .header("Content-Type", "application/json")
            .method("PATCH", Http.json(fields)));
  }

  /** IPTC's status; empty when there is none. */
  String status(String asset) {
    return iptc(asset).path("edit_status").asString("");
  }

  JsonNode iptc(String asset) {
    return get("/media/%s/iptc".formatted(asset)).path("data").path("attributes");
  }

  byte[] download(String asset) {
    return http.bytes(request("/media/%s/download".formatted(asset)).GET());
  }

  /** Ids of the galleries in which a file lies. */
  List<String> galleriesOf(String asset) {
    return get("/media/%s/galleries".formatted(asset))
        .path("data")
        .valueStream()
        .map(LibraryDoor::id)
        .toList();
  }

  /** The galleries in which a file lies, from the top: {@code Press kit/2026}. */
  List<String> pathsOf(String asset) {
    return galleriesOf(asset).stream().map(this::path).toList();
  }

  private String path(String gallery) {
    return get("/galleries/%s/path".formatted(gallery))
        .path("data")
        .valueStream()
        .map(LibraryDoor::name)
        .reduce((below, above) -> above + "/" + below)
        .orElse("");
  }

  private JsonNode post(String path, Map<String, ?> body) {
    return http.ask(request(path).header("Content-Type", "application/json").POST(Http.json(body)));
  }

  private Stream<JsonNode> galleries() {
    var organization = at.secrets().organizationId();
    return pages("/galleries?org_id=%s".formatted(organization));
  }

  Stream<String> images(String gallery) {
    return pages("/galleries/%s/children?sort_by=added_at".formatted(gallery))
        .filter(child -> child.path("type").asString("").equals("image"))
        .map(LibraryDoor::id);
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
    return http.ask(request(path).GET());
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
    var given = http.ask(form("/authenticate", login(at))).path("token").asString("");
    var organization = Map.of("org_id", at.secrets().organizationId());
    http.ask(form("/organization/authenticate", organization).header("X-PS-Auth-Token", given));
    return given;
  }

  /** What both versions want to know of who logs in. */
  static Map<String, String> login(Addresses at) {
    return Map.of(
        "email", at.secrets().photoshelterEmail(),
        "password", at.secrets().photoshelterPassword(),
        "mode", "token");
  }

  private HttpRequest.Builder form(String path, Map<String, String> fields) {
    return HttpRequest.newBuilder(URI.create(at.photoshelterV4() + path))
        .header("X-PS-Api-Key", at.secrets().photoshelterV4Key())
        .header("Content-Type", FORM)
        .POST(Http.form(fields));
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
