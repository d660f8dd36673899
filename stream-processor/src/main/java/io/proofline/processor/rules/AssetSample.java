package io.proofline.processor.rules;

import io.proofline.processor.review.Asset;
import io.proofline.processor.review.Asset.MediaType;
import io.proofline.processor.review.Calendar;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An asset that somebody made up to try rules on. */
public final class AssetSample {

  private AssetSample() {}

  /**
   * Reads a sample, as YAML or JSON.
   *
   * @throws RulesRefused with every mistake in it
   */
  public static Asset read(String text) throws RulesRefused {
    var notes = new Notes();
    var root = YamlText.read(text, notes);
    root.ifPresent(node -> new Check(notes).of(Language.SAMPLE, node));
    notes.refuseMistakes();
    return asset(root.map(Section::of).orElseGet(Section::empty));
  }

  private static Asset asset(Section sample) {
    return new Asset(
        Instant.EPOCH,
        false,
        sample.text("file").orElse("sample.jpg"),
        sample
            .text("type")
            .flatMap(w -> Values.constant(MediaType.class, w))
            .orElse(MediaType.IMAGE),
        sample.texts("galleries").stream().map(path -> new Asset.Gallery("", path)).toList(),
        sample.texts("keywords"),
        null,
        details(sample));
  }

  private static Asset.Details details(Section sample) {
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
    return day.flatMap(Values::day).map(Calendar.everyDay()::startOf).orElse(null);
  }
}
