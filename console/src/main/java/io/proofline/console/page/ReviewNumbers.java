package io.proofline.console.page;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Numbers of reviews by state, rule and cause of waiting, of which pages show sums. */
public record ReviewNumbers(List<JsonNode> counts) {

  private static final Set<String> IN_REVIEW = Set.of("selected", "opening", "in_review", "held");
  private static final String NOBODY = "nobody";

  public ReviewNumbers {
    counts = List.copyOf(counts);
  }

  public static ReviewNumbers of(Collection<? extends JsonNode> counts) {
    return new ReviewNumbers(List.copyOf(counts));
  }

  /** The number of photographs in a state. */
  public int inState(String state) {
    return sum(count -> has(count, "state", state));
  }

  /** The number of photographs that wait for one cause. */
  public int waitingFor(String waits) {
    return sum(count -> has(count, "waits", waits));
  }

  public int inReview() {
    return sum(count -> IN_REVIEW.contains(count.path("state").asString("")));
  }

  public int waiting() {
    return sum(count -> !has(count, "waits", NOBODY));
  }

  public int all() {
    return sum(_ -> true);
  }

  private static boolean has(JsonNode count, String field, String word) {
    return count.path(field).asString("").equals(word);
  }

  int sum(Predicate<JsonNode> condition) {
    return counts.stream().filter(condition).mapToInt(count -> count.path("assets").asInt()).sum();
  }
}
