package io.proofline.rules;

import io.proofline.policy.Asset.MediaType;
import io.proofline.policy.Condition;
import io.proofline.policy.TextPattern;
import io.proofline.policy.WorkCalendar;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the conditions of a {@code when}; days begin in the calendar's time zone. */
record ConditionReader(WorkCalendar calendar) {

  /** The condition under {@code when}; without one, it always holds. */
  Condition when(YamlSection yamlSection) {
    return yamlSection.section("when").map(this::all).orElseGet(() -> new Condition.All(List.of()));
  }

  private Condition all(YamlSection when) {
    return new Condition.All(when.keys().stream().flatMap(key -> read(when, key)).toList());
  }

  private Stream<Condition> read(YamlSection when, String key) {
    return switch (key) {
      case "gallery" -> Stream.of(new Condition.InGallery(texts(when, key)));
      case "collection" -> Stream.of(new Condition.InCollection(texts(when, key)));
      case "keyword" -> Stream.of(new Condition.HasKeyword(texts(when, key)));
      case "type" -> Stream.of(new Condition.OfType(types(when)));
      case "file" -> Stream.of(new Condition.HasFileName(texts(when, key)));
      case "field" -> when.section(key).stream().flatMap(ConditionReader::fields);
      case "uploader" -> Stream.of(new Condition.UploadedBy(texts(when, key)));
      case "uploaded", "modified" -> when.section(key).stream().map(time -> dated(key, time));
      case "one_of" ->
          Stream.of(new Condition.OneOf(when.sections(key).stream().map(this::all).toList()));
      case "not" -> when.section(key).stream().map(this::all).map(Condition.Not::new);
      default -> Stream.of(); // refused by RulesChecker
    };
  }

  private static Stream<Condition> fields(YamlSection fields) {
    return fields.keys().stream().map(name -> new Condition.HasField(name, texts(fields, name)));
  }

  private Condition dated(String key, YamlSection time) {
    var date = key.equals("uploaded") ? Condition.DateKind.UPLOADED : Condition.DateKind.MODIFIED;
    var from = start(time, "from", 0);
    var until = start(time, "until", 1);
    return new Condition.DateInRange(date, from.orElse(null), until.orElse(null));
  }

  /** The start of a day, or of a number of days later. */
  private Optional<Instant> start(YamlSection time, String key, int daysLater) {
    return time.text(key)
        .flatMap(ValueParser::day)
        .map(day -> calendar.startOf(day.plusDays(daysLater)));
  }

  private static List<MediaType> types(YamlSection when) {
    return when.texts("type").stream()
        .flatMap(word -> ValueParser.constant(MediaType.class, word).stream())
        .toList();
  }

  static List<TextPattern> texts(YamlSection yamlSection, String key) {
    return asTexts(yamlSection.texts(key));
  }

  static List<TextPattern> asTexts(List<String> patterns) {
    return patterns.stream().map(TextPattern::new).toList();
  }
}
