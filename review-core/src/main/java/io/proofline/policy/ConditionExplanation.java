package io.proofline.policy;

import io.proofline.policy.Condition.All;
import io.proofline.policy.Condition.DateInRange;
import io.proofline.policy.Condition.HasField;
import io.proofline.policy.Condition.HasFileName;
import io.proofline.policy.Condition.HasKeyword;
import io.proofline.policy.Condition.InCollection;
import io.proofline.policy.Condition.InGallery;
import io.proofline.policy.Condition.Not;
import io.proofline.policy.Condition.OfType;
import io.proofline.policy.Condition.OneOf;
import io.proofline.policy.Condition.UploadedBy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains in words why a condition holds for an asset or does not.
 *
 * @param wanted the condition's demand
 * @param found the asset's value; empty if the parts explain it
 */
public record ConditionExplanation(
    boolean holds, String wanted, String found, List<ConditionExplanation> parts) {

  public ConditionExplanation {
    parts = List.copyOf(parts);
  }

  /** Evaluates a condition against an asset. */
  public static ConditionExplanation of(Condition condition, Asset asset) {
    return switch (condition) {
      case InGallery(var texts) -> leaf(condition, asset, "gallery", texts, galleries(asset));
      case InCollection(var texts) -> leaf(condition, asset, "collection", texts, galleries(asset));
      case HasKeyword(var texts) ->
          leaf(condition, asset, "keyword", texts, listed("it has", "keywords", asset.keywords()));
      case HasField(var field, var texts) ->
          leaf(condition, asset, field, texts, said(asset.details().fields().get(field)));
      case HasFileName(var texts) ->
          leaf(condition, asset, "file", texts, "it is " + asset.fileName());
      case UploadedBy(var texts) ->
          leaf(condition, asset, "uploader", texts, said(asset.details().uploader()));
      case OfType(var types) ->
          leaf(
              condition,
              asset,
              "type "
                  + types.stream()
                      .map(ConditionExplanation::word)
                      .collect(Collectors.joining(" or ")),
              "it is " + word(asset.type()));
      case DateInRange dateInRange ->
          leaf(dateInRange, asset, time(dateInRange), said(dateInRange.date().of(asset)));
      case All(var parts) -> all(condition, asset, parts);
      case OneOf(var parts) -> node(condition, asset, "one of these", parts);
      case Not(var part) -> node(condition, asset, "not", List.of(part));
    };
  }

  private static ConditionExplanation leaf(
      Condition condition, Asset asset, String key, List<TextPattern> texts, String found) {
    var wanted = texts.stream().map(TextPattern::pattern).collect(Collectors.joining(" or "));
    return leaf(condition, asset, key + " " + wanted, found);
  }

  private static ConditionExplanation leaf(
      Condition condition, Asset asset, String wanted, String found) {
    return new ConditionExplanation(condition.holds(asset), wanted, found, List.of());
  }

  /** A single part needs no heading. */
  private static ConditionExplanation all(Condition condition, Asset asset, List<Condition> parts) {
    return parts.size() == 1
        ? of(parts.getFirst(), asset)
        : node(condition, asset, "all of these", parts);
  }

  private static ConditionExplanation node(
      Condition condition, Asset asset, String wanted, List<Condition> parts) {
    return new ConditionExplanation(
        condition.holds(asset), wanted, "", parts.stream().map(p -> of(p, asset)).toList());
  }

  private static String galleries(Asset asset) {
    var paths = asset.galleries().stream().map(Asset.Gallery::path).toList();
    return listed("it is in", "gallery", paths);
  }

  private static String listed(String has, String what, List<String> found) {
    return found.isEmpty() ? has + " no " + what : has + " " + String.join(", ", found);
  }

  private static String said(@Nullable Object found) {
    return found == null ? "it says nothing" : "it says " + found;
  }

  private static String time(DateInRange dateInRange) {
    return "%s%s%s"
        .formatted(
            dateInRange.date().name().toLowerCase(Locale.ROOT),
            bound(" from ", dateInRange.from()),
            bound(" until before ", dateInRange.until()));
  }

  private static String bound(String word, @Nullable Instant time) {
    return time == null ? "" : word + time;
  }

  private static String word(Asset.MediaType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
