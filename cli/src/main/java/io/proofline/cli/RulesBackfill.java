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
import tools.jackson.databind.json.JsonMapper;

/**
 * Which known assets new rules would pick that no rules have picked so far. It asks the door alone:
 * no call to PhotoShelter or Ziflow is made.
 */
final class RulesBackfill {

  private static final JsonMapper JSON = JsonMapper.shared();
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
   * Holds rules against every asset that none has picked.
   *
   * @param since leaves out what was uploaded before, or last changed where the library did not say
   */
  static RulesBackfill evaluateAll(
      RulesFile file, @Nullable Instant since, ProcessorClient processorClient) {
    var rulesBackfill = new RulesBackfill(file, since);
    processorClient.forEachSnapshot(rulesBackfill::evaluate);
    return rulesBackfill;
  }

  private void evaluate(JsonNode snapshot) {
    evaluated++;
    var asset = readAsset(snapshot.path("asset"));
    if (isRecent(asset)) {
      RuleMatch.of(file, asset)
          .ifPresent(ruleMatch -> add(snapshot.path("asset_id").asString(), ruleMatch));
    }
  }

  /** The asset that the door tells. */
  static Asset readAsset(JsonNode told) {
    return JSON.treeToValue(told, Asset.class);
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

  /** In a sentence. */
  String summary() {
    return "%s would be picked, and %s asked"
        .formatted(
            TerminalText.count(assets.size(), "known asset"),
            people.size() == 1 ? "1 person" : "%,d people".formatted(people.size()));
  }

  /** By rule, for a person who decides. */
  void print(PrintWriter out) {
    out.printf(
        "Of %s without a review, %s.%n", TerminalText.count(evaluated, "known asset"), summary());
    byRule.forEach((rule, count) -> out.printf("  %-30s %,d%n", rule, count));
    if (withoutDate > 0) {
      out.printf(
          "Left out: %s of which no date is known.%n", TerminalText.count(withoutDate, "asset"));
    }
    if (file.rules().timing().quietPeriod() == null) {
      out.println(
          "These rules have no 'settle', so they pick nothing by themselves: only what 'select'"
              + " names was counted.");
    }
  }

  /**
   * Asks that each of them be held against the rules in force.
   *
   * @return how many requests are on record
   */
  int requestEvaluation(ProcessorClient processorClient, @Nullable String as) {
    var all = new ArrayList<>(assets);
    int recorded = 0;
    for (int i = 0; i < all.size(); i += BATCH) {
      List<String> batch = all.subList(i, Math.min(all.size(), i + BATCH));
      recorded += processorClient.request(Map.of("kind", "consider", "assets", batch), as);
    }
    return recorded;
  }
}
