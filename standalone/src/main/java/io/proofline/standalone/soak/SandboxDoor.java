package io.proofline.standalone.soak;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.journey.Http;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The sandbox's pages and admin addresses: people reach them whatever befalls the APIs. */
final class SandboxDoor {

  private final Http http;
  private final URI pages;

  SandboxDoor(Http http, Addresses at) {
    this.http = http;
    this.pages = at.sandbox();
  }

  /**
   * Photographs, each with {@code id}, {@code edit_status}, {@code galleries} by name, {@code
   * paths}.
   */
  List<JsonNode> photographs() {
    return get("/admin/photoshelter/media").valueStream().toList();
  }

  JsonNode photograph(String id) {
    return get("/admin/photoshelter/media/" + id);
  }

  /** Galleries with {@code id} and {@code name}. */
  List<JsonNode> galleries() {
    return get("/admin/photoshelter/galleries").valueStream().toList();
  }

  /**
   * All versions of all proofs, with {@code id}, {@code pass_through_value}, {@code
   * version_previous_id}, {@code status}, {@code deciders}.
   */
  List<JsonNode> proofs() {
    return get("/admin/ziflow/proofs").valueStream().toList();
  }

  void upload(String gallery, String name, byte[] picture) {
    var page = request("/photoshelter/galleries/%s/upload".formatted(gallery));
    http.location(Http.upload(page, Map.of(), name, picture));
  }

  void put(String gallery, String photograph) {
    http.ask(post("/admin/photoshelter/galleries/%s/media/%s".formatted(gallery, photograph)));
  }

  void takeOut(String gallery, String photograph) {
    http.ask(
        request("/admin/photoshelter/galleries/%s/media/%s".formatted(gallery, photograph))
            .DELETE());
  }

  void addKeyword(String photograph, String word) {
    http.ask(
        post("/admin/photoshelter/media/%s/keywords/%s".formatted(photograph, Http.encode(word))));
  }

  void decide(String proof, String email, String decision) {
    http.ask(
        request("/admin/ziflow/proofs/%s/decide".formatted(proof))
            .POST(Http.json(Map.of("email", email, "decision", decision))));
  }

  void comment(String proof, String reviewer, String text) {
    http.location(
        request("/ziflow/proofs/%s/comment".formatted(proof))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(Http.form(Map.of("reviewer", reviewer, "text", text))));
  }

  /** A person brings the next version of a proof's file. */
  void uploadVersion(String proof, String name, byte[] picture) {
    var page = request("/ziflow/proofs/%s/version".formatted(proof));
    http.location(Http.upload(page, Map.of(), name, picture));
  }

  /** How many calls were answered alike, with {@code status} and {@code calls}. */
  List<JsonNode> counts() {
    return get("/admin/journal/counts").valueStream().toList();
  }

  /** What changed in the simulators after an entry of their journal. */
  List<JsonNode> effectsSince(long number) {
    return get("/admin/journal?since=" + number)
        .valueStream()
        .filter(entry -> entry.path("entry").asString("").equals("effect"))
        .toList();
  }

  /**
   * Tells the oracle where partners look, and which texts of a file's status keep it out of there.
   */
  void expectPublic(String path, List<String> withdrawn) {
    http.ask(
        request("/admin/oracle/public")
            .PUT(Http.json(Map.of("paths", List.of(path), "withdrawn", withdrawn))));
  }

  /** What the simulators have to complain about, in sentences. */
  List<String> complaints() {
    return get("/admin/oracle")
        .valueStream()
        .map(each -> each.path("sentence").asString(""))
        .toList();
  }

  private JsonNode get(String path) {
    return http.ask(request(path).GET());
  }

  private HttpRequest.Builder post(String path) {
    return request(path).POST(BodyPublishers.noBody());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(pages + path));
  }
}
