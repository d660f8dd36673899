package io.proofline.workers.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * IPTC's older form: datasets one after the other, in UTF-8. What was there and is not replaced
 * stays, in UTF-8 too.
 */
final class IimBlock {

  private static final int TAG = 0x1c;
  private static final int MAX_TEXT_BYTES = 0x7fff;
  private static final int KEYWORDS = 25;
  private static final byte[] UTF_8 = {0x1b, '%', 'G'};
  private static final Charset FALLBACK_CHARSET = Charset.forName("windows-1252");

  /** One value; record 1 says how all is to be read, record 2 holds the texts. */
  private static final class Dataset {
    private final int record;
    private final int number;
    private final byte[] content;

    Dataset(int record, int number, byte[] content) {
      this.record = record;
      this.number = number;
      this.content = content;
    }

    boolean isCharset() {
      return record == 1 && number == 90;
    }
  }

  private IimBlock() {}

  /** The block with these texts. */
  static byte[] merge(MetadataEdit metadataEdit, byte[] before) {
    var old = parse(before);
    var out = new ByteArrayOutputStream();
    write(out, new Dataset(1, 90, UTF_8));
    var replaced = replacedDatasets(metadataEdit);
    old.stream()
        .filter(set -> !set.isCharset() && !(set.record == 2 && replaced.contains(set.number)))
        .forEach(set -> write(out, set.record == 2 ? inUtf8(set) : set));
    metadataEdit
        .fields()
        .forEach((name, text) ->
            IptcField.byName(name)
                .filter(field -> field.dataset > 0 && !text.isEmpty())
                .ifPresent(field -> write(out, text(field.dataset, text))));
    metadataEdit.keywords().forEach(word -> write(out, text(KEYWORDS, word)));
    return out.toByteArray();
  }

  private static Set<Integer> replacedDatasets(MetadataEdit metadataEdit) {
    var numbers = new TreeSet<>(Set.of(KEYWORDS));
    metadataEdit.fields().keySet().stream()
        .flatMap(name -> IptcField.byName(name).stream())
        .filter(field -> field.dataset > 0)
        .forEach(field -> numbers.add(field.dataset));
    return numbers;
  }

  private static Dataset text(int number, String text) {
    return new Dataset(2, number, truncate(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Not in the middle of a character. */
  private static String truncate(String text) {
    var cut = text;
    while (cut.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  /** Numbers, such as the version of the record, are no text, and the same in both charsets. */
  private static Dataset inUtf8(Dataset set) {
    if (isUtf8(set.content) || set.number == 0) {
      return set;
    }
    var text = new String(set.content, FALLBACK_CHARSET).getBytes(StandardCharsets.UTF_8);
    return new Dataset(set.record, set.number, text);
  }

  private static boolean isUtf8(byte[] content) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  /** Up to the first byte that is no dataset; larger ones than a text can be are left out. */
  private static List<Dataset> parse(byte[] block) {
    var sets = new ArrayList<Dataset>();
    int at = 0;
    while (at + 5 <= block.length && block[at] == TAG) {
      int length = ((block[at + 3] & 0xff) << 8) | (block[at + 4] & 0xff);
      int end = at + 5 + length;
      if (length > MAX_TEXT_BYTES || end > block.length) {
        break;
      }
      sets.add(
          new Dataset(block[at + 1], block[at + 2] & 0xff, Arrays.copyOfRange(block, at + 5, end)));
      at = end;
    }
    return sets;
  }

  private static void write(ByteArrayOutputStream out, Dataset set) {
    out.write(TAG);
    out.write(set.record);
    out.write(set.number);
    out.write(set.content.length >> 8);
    out.write(set.content.length);
    out.writeBytes(set.content);
  }
}
