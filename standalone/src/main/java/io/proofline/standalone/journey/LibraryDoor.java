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

  private static final String FORM = "application/x-www-form-urlencoded";

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
        .filter(gallery -> gallery.path("attributes").path("name").asString("").equals(name))
        .map(LibraryDoor::id)
        .findFirst()
        .orElseThrow(() -> new JourneyFailed("The library has no gallery " + name));
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

  void put(String asset, String gallery) {
    var body = Http.json(Map.of("media_id", asset));
    http.ask(
        request("/galleries/%s/children".formatted(gallery))
            .header("Content-Type", "application/json")
            .POST(body));
  }

  void addKeyword(String asset, String keyword) {
    var known = iptc(asset).path("keywords");
    var all = known.isArray() ? words(known) : Stream.of(known.asString("").split(",\\s*"));
    var keywords = Stream.concat(all.filter(word -> !word.isBlank()), Stream.of(keyword)).toList();
    patchIptc(asset, Map.of("keywords", keywords));
  }

  /** IPTC's status; empty when there is none. */
  String status(String asset) {
    return iptc(asset).path("edit_status").asString("");
  }

  private void patchIptc(String asset, Map<String, ?> fields) {
    http.ask(
        request("/media/%s/iptc".formatted(asset))
            .header("Content-Type", "application/json")
            .method("PATCH", Http.json(fields)));
  }

  private JsonNode iptc(String asset) {
    return get("/media/%s/iptc".formatted(asset)).path("data").path("attributes");
  }

  private Stream<JsonNode> galleries() {
    var organization = at.secrets().organizationId();
    return pages("/galleries?org_id=%s".formatted(organization));
  }

  private Stream<String> images(String gallery) {
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
    var keys = at.secrets();
    var who =
        Map.of(
            "email", keys.photoshelterEmail(),
            "password", keys.photoshelterPassword(),
            "mode", "token");
    var given = http.ask(form("/authenticate", who)).path("token").asString("");
    var organization = Map.of("org_id", keys.organizationId());
    http.ask(form("/organization/authenticate", organization).header("X-PS-Auth-Token", given));
    return given;
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

  private static String id(JsonNode item) {
    return item.path("id").asString("");
  }
}
