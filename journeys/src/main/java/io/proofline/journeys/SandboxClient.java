package io.proofline.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Client of the sandbox's pages and admin addresses, which work during injected faults too. */
public final class SandboxClient {

  private final JourneyHttpClient journeyHttpClient;
  private final URI pages;

  public SandboxClient(JourneyHttpClient journeyHttpClient, DemoAddresses at) {
    this.journeyHttpClient = journeyHttpClient;
    this.pages = at.sandbox();
  }

  /**
   * Photographs, each with {@code id}, {@code edit_status}, {@code galleries} by name, {@code
   * paths}.
   */
  public List<JsonNode> photographs() {
    return get("/admin/photoshelter/media").valueStream().toList();
  }

  public JsonNode photograph(String id) {
    return get("/admin/photoshelter/media/" + id);
  }

  /** Galleries with {@code id} and {@code name}. */
  public List<JsonNode> galleries() {
    return get("/admin/photoshelter/galleries").valueStream().toList();
  }

  /**
   * All versions of all proofs, with {@code id}, {@code pass_through_value}, {@code
   * version_previous_id}, {@code status}, {@code deciders}.
   */
  public List<JsonNode> proofs() {
    return get("/admin/ziflow/proofs").valueStream().toList();
  }

  public void upload(String gallery, String name, byte[] picture) {
    var page = request("/photoshelter/galleries/%s/upload".formatted(gallery));
    journeyHttpClient.redirectLocation(JourneyHttpClient.upload(page, Map.of(), name, picture));
  }

  public void addToGallery(String gallery, String photograph) {
    journeyHttpClient.exchange(
        post("/admin/photoshelter/galleries/%s/media/%s".formatted(gallery, photograph)));
  }

  public void removeFromGallery(String gallery, String photograph) {
    journeyHttpClient.exchange(
        request("/admin/photoshelter/galleries/%s/media/%s".formatted(gallery, photograph))
            .DELETE());
  }

  public void addKeyword(String photograph, String word) {
    journeyHttpClient.exchange(
        post(
            "/admin/photoshelter/media/%s/keywords/%s"
                .formatted(photograph, JourneyHttpClient.encode(word))));
  }

  public void decide(String proof, String email, String decision) {
    journeyHttpClient.exchange(
        request("/admin/ziflow/proofs/%s/decide".formatted(proof))
            .POST(JourneyHttpClient.json(Map.of("email", email, "decision", decision))));
  }

  public void comment(String proof, String reviewer, String text) {
    journeyHttpClient.redirectLocation(
        request("/ziflow/proofs/%s/comment".formatted(proof))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(JourneyHttpClient.form(Map.of("reviewer", reviewer, "text", text))));
  }

  /** Uploads the next version of a proof as a person. */
  public void uploadVersion(String proof, String name, byte[] picture) {
    var page = request("/ziflow/proofs/%s/version".formatted(proof));
    journeyHttpClient.redirectLocation(JourneyHttpClient.upload(page, Map.of(), name, picture));
  }

  /** Number of calls per answer, with {@code status} and {@code calls}. */
  public List<JsonNode> callCounts() {
    return get("/admin/journal/counts").valueStream().toList();
  }

  /** Changes in the simulators after the given entry of their journal. */
  public List<JsonNode> effectsSince(long number) {
    return get("/admin/journal?since=" + number)
        .valueStream()
        .filter(entry -> entry.path("entry").asString("").equals("effect"))
        .toList();
  }

  /** Tells the oracle the public gallery, and the statuses of files that must not be in it. */
  public void expectPublic(String path, List<String> withdrawn) {
    journeyHttpClient.exchange(
        request("/admin/oracle/public")
            .PUT(JourneyHttpClient.json(Map.of("paths", List.of(path), "withdrawn", withdrawn))));
  }

  /** Violations that the simulators' oracle found, as sentences. */
  public List<String> complaints() {
    return get("/admin/oracle")
        .valueStream()
        .map(each -> each.path("sentence").asString(""))
        .toList();
  }

  private JsonNode get(String path) {
    return journeyHttpClient.exchange(request(path).GET());
  }

  private HttpRequest.Builder post(String path) {
    return request(path).POST(BodyPublishers.noBody());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(pages + path));
  }
}
