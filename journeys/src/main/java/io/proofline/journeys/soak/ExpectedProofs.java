package io.proofline.journeys.soak;

import io.proofline.journeys.PressKit;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What people did that a proof must follow, and what a proof may follow by the demo's rules. What
 * lay in a gallery of events when Proofline first looked opens nothing, until somebody changes it.
 */
final class ExpectedProofs {

  /** Keyword of what the demo's rules publish in the {@link PressKit} once it is approved. */
  static final String PRESS = "press";

  private static final Set<String> SELECTING_KEYWORDS = Set.of("product", "event");
  private static final Pattern FINAL = Pattern.compile(".*_v\\d+\\.[^.]+");

  private final Set<String> selected = new HashSet<>();

  /** Somebody asked for a review of this photograph, or described it so that a rule picks it. */
  void select(String photograph) {
    selected.add(photograph);
  }

  int size() {
    return selected.size();
  }

  boolean mustHaveProof(String photograph) {
    return selected.contains(photograph);
  }

  boolean mayHaveProof(JsonNode photograph) {
    return mustHaveProof(photograph.path("id").asString(""))
        || texts(photograph, "keywords").anyMatch(SELECTING_KEYWORDS::contains)
        || texts(photograph, "paths").anyMatch(path -> path.startsWith("Events/"));
  }

  /** Whether partners have to see it, being approved. */
  static boolean isToBePublished(JsonNode photograph) {
    return texts(photograph, "keywords").anyMatch(PRESS::equals);
  }

  /** Whether it was filed by Proofline: such a file has no review of its own. */
  static boolean isFinal(JsonNode photograph) {
    return FINAL.matcher(photograph.path("file_name").asString("")).matches();
  }

  static Stream<String> texts(JsonNode of, String name) {
    return of.path(name).valueStream().map(JsonNode::asString);
  }
}
