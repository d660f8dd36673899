package io.proofline.processor.rules;

import io.proofline.processor.review.Asset.MediaType;
import io.proofline.processor.review.Calendar;
import io.proofline.processor.review.Condition;
import io.proofline.processor.review.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a {@code when}; days begin where the calendar says. */
record ConditionReader(Calendar calendar) {

  /** What a section asks under {@code when}; nothing there means always. */
  Condition when(Section section) {
    return section.section("when").map(this::all).orElseGet(() -> new Condition.All(List.of()));
  }

  private Condition all(Section when) {
    return new Condition.All(when.keys().stream().flatMap(key -> read(when, key)).toList());
  }

  private Stream<Condition> read(Section when, String key) {
    return switch (key) {
      case "gallery" -> Stream.of(new Condition.InGallery(texts(when, key)));
      case "collection" -> Stream.of(new Condition.InCollection(texts(when, key)));
      case "keyword" -> Stream.of(new Condition.HasKeyword(texts(when, key)));
      case "type" -> Stream.of(new Condition.OfType(types(when)));
      case "file" -> Stream.of(new Condition.FileNamed(texts(when, key)));
      case "field" -> when.section(key).stream().flatMap(ConditionReader::fields);
      case "uploader" -> Stream.of(new Condition.UploadedBy(texts(when, key)));
      case "uploaded", "modified" -> when.section(key).stream().map(time -> dated(key, time));
      case "one_of" ->
          Stream.of(new Condition.OneOf(when.sections(key).stream().map(this::all).toList()));
      case "not" -> when.section(key).stream().map(this::all).map(Condition.Not::new);
      default -> Stream.of(); // refused by the check
    };
  }

  private static Stream<Condition> fields(Section fields) {
    return fields.keys().stream().map(name -> new Condition.HasField(name, texts(fields, name)));
  }

  private Condition dated(String key, Section time) {
    var date = key.equals("uploaded") ? Condition.DateKind.UPLOADED : Condition.DateKind.MODIFIED;
    var from = start(time, "from", 0);
    var until = start(time, "until", 1);
    return new Condition.Dated(date, from.orElse(null), until.orElse(null));
  }

  /** When a day begins, or one of the days after it. */
  private Optional<Instant> start(Section time, String key, int daysLater) {
    return time.text(key)
        .flatMap(Values::day)
        .map(day -> calendar.startOf(day.plusDays(daysLater)));
  }

  private static List<MediaType> types(Section when) {
    return when.texts("type").stream()
        .flatMap(word -> Values.constant(MediaType.class, word).stream())
        .toList();
  }

  static List<Text> texts(Section section, String key) {
    return asTexts(section.texts(key));
  }

  static List<Text> asTexts(List<String> patterns) {
    return patterns.stream().map(Text::new).toList();
  }
}
