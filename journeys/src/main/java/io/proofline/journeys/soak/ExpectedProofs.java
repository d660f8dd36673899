package io.proofline.journeys.soak;

import io.proofline.journeys.PressKit;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Decides which photographs of a soak must have a proof and which may have one, by the actions of
 * its users and the demo's rules. A photograph that was in an event gallery before Proofline's
 * first poll gets a proof only after a change.
 */
final class ExpectedProofs {

  /** Keyword of photographs that the demo's rules publish in the {@link PressKit} once approved. */
  static final String PRESS = "press";

  private static final Set<String> SELECTING_KEYWORDS = Set.of("product", "event");
  private static final Pattern FINAL = Pattern.compile(".*_v\\d+\\.[^.]+");

  private final Set<String> selected = new HashSet<>();

  /** Records that a user selected this photograph, or gave it a keyword that a rule picks. */
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

  /** Whether a photograph must be published once it is approved. */
  static boolean isToBePublished(JsonNode photograph) {
    return texts(photograph, "keywords").anyMatch(PRESS::equals);
  }

  /** Whether Proofline filed it; such a file has no review. */
  static boolean isFinal(JsonNode photograph) {
    return FINAL.matcher(photograph.path("file_name").asString("")).matches();
  }

  static Stream<String> texts(JsonNode of, String name) {
    return of.path(name).valueStream().map(JsonNode::asString);
  }
}
