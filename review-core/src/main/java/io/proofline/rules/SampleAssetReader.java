package io.proofline.rules;

import io.proofline.policy.Asset;
import io.proofline.policy.Asset.MediaType;
import io.proofline.policy.WorkCalendar;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a made-up asset to try rules on. */
public final class SampleAssetReader {

  private SampleAssetReader() {}

  /**
   * Reads a sample, as YAML or JSON.
   *
   * @throws InvalidRulesException with every mistake in it
   */
  public static Asset read(String text) throws InvalidRulesException {
    var rulesDiagnostics = new RulesDiagnostics();
    var root = YamlParser.read(text, rulesDiagnostics);
    root.ifPresent(node -> new RulesChecker(rulesDiagnostics).check(RulesGrammar.SAMPLE, node));
    rulesDiagnostics.throwIfAny();
    return asset(root.map(YamlSection::of).orElseGet(YamlSection::empty));
  }

  private static Asset asset(YamlSection sample) {
    return new Asset(
        Instant.EPOCH,
        false,
        sample.text("file").orElse("sample.jpg"),
        sample
            .text("type")
            .flatMap(w -> ValueParser.constant(MediaType.class, w))
            .orElse(MediaType.IMAGE),
        sample.texts("galleries").stream().map(path -> new Asset.Gallery("", path)).toList(),
        sample.texts("keywords"),
        null,
        details(sample));
  }

  private static Asset.Details details(YamlSection sample) {
    var fields = new HashMap<String, String>();
    sample
        .section("fields")
        .ifPresent(all ->
            all.keys().forEach(name -> all.text(name).ifPresent(text -> fields.put(name, text))));
    return Asset.Details.of(
        fields,
        sample.text("uploader").orElse(null),
        start(sample.text("uploaded")),
        start(sample.text("modified")));
  }

  private static @Nullable Instant start(Optional<String> day) {
    return day.flatMap(ValueParser::day).map(WorkCalendar.everyDay()::startOf).orElse(null);
  }
}
