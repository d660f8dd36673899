package io.proofline.console.report;

import io.proofline.console.page.AuditSentence;
import io.proofline.console.page.StateWords;
import io.proofline.console.report.PdfPages.Style;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One photograph in a report: its picture, its hashes, and all decisions and comments. */
final class PhotographReport {

  private static final int MOST_ENTRIES = 200;
  private static final float INDENT = 10;
  private static final String NOT_KNOWN = "not known";

  /** Kinds of entries that say what people did, and what followed from it. */
  private static final Set<String> KINDS =
      Set.of(
          "decision",
          "comment",
          "verdict",
          "requested",
          "proof_opened",
          "version_uploaded",
          "content_changed",
          "published",
          "taken_out",
          "filed",
          "review_completed");

  private final PdfPages pages;

  PhotographReport(PdfPages pages) {
    this.pages = pages;
  }

  /**
   * Adds a photograph.
   *
   * @param timeline all its entries, in order
   * @param jpeg its picture; null if there is none
   */
  void add(
      ObjectNode review, List<ObjectNode> timeline, boolean isUnbroken, byte @Nullable [] jpeg) {
    pages.picture(jpeg, "No picture now", name(review), facts(review, timeline));
    hashes(review, timeline);
    trail(review, timeline);
    head(timeline, isUnbroken);
    pages.space(PdfPages.TEXT);
  }

  private static String name(JsonNode review) {
    return text(review, "file_name", text(review, "asset_id", ""));
  }

  private static List<String> facts(JsonNode review, List<ObjectNode> timeline) {
    var verdict = review.path("verdict").asString("");
    return List.of(
        StateWords.of(text(review, "state", "")).words(),
        verdict.isEmpty()
            ? "No verdict"
            : "Verdict: %s%s"
                .formatted(
                    StateWords.of(verdict).words(),
                    review.path("verdict_at").isString()
                        ? ", " + review.path("verdict_at").asString()
                        : ""),
        "Version %d, rule %s"
            .formatted(review.path("version").asInt(0), text(review, "rule", "none")),
        "Id %s".formatted(text(review, "asset_id", "")),
        timeline.size() == 1
            ? "1 entry in the record"
            : "%,d entries in the record".formatted(timeline.size()));
  }

  private void hashes(JsonNode review, List<ObjectNode> timeline) {
    var hashes = new TreeMap<String, String>();
    for (var proof : review.path("proofs")) {
      hashes.put(
          "SHA-256 of version %d as reviewed".formatted(proof.path("version").asInt()),
          text(proof, "sha256", NOT_KNOWN));
    }
    for (var entry : timeline) {
      var details = entry.path("details");
      if (entry.path("kind").asString("").equals("filed")) {
        hashes.put(
            "SHA-256 of the final " + text(review, "final_id", ""),
            text(details, "sha256", NOT_KNOWN));
      }
    }
    if (hashes.isEmpty()) {
      pages.text("No file of it was reviewed.", Style.DIM, PdfPages.SMALL);
    }
    hashes.forEach((name, hash) -> pages.text(name + ": " + hash, Style.DIM, PdfPages.SMALL));
    pages.space(PdfPages.SMALL / 2);
  }

  private void trail(JsonNode review, List<ObjectNode> timeline) {
    var stages = stages(review);
    var shown =
        timeline.stream().filter(entry -> KINDS.contains(entry.path("kind").asString(""))).toList();
    if (shown.isEmpty()) {
      pages.text("Nobody has decided or said anything yet.", Style.PLAIN, PdfPages.TEXT);
    }
    shown.stream()
        .limit(MOST_ENTRIES)
        .map(entry -> AuditSentence.of(entry, stages, null))
        .forEach(this::entry);
    if (shown.size() > MOST_ENTRIES) {
      pages.text(
          "And %,d more entries, which this report leaves out; proofline audit export has them."
              .formatted(shown.size() - MOST_ENTRIES),
          Style.BOLD,
          PdfPages.TEXT);
    }
  }

  private void entry(AuditSentence entry) {
    pages.text("%s  %s".formatted(time(entry.at()), sentence(entry)), Style.PLAIN, PdfPages.TEXT);
    if (entry.quote() != null) {
      pages.text("“" + entry.quote() + "”", Style.PLAIN, PdfPages.TEXT, INDENT);
    }
  }

  private static String sentence(AuditSentence entry) {
    return entry.person().isEmpty() ? entry.text() : entry.person() + " " + entry.text();
  }

  private void head(List<ObjectNode> timeline, boolean isUnbroken) {
    if (timeline.isEmpty()) {
      return;
    }
    var newest = timeline.getLast();
    pages.space(PdfPages.SMALL / 2);
    pages.text(
        "Head of its record: entry %d, %s"
            .formatted(newest.path("sequence").asLong(), text(newest, "hash", NOT_KNOWN)),
        Style.DIM,
        PdfPages.SMALL);
    if (!isUnbroken) {
      pages.text(
          "An entry of its record is missing or was changed. Export the record and verify it.",
          Style.BOLD,
          PdfPages.TEXT);
    }
  }

  private static Map<String, String> stages(JsonNode review) {
    var names = new HashMap<String, String>();
    for (var stage : review.path("stages")) {
      names.put(stage.path("id").asString(""), stage.path("name").asString(""));
    }
    return names;
  }

  /** The time to the second in UTC, as the record has it. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }

  private static String text(JsonNode node, String field, String otherwise) {
    var value = node.path(field);
    return value.isString() && !value.asString().isEmpty() ? value.asString() : otherwise;
  }
}
