package io.proofline.review;

import io.proofline.policy.Rules;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The values of template placeholders that the review knows; workers fill the others. */
final class TemplateValues {

  private TemplateValues() {}

  /**
   * The values by placeholder. Those of the proof are of the proof with the verdict, else of the
   * newest one, so that a later undecided version moves nothing. {@code year} is the year in which
   * the proof was created, in the calendar's time zone.
   */
  static Map<String, String> of(Review review, Rules rules) {
    var described =
        Optional.ofNullable(EffectiveVerdict.of(review, rules).proof()).or(review.proofs()::newest);
    var values = new TreeMap<String, String>();
    var asset = review.library().asset();
    if (asset != null) {
      values.putAll(asset.details().fields());
      values.put("file", asset.fileName());
      values.put("stem", asset.fileName().replaceFirst("\\.[^.]{1,8}$", ""));
      values.put("asset", review.assetId());
      asset.galleries().stream()
          .filter(g -> !rules.select().selects(g))
          .findFirst()
          .ifPresent(g -> values.put("gallery", g.name()));
    }
    var route = review.route();
    if (route != null && route.collection() != null) {
      values.put("collection", route.collection());
    }
    described.ifPresent(proof -> ofProof(values, proof, rules));
    return values;
  }

  private static void ofProof(Map<String, String> values, Proof proof, Rules rules) {
    values.put("version", Integer.toString(proof.version()));
    values.put("proof", proof.id());
    var year = proof.boundAt().atZone(rules.calendar().zone()).getYear();
    values.put("year", Integer.toString(year));
    var state = proof.state();
    if (state != null && state.link() != null) {
      values.put("proof_link", state.link());
    }
  }
}
