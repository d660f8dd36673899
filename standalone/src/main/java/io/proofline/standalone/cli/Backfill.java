package io.proofline.standalone.cli;

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
final class Backfill {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BATCH = 1000;

  private final RulesFile file;
  private final @Nullable Instant since;
  private final Map<String, Integer> byRule = new TreeMap<>();
  private final TreeSet<String> people = new TreeSet<>();
  private final TreeSet<String> assets = new TreeSet<>();
  private int looked;
  private int undated;

  private Backfill(RulesFile file, @Nullable Instant since) {
    this.file = file;
    this.since = since;
  }

  /**
   * Holds rules against every asset that none has picked.
   *
   * @param since leaves out what was uploaded before, or last changed where the library did not say
   */
  static Backfill of(RulesFile file, @Nullable Instant since, Door door) {
    var backfill = new Backfill(file, since);
    door.snapshots(backfill::look);
    return backfill;
  }

  private void look(JsonNode snapshot) {
    looked++;
    var asset = asset(snapshot.path("asset"));
    if (isRecent(asset)) {
      RuleMatch.of(file, asset).ifPresent(ruleMatch -> add(snapshot.path("asset_id").asString(), ruleMatch));
    }
  }

  /** The asset that the door tells. */
  static Asset asset(JsonNode told) {
    return JSON.treeToValue(told, Asset.class);
  }

  private boolean isRecent(Asset asset) {
    if (since == null) {
      return true;
    }
    var uploaded = asset.details().uploadedAt();
    var date = uploaded == null ? asset.details().modifiedAt() : uploaded;
    undated += date == null ? 1 : 0;
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
  String sum() {
    return "%s would be picked, and %s asked"
        .formatted(
            Told.count(assets.size(), "known asset"),
            people.size() == 1 ? "1 person" : "%,d people".formatted(people.size()));
  }

  /** By rule, for a person who decides. */
  void print(PrintWriter out) {
    out.printf("Of %s without a review, %s.%n", Told.count(looked, "known asset"), sum());
    byRule.forEach((rule, count) -> out.printf("  %-30s %,d%n", rule, count));
    if (undated > 0) {
      out.printf("Left out: %s of which no date is known.%n", Told.count(undated, "asset"));
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
  int send(Door door, @Nullable String as) {
    var all = new ArrayList<>(assets);
    int recorded = 0;
    for (int i = 0; i < all.size(); i += BATCH) {
      List<String> batch = all.subList(i, Math.min(all.size(), i + BATCH));
      recorded += door.request(Map.of("kind", "consider", "assets", batch), as);
    }
    return recorded;
  }
}
