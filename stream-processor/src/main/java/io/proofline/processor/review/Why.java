package io.proofline.processor.review;

import io.proofline.processor.review.Condition.All;
import io.proofline.processor.review.Condition.Dated;
import io.proofline.processor.review.Condition.FileNamed;
import io.proofline.processor.review.Condition.HasField;
import io.proofline.processor.review.Condition.HasKeyword;
import io.proofline.processor.review.Condition.InCollection;
import io.proofline.processor.review.Condition.InGallery;
import io.proofline.processor.review.Condition.Not;
import io.proofline.processor.review.Condition.OfType;
import io.proofline.processor.review.Condition.OneOf;
import io.proofline.processor.review.Condition.UploadedBy;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a condition holds for an asset, or does not, in words.
 *
 * @param wanted what the condition asks for
 * @param found what the asset has instead; empty where the parts tell
 */
public record Why(boolean holds, String wanted, String found, List<Why> parts) {

  public Why {
    parts = List.copyOf(parts);
  }

  /** Holds a condition against an asset. */
  public static Why of(Condition condition, Asset asset) {
    return switch (condition) {
      case InGallery(var texts) -> leaf(condition, asset, "gallery", texts, galleries(asset));
      case InCollection(var texts) -> leaf(condition, asset, "collection", texts, galleries(asset));
      case HasKeyword(var texts) ->
          leaf(condition, asset, "keyword", texts, listed("it has", "keywords", asset.keywords()));
      case HasField(var field, var texts) ->
          leaf(condition, asset, field, texts, said(asset.details().fields().get(field)));
      case FileNamed(var texts) ->
          leaf(condition, asset, "file", texts, "it is " + asset.fileName());
      case UploadedBy(var texts) ->
          leaf(condition, asset, "uploader", texts, said(asset.details().uploader()));
      case OfType(var types) ->
          leaf(
              condition,
              asset,
              "type " + types.stream().map(Why::word).collect(Collectors.joining(" or ")),
              "it is " + word(asset.type()));
      case Dated dated -> leaf(dated, asset, time(dated), said(dated.date().of(asset)));
      case All(var parts) -> all(condition, asset, parts);
      case OneOf(var parts) -> node(condition, asset, "one of these", parts);
      case Not(var part) -> node(condition, asset, "not", List.of(part));
    };
  }

  private static Why leaf(
      Condition condition, Asset asset, String key, List<Text> texts, String found) {
    var wanted = texts.stream().map(Text::pattern).collect(Collectors.joining(" or "));
    return leaf(condition, asset, key + " " + wanted, found);
  }

  private static Why leaf(Condition condition, Asset asset, String wanted, String found) {
    return new Why(condition.holds(asset), wanted, found, List.of());
  }

  /** One part alone speaks for itself. */
  private static Why all(Condition condition, Asset asset, List<Condition> parts) {
    return parts.size() == 1
        ? of(parts.getFirst(), asset)
        : node(condition, asset, "all of these", parts);
  }

  private static Why node(Condition condition, Asset asset, String wanted, List<Condition> parts) {
    return new Why(
        condition.holds(asset), wanted, "", parts.stream().map(p -> of(p, asset)).toList());
  }

  private static String galleries(Asset asset) {
    var paths = asset.galleries().stream().map(Asset.Gallery::path).toList();
    return listed("it lies in", "gallery", paths);
  }

  private static String listed(String has, String what, List<String> found) {
    return found.isEmpty() ? has + " no " + what : has + " " + String.join(", ", found);
  }

  private static String said(@Nullable Object found) {
    return found == null ? "it says nothing" : "it says " + found;
  }

  private static String time(Dated dated) {
    return "%s%s%s"
        .formatted(
            dated.date().name().toLowerCase(Locale.ROOT),
            bound(" from ", dated.from()),
            bound(" until before ", dated.until()));
  }

  private static String bound(String word, @Nullable Instant time) {
    return time == null ? "" : word + time;
  }

  private static String word(Asset.MediaType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
