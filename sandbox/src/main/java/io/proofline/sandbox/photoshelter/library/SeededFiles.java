package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.picture.IptcField;
import io.proofline.sandbox.picture.IptcMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generated files for load tests: each has its own metadata, and all share the bytes of a few
 * photographs. Generation is deterministic: the same number always gives the same file.
 *
 * @param from the first number
 * @param until the number after the last one
 */
record SeededFiles(int from, int until, String creator, List<Photograph> photographs) {
  /** The content that files share. */
  record Photograph(String original, long fileSize, int width, int height) {
    static Photograph of(Media file) {
      return new Photograph(file.original(), file.fileSize(), file.width(), file.height());
    }
  }

  private static final Instant FIRST = Instant.parse("2023-01-01T00:00:00Z");
  private static final int MINUTES = 3 * 365 * 24 * 60;
  private static final List<String> SUBJECTS =
      List.of("Harbour", "Ridge", "Market", "Stage", "Workshop", "Orchard", "Station", "Kitchen");
  private static final List<String> MOODS =
      List.of("at dawn", "in the rain", "before the opening", "from above", "in use", "at rest");
  private static final List<String> PEOPLE =
      List.of("Ana Ruiz", "Ben Okafor", "Chie Mori", "Dag Lund", "Eve Novak", "Finn Daly");
  private static final List<String> WORDS =
      List.of("product", "event", "people", "food", "travel", "brand", "archive", "season");
  private static final List<List<String>> CITIES =
      List.of(
          List.of("Lisbon", "Portugal", "PRT"),
          List.of("Bergen", "Norway", "NOR"),
          List.of("Kyoto", "Japan", "JPN"),
          List.of("Accra", "Ghana", "GHA"));

  Stream<Media> all() {
    return IntStream.range(from, until).mapToObj(this::file);
  }

  private Media file(int number) {
    var random = new Random(number);
    var photograph = photographs.get(number % photographs.size());
    var created = FIRST.plus(Duration.ofMinutes(random.nextInt(MINUTES)));
    return new Media(
        "%s%011d".formatted(Media.Kind.IMAGE.prefix(), number),
        Media.Kind.IMAGE,
        "archive-%06d.jpg".formatted(number),
        photograph.original(),
        photograph.fileSize(),
        photograph.width(),
        photograph.height(),
        creator,
        random.nextInt(6),
        true,
        new IptcMetadata(texts(number, random), keywords(random)),
        true,
        created,
        created.plus(Duration.ofMinutes(random.nextInt(MINUTES / 10))),
        null);
  }

  private static Map<String, String> texts(int number, Random random) {
    var subject = any(SUBJECTS, random);
    var person = any(PEOPLE, random);
    var city = any(CITIES, random);
    var texts = new HashMap<String, String>();
    texts.put(IptcField.TITLE.label(), "%s %06d".formatted(subject, number));
    texts.put(
        IptcField.CAPTION.label(),
        "%s %s, %s, picture %d".formatted(subject, any(MOODS, random), city.get(0), number));
    texts.put(IptcField.AUTHOR.label(), person);
    texts.put(IptcField.COPYRIGHT.label(), "© " + person);
    texts.put(IptcField.CITY.label(), city.get(0));
    texts.put(IptcField.COUNTRY.label(), city.get(1));
    texts.put(IptcField.COUNTRY_ISO.label(), city.get(2));
    return texts;
  }

  /** Two common keywords and one rare one. */
  private static List<String> keywords(Random random) {
    return IptcMetadata.NONE
        .withKeywords(
            List.of(
                any(WORDS, random),
                any(WORDS, random),
                "lot-%05d".formatted(random.nextInt(20_000))))
        .keywords();
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
