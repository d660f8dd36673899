package io.proofline.workers.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A block of IPTC-IIM, IPTC's older format: datasets one after the other. It is parsed completely
 * or not at all. A changed block is in UTF-8 and declares so; datasets that are not replaced keep
 * their order, and binary ones their bytes.
 */
final class IimBlock {

  private static final int TAG = 0x1c;
  private static final int MAX_STANDARD_BYTES = 0x7fff;
  private static final int KEYWORDS = 25;
  private static final int TEXT_RECORD = 2;

  /** The datasets of record 2 that are texts, by the standard and by Photo Mechanic and others. */
  private static final Set<Integer> TEXTS =
      Set.of(
          3, 4, 5, 7, 8, 10, 12, 15, 20, 22, 25, 26, 27, 30, 35, 37, 38, 40, 42, 45, 47, 50, 55, 60,
          62, 63, 65, 70, 75, 80, 85, 90, 92, 95, 100, 101, 103, 105, 110, 115, 116, 118, 120, 121,
          122, 130, 131, 135, 150, 151, 152, 153, 154, 184, 185, 186, 187, 188, 221, 225, 228, 230,
          231, 232);

  /** One value: record 1 describes the block, record 2 holds the texts. */
  private static final class Dataset {
    private final int record;
    private final int number;
    private final byte[] content;
    private final boolean longForm;

    Dataset(int record, int number, byte[] content, boolean longForm) {
      this.record = record;
      this.number = number;
      this.content = content;
      this.longForm = longForm;
    }

    static Dataset of(int record, int number, byte[] content) {
      return new Dataset(record, number, content, content.length > MAX_STANDARD_BYTES);
    }

    boolean isCharset() {
      return record == 1 && number == 90;
    }

    boolean isIn(Set<Integer> numbers) {
      return record == TEXT_RECORD && numbers.contains(number);
    }

    Dataset inUtf8(IimCharset charset) throws UnreadableMetadataException {
      var utf8 = isIn(TEXTS) ? charset.toUtf8(content) : content;
      return Arrays.equals(utf8, content) ? this : of(record, number, utf8);
    }

    void writeTo(ByteArrayOutputStream out) {
      out.write(TAG);
      out.write(record);
      out.write(number);
      if (longForm) {
        out.writeBytes(new byte[] {(byte) 0x80, 4});
        out.write(content.length >> 24);
        out.write(content.length >> 16);
      }
      out.write(content.length >> 8);
      out.write(content.length);
      out.writeBytes(content);
    }
  }

  private final List<Dataset> datasets;
  private final byte[] padding;

  private IimBlock(List<Dataset> datasets, byte[] padding) {
    this.datasets = datasets;
    this.padding = padding;
  }

  /** Parses a block; zeros at its end are padding. */
  static IimBlock parse(byte[] block) throws UnreadableMetadataException {
    var datasets = new ArrayList<Dataset>();
    int at = 0;
    while (at < block.length && block[at] == TAG) {
      at = parseDataset(block, at, datasets);
    }
    var padding = Arrays.copyOfRange(block, at, block.length);
    if (!Arrays.equals(padding, new byte[padding.length])) {
      throw new UnreadableMetadataException("IPTC-IIM has bytes that are no dataset");
    }
    return new IimBlock(datasets, padding);
  }

  private static int parseDataset(byte[] block, int at, List<Dataset> datasets)
      throws UnreadableMetadataException {
    if (at + 5 > block.length) {
      throw truncated();
    }
    int length = unsigned(block, at + 3, 2);
    int from = at + 5;
    boolean longForm = length > MAX_STANDARD_BYTES;
    if (longForm) {
      int count = length & MAX_STANDARD_BYTES;
      if (count == 0 || count > 4 || from + count > block.length) {
        throw truncated();
      }
      length = unsigned(block, from, count);
      from += count;
    }
    if (length < 0 || length > block.length - from) {
      throw truncated();
    }
    var content = Arrays.copyOfRange(block, from, from + length);
    datasets.add(new Dataset(block[at + 1] & 0xff, block[at + 2] & 0xff, content, longForm));
    return from + length;
  }

  private static UnreadableMetadataException truncated() {
    return new UnreadableMetadataException("IPTC-IIM has a dataset that is cut short");
  }

  private static int unsigned(byte[] block, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 8) | (block[at + i] & 0xff);
    }
    return value;
  }

  /** The block with these texts, after the other datasets of their record. */
  byte[] with(MetadataEdit edit) throws UnreadableMetadataException {
    var kept = inUtf8(edit);
    var out = new ByteArrayOutputStream();
    kept.stream().filter(set -> set.record <= TEXT_RECORD).forEach(set -> set.writeTo(out));
    edit.fields()
        .forEach((name, text) ->
            IptcField.byName(name)
                .filter(field -> field.dataset > 0 && !text.isEmpty())
                .ifPresent(field -> text(field.dataset, text).writeTo(out)));
    edit.keywords().forEach(word -> text(KEYWORDS, word).writeTo(out));
    kept.stream().filter(set -> set.record > TEXT_RECORD).forEach(set -> set.writeTo(out));
    out.writeBytes(padding);
    return out.toByteArray();
  }

  /** The block without the texts that an edit replaces: they are written elsewhere. */
  byte[] without(MetadataEdit edit) {
    var replaced = replacedBy(edit);
    var out = new ByteArrayOutputStream();
    datasets.stream().filter(set -> !set.isIn(replaced)).forEach(set -> set.writeTo(out));
    out.writeBytes(padding);
    return out.toByteArray();
  }

  /** The datasets that stay, and the declaration of UTF-8 after the version of record 1. */
  private List<Dataset> inUtf8(MetadataEdit edit) throws UnreadableMetadataException {
    var charset =
        IimCharset.declared(
            datasets.stream().filter(Dataset::isCharset).map(set -> set.content).toList());
    var replaced = replacedBy(edit);
    var kept = new ArrayList<Dataset>();
    for (var set : datasets) {
      if (!set.isCharset() && !set.isIn(replaced)) {
        kept.add(set.inUtf8(charset));
      }
    }
    boolean versionFirst =
        !kept.isEmpty() && kept.getFirst().record == 1 && kept.getFirst().number == 0;
    kept.add(versionFirst ? 1 : 0, Dataset.of(1, 90, IimCharset.UTF_8));
    return kept;
  }

  private static Set<Integer> replacedBy(MetadataEdit edit) {
    var numbers = new TreeSet<>(Set.of(KEYWORDS));
    edit.fields().keySet().stream()
        .flatMap(name -> IptcField.byName(name).stream())
        .filter(field -> field.dataset > 0)
        .forEach(field -> numbers.add(field.dataset));
    return numbers;
  }

  private static Dataset text(int number, String text) {
    return Dataset.of(TEXT_RECORD, number, truncate(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Readers support no longer texts; XMP has the whole text. Never cuts within a character. */
  private static String truncate(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_STANDARD_BYTES) {
      return text;
    }
    int end = MAX_STANDARD_BYTES;
    while ((bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
