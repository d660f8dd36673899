package io.proofline.cli;

import io.proofline.policy.Asset;
import io.proofline.rules.RuleMatch;
import io.proofline.rules.RulesFile;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The known assets that new rules would pick and no rule has picked so far. It reads the console;
 * it makes no call to PhotoShelter or Ziflow.
 */
final class RulesBackfill {

  private static final int BATCH = 1000;

  private final RulesFile file;
  private final @Nullable Instant since;
  private final Map<String, Integer> byRule = new TreeMap<>();
  private final TreeSet<String> people = new TreeSet<>();
  private final TreeSet<String> assets = new TreeSet<>();
  private int evaluated;
  private int withoutDate;

  private RulesBackfill(RulesFile file, @Nullable Instant since) {
    this.file = file;
    this.since = since;
  }

  /**
   * Evaluates rules for every asset without a review.
   *
   * @param since leaves out assets uploaded before, or last changed before if the upload is
   *     unknown; null for all
   */
  static RulesBackfill evaluateAll(RulesFile file, @Nullable Instant since, ConsoleClient console) {
    var rulesBackfill = new RulesBackfill(file, since);
    console.forEachItem(
        ConsoleClient.reviewList().with("state", "not_picked").with("sort", "asset"),
        rulesBackfill::evaluate);
    return rulesBackfill;
  }

  private void evaluate(JsonNode review) {
    if (!review.path("asset").isObject()) {
      return;
    }
    evaluated++;
    var asset = AssetReader.read(review.path("asset"));
    if (isRecent(asset)) {
      RuleMatch.of(file, asset)
          .ifPresent(ruleMatch -> add(review.path("asset_id").asString(), ruleMatch));
    }
  }

  private boolean isRecent(Asset asset) {
    if (since == null) {
      return true;
    }
    var uploaded = asset.details().uploadedAt();
    var date = uploaded == null ? asset.details().modifiedAt() : uploaded;
    withoutDate += date == null ? 1 : 0;
    return date != null && !date.isBefore(since);
  }

  private void add(String asset, RuleMatch ruleMatch) {
    if (assets.add(asset)) {
      byRule.merge(ruleMatch.rule(), 1, Integer::sum);
      people.addAll(ruleMatch.people());
    }
  }

  boolean isEmpty() {
    return assets.isEmpty();
  }

  /** The numbers in one sentence. */
  String summary() {
    return "%s would be picked, and %s asked"
        .formatted(
            TerminalText.count(assets.size(), "known asset"),
            people.size() == 1 ? "1 person" : "%,d people".formatted(people.size()));
  }

  /** Prints the numbers by rule. */
  void print(PrintWriter out) {
    out.printf(
        "Of %s without a review, %s.%n", TerminalText.count(evaluated, "known asset"), summary());
    byRule.forEach((rule, count) -> out.printf("  %-30s %,d%n", rule, count));
    if (withoutDate > 0) {
      out.printf("Left out: %s without a known date.%n", TerminalText.count(withoutDate, "asset"));
    }
    if (file.rules().timing().quietPeriod() == null) {
      out.println(
          "These rules have no 'settle', so rules alone pick nothing: only assets that 'select'"
              + " names were counted.");
    }
  }

  /**
   * Requests an evaluation of each asset by a version of the rules, whether or not every processor
   * uses it yet.
   *
   * @return the number of recorded requests
   */
  int requestEvaluation(ConsoleClient console, String version) {
    var all = new ArrayList<>(assets);
    int recorded = 0;
    for (int i = 0; i < all.size(); i += BATCH) {
      List<String> batch = all.subList(i, Math.min(all.size(), i + BATCH));
      recorded +=
          console
              .request(Map.of("kind", "consider", "assets", batch, "rules_version", version), 0)
              .size();
    }
    return recorded;
  }
}
