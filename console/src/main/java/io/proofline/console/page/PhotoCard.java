package io.proofline.console.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A photograph in a list.
 *
 * @param picture address of its small picture
 * @param line the present holder and the time since then, or the place of the file
 * @param waits why it waits for a person; null if it does not
 */
public record PhotoCard(
    String assetId,
    String fileName,
    String picture,
    StateWords state,
    String line,
    @Nullable String waits) {

  private static final String NOBODY = "nobody";

  /** The card of a review. */
  public static PhotoCard of(JsonNode review, When when) {
    var id = review.path("asset_id").asString();
    var waits = review.path("waits").asString(NOBODY);
    return new PhotoCard(
        id,
        Sentences.name(review.path("file_name").asString(id)),
        PictureAddress.small(review),
        StateWords.of(review.path("state").asString("unknown")),
        line(review, when),
        waits.equals(NOBODY) ? null : waits(review, waits, when));
  }

  private static String waits(JsonNode review, String waits, When when) {
    return review.path("waits_since").isString()
        ? "%s, %s"
            .formatted(
                Sentences.cause(waits),
                when.since(Instant.parse(review.path("waits_since").asString())))
        : Sentences.cause(waits);
  }

  private static String line(JsonNode review, When when) {
    for (var stage : review.path("stages")) {
      if (stage.path("status").asString("").equals("in_progress")) {
        return stage(stage, when);
      }
    }
    var published = review.path("published_in");
    if (published.size() > 0) {
      return published.path(0).asString();
    }
    var galleries = review.path("asset").path("galleries");
    return galleries.isArray() && galleries.size() > 0
        ? galleries.path(0).path("path").asString()
        : "";
  }

  private static String stage(JsonNode stage, When when) {
    var line = new StringBuilder(stage.path("name").asString());
    if (stage.path("active_since").isString()) {
      line.append(' ').append(when.since(Instant.parse(stage.path("active_since").asString())));
    }
    if (stage.path("due_at").isString()) {
      var due = Instant.parse(stage.path("due_at").asString());
      line.append(due.isBefore(when.now()) ? " · was due " : " · due ").append(when.words(due));
    }
    return line.toString();
  }
}
