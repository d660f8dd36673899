package io.proofline.cli;

import io.proofline.api.ApiPath;
import io.proofline.api.ApiProblemException;
import io.proofline.api.ApiUnreachableException;
import io.proofline.api.ManagementClient;
import io.proofline.text.ComparableText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The management API for commands: its failures are sentences with the next step. */
final class ConsoleClient implements AutoCloseable {

  /** The largest page of a list of reviews. */
  private static final int PAGE = 500;

  /** Ids in one question, so that its address stays short. */
  private static final int IDS = 50;

  private final URI address;
  private final String tokenOrigin;
  private final ManagementClient api;

  /**
   * @param tokenOrigin where the token comes from, such as a file's name
   * @param progress takes a sentence while a call waits for a console that can't answer yet
   */
  ConsoleClient(URI address, String token, String tokenOrigin, Consumer<String> progress) {
    this.address = address;
    this.tokenOrigin = tokenOrigin;
    this.api = new ManagementClient(address, token, progress);
  }

  /**
   * Items of a list.
   *
   * @param isWhole whether the list has no more
   */
  record Items(List<JsonNode> all, boolean isWhole) {}

  JsonNode get(ApiPath path) {
    return call(() -> api.get(path));
  }

  /** The answer; empty if nothing of that id is known. */
  Optional<JsonNode> find(ApiPath path) {
    return call(() -> api.find(path));
  }

  JsonNode post(ApiPath path, Map<String, ?> body) {
    return call(() -> api.post(path, new TreeMap<>(body)));
  }

  void delete(ApiPath path) {
    call(() -> {
      api.delete(path);
      return true;
    });
  }

  /** The first items of a list. */
  Items items(ApiPath list, long most) {
    var found = new ArrayList<JsonNode>();
    boolean isWhole = call(() -> api.forEachItem(list, most, found::add));
    return new Items(found, isWhole);
  }

  void forEachItem(ApiPath list, Consumer<JsonNode> each) {
    var _ = call(() -> api.forEachItem(list, Long.MAX_VALUE, each));
  }

  /** The review of an asset, by its id; empty if the asset is not known. */
  Optional<JsonNode> review(String asset) {
    return find(ApiPath.of("reviews", asset)).map(answer -> answer.path("review"));
  }

  /** The reviews of those assets that are known, by their ids. */
  List<JsonNode> reviews(List<String> assets) {
    var found = new ArrayList<JsonNode>();
    for (int i = 0; i < assets.size(); i += IDS) {
      var some = assets.subList(i, Math.min(assets.size(), i + IDS));
      forEachItem(reviewList().withAll("asset", some), found::add);
    }
    return found;
  }

  /** The reviews of all assets that have a file name, in the order of their ids. */
  List<JsonNode> reviewsNamed(String fileName) {
    var found = new ArrayList<JsonNode>();
    forEachItem(
        reviewList().with("q", fileName).with("sort", "asset"),
        review -> {
          if (ComparableText.areEqual(TerminalText.text(review, "file_name"), fileName)) {
            found.add(review);
          }
        });
    return found;
  }

  /**
   * Reviews that wait for a person, the longest wait first.
   *
   * @param why a reason of waiting; null for all
   */
  static ApiPath waiting(@Nullable String why) {
    return reviewList().with("waits", why == null ? "any" : why).with("sort", "longest_waiting");
  }

  static ApiPath reviewList() {
    return ApiPath.of("reviews").with("limit", PAGE);
  }

  /** Makes a request, and waits some seconds until it is applied. */
  JsonNode request(Map<String, ?> request, int waitSeconds) {
    return post(ApiPath.of("requests").with("wait", waitSeconds), request).path("requests");
  }

  /** The address without a path, for messages. */
  URI address() {
    return address;
  }

  @Override
  public void close() {
    api.close();
  }

  private <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiUnreachableException e) {
      throw new ConsoleClientException(
          0, e.getMessage() + ". To see which services run: proofline health", e);
    } catch (ApiProblemException e) {
      throw new ConsoleClientException(e.status(), sentence(e), e);
    }
  }

  private String sentence(ApiProblemException problem) {
    var host = address.getAuthority();
    var detail = problem.detail();
    return switch (problem.status()) {
      case 401 ->
          "The console at %s rejects the token of %s. %s To store another one: proofline login --console %s"
              .formatted(host, tokenOrigin, detail, address);
      case 403 ->
          "The console at %s does not allow this with the token of %s. %s To store it: proofline login --console %s"
              .formatted(host, tokenOrigin, detail, address);
      case 404 -> detail.isEmpty() ? "Nothing is at this address of %s.".formatted(host) : detail;
      case 409, 422 -> "%s: %s".formatted(problem.title(), detail);
      case 429, 503 ->
          "The console at %s can't answer yet. %s Nothing is lost. To see how far it is: proofline health; then repeat the command."
              .formatted(host, detail);
      default ->
          "The console at %s answered %d (%s). %s Its log has the cause."
              .formatted(host, problem.status(), problem.title(), detail);
    };
  }
}
