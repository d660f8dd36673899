package io.proofline.console.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A collection and its photographs.
 *
 * @param cards the first photographs
 * @param holders stages that have photographs of it, in words
 * @param next address of the next photographs; null for none
 */
public record CollectionPage(
    CollectionProgress progress,
    List<PhotoCard> cards,
    List<String> holders,
    @Nullable String next) {

  public CollectionPage {
    cards = List.copyOf(cards);
    holders = List.copyOf(holders);
  }

  /** How far a collection is. */
  public record CollectionProgress(String path, String state, int ready, int open, int out) {

    public static CollectionProgress of(JsonNode collection) {
      return new CollectionProgress(
          collection.path("path").asString(),
          collection.path("progress").asString(),
          collection.path("ready").asInt(),
          collection.path("open").asInt(),
          collection.path("out").asInt());
    }

    /** The last name of the path. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    public int all() {
      return ready + open + out;
    }

    public String href() {
      return new PageQuery("/collections/one", Map.of("path", List.of(path))).href();
    }

    public StateWords words() {
      return switch (state) {
        case "in_review" -> new StateWords("In review", "open");
        case "approved", "ready" -> new StateWords("Ready", "ok");
        case "nothing_to_review" -> new StateWords("Nothing to review", "none");
        case "all_out" -> new StateWords("All are out", "no");
        default -> StateWords.of(state);
      };
    }

    public String sentence() {
      var open =
          this.open == 0
              ? ""
              : " %s open.".formatted(this.open == 1 ? "One is" : this.open + " are");
      var out =
          this.out == 0
              ? ""
              : " %s rejected, withdrawn or in the trash."
                  .formatted(this.out == 1 ? "One is" : this.out + " are");
      return "%s of %s ready.".formatted(Sentences.number(ready), Sentences.number(all()))
          + open
          + out;
    }
  }

  /** The stages that have photographs, as a sentence. */
  public String holderSentence() {
    return holders.isEmpty() ? "" : holders.stream().collect(Collectors.joining("; ", "", "."));
  }
}
