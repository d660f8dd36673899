package io.proofline.console.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far a change is.
 *
 * @param kind word of the API
 * @param items requests as the API has them
 */
public record ProgressPage(String id, String kind, List<JsonNode> items) {

  private static final int MOST_SHOWN = 200;
  private static final Map<String, String> STATES =
      Map.of(
          "not_recorded", "not stored yet",
          "recorded", "stored, waits for its turn",
          "applied", "being carried out",
          "done", "done");

  public ProgressPage {
    items = List.copyOf(items);
  }

  /** The result for one photograph. */
  public record Result(
      @Nullable String assetId,
      String fileName,
      String words,
      String style,
      @Nullable String problem) {}

  public String heading() {
    return ActPage.heading(kind);
  }

  public int done() {
    return count("done");
  }

  private int count(String state) {
    return (int) items.stream().filter(item -> state(item).equals(state)).count();
  }

  public boolean isFinished() {
    return done() == items.size();
  }

  /** How many wait for a person although the change was made. */
  public int failed() {
    return (int) items.stream().filter(ProgressPage::hasProblem).count();
  }

  private static boolean hasProblem(JsonNode item) {
    var waits = item.path("review").path("waits").asString("nobody");
    return state(item).equals("done") && (waits.equals("dead_command") || waits.equals("stuck"));
  }

  /** The sentence at the top. */
  public String sentence() {
    var failed =
        failed() == 0 ? "" : " %s for a person now.".formatted(failed() == 1 ? "1 waits" : failed() + " wait");
    return isFinished()
        ? "%s done.%s".formatted(items.size() == 1 ? "It is" : "All %s are".formatted(Sentences.number(items.size())), failed)
        : "%s of %s done.%s".formatted(Sentences.number(done()), Sentences.number(items.size()), failed);
  }

  /** Those that are not done or have failed come first. */
  public List<Result> results() {
    return items.stream()
        .sorted((a, b) -> Boolean.compare(isPlain(a), isPlain(b)))
        .limit(MOST_SHOWN)
        .map(ProgressPage::result)
        .collect(Collectors.toList());
  }

  private static boolean isPlain(JsonNode item) {
    return state(item).equals("done") && !hasProblem(item);
  }

  public int hidden() {
    return Math.max(0, items.size() - MOST_SHOWN);
  }

  private static Result result(JsonNode item) {
    var asset = item.path("asset_id").isString() ? item.path("asset_id").asString() : null;
    var review = item.path("review");
    var state = state(item);
    return new Result(
        asset,
        Sentences.name(review.path("file_name").asString(asset == null ? "Held proofs" : asset)),
        hasProblem(item) ? "done, but it waits for a person" : STATES.getOrDefault(state, state),
        hasProblem(item) ? "no" : state.equals("done") ? "ok" : "open",
        hasProblem(item) ? Sentences.sentence(review.path("reason").asString("")) : null);
  }

  private static String state(JsonNode item) {
    return item.path("state").asString("");
  }
}
