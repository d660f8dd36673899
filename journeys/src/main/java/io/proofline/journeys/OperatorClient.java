package io.proofline.journeys;

import io.proofline.api.ApiPath;
import io.proofline.api.ApiProblemException;
import io.proofline.api.ApiUnreachableException;
import io.proofline.api.ManagementClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Client of the management API with the token of one person; a refused call fails the journey. */
public final class OperatorClient implements AutoCloseable {

  private static final int PAGE = 500;

  private final URI console;
  private final ManagementClient api;

  /** A client with the administrator's token. */
  public OperatorClient(DemoAddresses at) {
    this(at.console(), at.secrets().consoleToken());
  }

  private OperatorClient(URI console, String token) {
    this.console = console;
    this.api = new ManagementClient(console, token, _ -> {});
  }

  /** A token that was made for a person. */
  record PersonalToken(String id, String text) {

    /** Hides the text. */
    @Override
    public String toString() {
      return "PersonalToken[%s]".formatted(id);
    }
  }

  /** Makes a token for a person, for a day. */
  PersonalToken createToken(String role, String email) {
    var body = Map.of("name", email, "role", role, "email", email, "days", 1);
    var created = call(() -> api.post(ApiPath.of("tokens"), body));
    return new PersonalToken(created.path("id").asString(""), created.path("token").asString(""));
  }

  void revoke(PersonalToken token) {
    call(() -> {
      api.delete(ApiPath.of("tokens", token.id()));
      return true;
    });
  }

  /** A client with another token. */
  OperatorClient with(PersonalToken token) {
    return new OperatorClient(console, token.text());
  }

  /** Sends a request, such as {@code select}, for one asset. */
  public void requestForAsset(String kind, String asset) {
    request(Map.of("kind", kind, "assets", List.of(asset)));
  }

  /** Releases all proofs that the hourly limit holds. */
  public void releaseHeldProofs() {
    request(Map.of("kind", "go_ahead"));
  }

  /** Requests that a dead command be executed again. */
  void retry(String asset, String command) {
    request(Map.of("kind", "retry", "asset", asset, "command", command));
  }

  /** Requests that all dead commands of some assets that are stuck be executed again. */
  String retryStuck(List<String> assets) {
    var filter = Map.of("waits", "stuck", "asset", assets);
    return post(ApiPath.of("bulk-requests"), Map.of("kind", "retry", "filter", filter))
        .path("id")
        .asString("");
  }

  /** The result of each item of a bulk request. */
  List<JsonNode> bulkItems(String id) {
    return get(ApiPath.of("bulk-requests", id)).path("items").valueStream().toList();
  }

  /** Assets that the hourly limit holds. */
  public Set<String> heldAssets() {
    var held = new HashSet<String>();
    list(ApiPath.of("reviews").with("limit", PAGE).with("waits", "held"))
        .forEach(review -> held.add(review.path("asset_id").asString("")));
    return held;
  }

  /** The asset's review if it waits for a person; else empty. */
  Optional<JsonNode> waiting(String asset) {
    return review(asset).filter(review -> !review.path("waits").asString("").equals("nobody"));
  }

  /** The reviews of assets with a text in their file name. */
  List<JsonNode> find(String partOfFileName) {
    return list(ApiPath.of("reviews").with("limit", PAGE).with("q", partOfFileName));
  }

  /** The review of an asset; empty if the asset is not known. */
  public Optional<JsonNode> review(String asset) {
    return find(ApiPath.of("reviews", asset)).map(answer -> answer.path("review"));
  }

  /** Counts of a collection, by its path; empty if no asset in it is known. */
  Optional<JsonNode> collection(String path) {
    return find(ApiPath.of("collections", "one").with("path", path))
        .map(answer -> answer.path("collection"));
  }

  /** Number of assets per state, rule and reason, as the API's description has them. */
  public JsonNode counts() {
    return get(ApiPath.of("review-counts"));
  }

  /** The audit trail of an asset, oldest entry first. */
  JsonNode audit(String asset) {
    return get(ApiPath.of("reviews", asset, "timeline"));
  }

  /** Erases a person by id. */
  public void erase(String personId) {
    post(ApiPath.of("people", "erasures"), Map.of("person_id", personId));
  }

  /** The rules in force: their version and text. */
  JsonNode rules() {
    return get(ApiPath.of("rules")).path("rules");
  }

  /** The newest push of rules. */
  JsonNode newestPush() {
    return get(ApiPath.of("rules", "history").with("limit", 1)).path("items").path(0);
  }

  /** Puts a text of rules into force; returns its version. */
  String pushRules(String text) {
    return post(ApiPath.of("rules", "pushes"), Map.of("text", text)).path("version").asString("");
  }

  /** Puts a former version of the rules into force. */
  void rollBackRules(String version) {
    post(ApiPath.of("rules", "pushes"), Map.of("version", version));
  }

  /** The status with which the API refuses a request; empty if it takes it. */
  OptionalInt refusal(String kind, String asset) {
    return refusal(
        () -> api.post(ApiPath.of("requests"), Map.of("kind", kind, "assets", List.of(asset))));
  }

  /** The status with which the API refuses to show a review; empty if it shows it. */
  OptionalInt refusalToShow(String asset) {
    return refusal(() -> api.get(ApiPath.of("reviews", asset)));
  }

  private static OptionalInt refusal(Supplier<JsonNode> call) {
    try {
      var _ = call.get();
      return OptionalInt.empty();
    } catch (ApiProblemException e) {
      return OptionalInt.of(e.status());
    }
  }

  @Override
  public void close() {
    api.close();
  }

  private void request(Map<String, ?> wanted) {
    post(ApiPath.of("requests"), wanted);
  }

  private JsonNode get(ApiPath path) {
    return call(() -> api.get(path));
  }

  private Optional<JsonNode> find(ApiPath path) {
    return call(() -> api.find(path));
  }

  private List<JsonNode> list(ApiPath path) {
    var items = new ArrayList<JsonNode>();
    call(() -> api.forEachItem(path, Long.MAX_VALUE, items::add));
    return items;
  }

  private JsonNode post(ApiPath path, Map<String, ?> body) {
    return call(() -> api.post(path, body));
  }

  private static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiProblemException | ApiUnreachableException e) {
      throw new JourneyFailedException("the management API: " + e.getMessage(), e);
    }
  }
}
