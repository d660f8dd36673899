package io.proofline.workers.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.StringValue;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes of Exif's texts, read back by a library that is not used for writing.
 *
 * <p>Longer than 300 lines because each form of a block has a test.
 */
class ExifTextsTest {

  private static final int ASCII = 2;
  private static final int LONG = 4;
  private static final int BYTES = 1;
  private static final int SUB_DIRECTORY = 0x8769;
  private static final int DIRECTORY = 8;
  private static final int ENTRY = 12;

  /** Offset of the block in its segment: behind marker, length and name. */
  private static final int BLOCK = 4 + 6;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "II, new",
    "MM, new",
    "II, a",
    "II, ''",
    "MM, A new caption that is much longer than the old one – and not in ASCII"
  })
  void an_old_text_is_replaced_and_its_neighbours_keep_their_bytes(String order, String caption)
      throws Exception {
    var before = OddJpegs.jpeg(exif(order(order), OddJpegs.OLD));

    var after = written(before, new MetadataEdit(Map.of("caption", caption), List.of()));

    assertThat(text(after, ExifIFD0Directory.TAG_IMAGE_DESCRIPTION)).isEqualTo(caption);
    assertThat(text(after, ExifIFD0Directory.TAG_MAKE)).isEqualTo("Kiel & Sons");
    assertThat(text(after, ExifIFD0Directory.TAG_ARTIST)).isEqualTo("Lee");
    assertThat(subDirectory(after).getString(ExifSubIFDDirectory.TAG_SPECTRAL_SENSITIVITY))
        .isEqualTo("of the camera");
    assertThat(new String(after, ISO_8859_1)).doesNotContain(OddJpegs.OLD);
    assertThat(picture(after)).isEqualTo(picture(before));
  }

  @Test
  void texts_that_the_edit_or_exif_does_not_have_are_unchanged() throws Exception {
    var before = OddJpegs.jpeg(exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD));

    var after = written(before, new MetadataEdit(Map.of("copyright", "© Example"), List.of("a")));

    assertThat(text(after, ExifIFD0Directory.TAG_IMAGE_DESCRIPTION)).isEqualTo(OddJpegs.OLD);
    assertThat(main(after).containsTag(ExifIFD0Directory.TAG_COPYRIGHT)).isFalse();
  }

  @Test
  void keywords_and_title_of_windows_are_replaced() throws Exception {
    var before = OddJpegs.jpeg(exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD));

    var after =
        written(before, new MetadataEdit(Map.of("author", "Ann Lee"), List.of("Zebra", "grün")));

    assertThat(main(after).getDescription(ExifIFD0Directory.TAG_WIN_KEYWORDS))
        .isEqualTo("Zebra;grün");
    assertThat(text(after, ExifIFD0Directory.TAG_ARTIST)).isEqualTo("Ann Lee");
  }

  @Test
  void a_value_that_two_entries_share_is_replaced_in_only_one_of_them() throws Exception {
    var shared = exif(ByteOrder.LITTLE_ENDIAN, "Kiel & Sons");

    var after =
        written(
            OddJpegs.jpeg(sharing(shared)),
            new MetadataEdit(Map.of("caption", "new caption"), List.of()));

    assertThat(text(after, ExifIFD0Directory.TAG_IMAGE_DESCRIPTION)).isEqualTo("new caption");
    assertThat(text(after, ExifIFD0Directory.TAG_MAKE)).isEqualTo("Kiel & Sons");
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 12, 20, 60})
  void a_truncated_block_is_refused(int length) throws Exception {
    var whole = exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD);
    var cut = OddJpegs.segment(0xe1, Arrays.copyOfRange(whole, 4, 4 + length));

    assertThat(copy(OddJpegs.jpeg(cut), new MetadataEdit(Map.of("caption", "new"), List.of())))
        .isInstanceOfSatisfying(
            MetadataCopy.Refused.class, refused -> assertThat(refused.reason()).contains("Exif"));
  }

  @Test
  void a_text_that_fits_is_written_over_the_old_one() throws Exception {
    var before = OddJpegs.jpeg(exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD));

    var after = written(before, new MetadataEdit(Map.of("caption", "new one"), List.of()));

    assertThat(block(after).getInt(valueOf(0))).isEqualTo(block(before).getInt(valueOf(0)));
    assertThat(block(after).capacity()).isEqualTo(block(before).capacity());
  }

  @ParameterizedTest
  @ValueSource(strings = {OddJpegs.OLD, OddJpegs.OLD + "x"})
  void a_longer_text_is_added_at_an_even_offset(String old) throws Exception {
    var before = OddJpegs.jpeg(exif(ByteOrder.LITTLE_ENDIAN, old));

    var after = written(before, new MetadataEdit(Map.of("caption", "much longer text"), List.of()));

    assertThat(block(after).getInt(valueOf(0))).isEven();
    assertThat(block(after).getInt(valueOf(0))).isGreaterThanOrEqualTo(block(before).capacity());
  }

  @Test
  void the_bytes_behind_a_very_short_text_are_zero() throws Exception {
    var before = OddJpegs.jpeg(exif(ByteOrder.BIG_ENDIAN, OddJpegs.OLD));

    var after = written(before, new MetadataEdit(Map.of("caption", "a"), List.of()));

    assertThat(block(after).getInt(valueOf(0))).isEqualTo('a');
  }

  @Test
  void the_directory_is_kept_if_the_old_text_is_in_it() throws Exception {
    var segment = exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD);
    inSegment(segment).putInt(BLOCK + valueOf(0), DIRECTORY + 2 + ENTRY);

    var after =
        written(
            OddJpegs.jpeg(segment), new MetadataEdit(Map.of("caption", "new caption"), List.of()));

    assertThat(text(after, ExifIFD0Directory.TAG_IMAGE_DESCRIPTION)).isEqualTo("new caption");
    assertThat(text(after, ExifIFD0Directory.TAG_MAKE)).isEqualTo("Kiel & Sons");
  }

  @ParameterizedTest
  @CsvSource({"2, 12, 1000000", "2, 12, -5", "3, 40, 86"})
  void a_value_outside_the_block_is_refused(int type, int count, int offset) throws Exception {
    var segment = exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD);
    int maker = BLOCK + DIRECTORY + 2 + ENTRY;
    inSegment(segment).putShort(maker + 2, (short) type);
    inSegment(segment).putInt(maker + 4, count).putInt(maker + 8, offset);

    assertRefused(segment, "new", "can't be parsed");
  }

  @Test
  void a_block_without_the_number_of_tiff_is_refused() throws Exception {
    var segment = exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD);
    inSegment(segment).putShort(BLOCK + 2, (short) 43);

    assertRefused(segment, "new", "can't be parsed");
  }

  @Test
  void a_longer_text_for_which_the_block_has_no_room_is_refused() throws Exception {
    var segment = exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD, "K".repeat(65_200));

    assertRefused(segment, "long ".repeat(100), "no room");
  }

  @ParameterizedTest
  @CsvSource({"title, 0x9c9b", "author, 0x9c9d"})
  void other_texts_of_windows_are_replaced(String field, String tag) throws Exception {
    var segment = exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD);
    int number = Integer.decode(tag);
    inSegment(segment).putShort(BLOCK + valueOf(4) - 8, (short) number);

    var after =
        written(OddJpegs.jpeg(segment), new MetadataEdit(Map.of(field, "new words"), List.of()));

    assertThat(main(after).getDescription(number)).isEqualTo("new words");
  }

  @Test
  void a_copyright_is_replaced() throws Exception {
    var segment = exif(ByteOrder.LITTLE_ENDIAN, OddJpegs.OLD);
    inSegment(segment).putShort(BLOCK + valueOf(1) - 8, (short) ExifIFD0Directory.TAG_COPYRIGHT);

    var after =
        written(OddJpegs.jpeg(segment), new MetadataEdit(Map.of("copyright", "© B"), List.of()));

    assertThat(text(after, ExifIFD0Directory.TAG_COPYRIGHT)).isEqualTo("© B");
  }

  private void assertRefused(byte[] segment, String caption, String reason) throws Exception {
    assertThat(
            copy(OddJpegs.jpeg(segment), new MetadataEdit(Map.of("caption", caption), List.of())))
        .isInstanceOfSatisfying(
            MetadataCopy.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
  }

  /** The Exif block of a file, in Intel's byte order. */
  private static ByteBuffer block(byte[] file) {
    int name = new String(file, ISO_8859_1).indexOf("Exif\0\0");
    int length = Short.toUnsignedInt(ByteBuffer.wrap(file).getShort(name - 2));
    return ByteBuffer.wrap(Arrays.copyOfRange(file, name + 6, name - 2 + length))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Offset in the block of an entry's value, or of the value's offset. */
  private static int valueOf(int entry) {
    return DIRECTORY + 2 + ENTRY * entry + 8;
  }

  private static ByteBuffer inSegment(byte[] segment) {
    return ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] written(byte[] file, MetadataEdit edit) throws Exception {
    assertThat(copy(file, edit)).isEqualTo(new MetadataCopy.Written());
    return Files.readAllBytes(directory.resolve("to"));
  }

  private MetadataCopy copy(byte[] file, MetadataEdit edit) throws Exception {
    var from = Files.write(directory.resolve("from"), file);
    return MetadataWriter.copy(from, directory.resolve("to"), edit);
  }

  private static ExifIFD0Directory main(byte[] file) throws Exception {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file))
        .getFirstDirectoryOfType(ExifIFD0Directory.class);
  }

  private static ExifSubIFDDirectory subDirectory(byte[] file) throws Exception {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file))
        .getFirstDirectoryOfType(ExifSubIFDDirectory.class);
  }

  private static String text(byte[] file, int tag) throws Exception {
    var value = main(file).getObject(tag);
    return value instanceof StringValue bytes ? bytes.toString(UTF_8) : String.valueOf(value);
  }

  private static String picture(byte[] file) throws Exception {
    return FileHashes.of(new ByteArrayInputStream(file)).imageData().sha256();
  }

  private static ByteOrder order(String name) {
    return name.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** A segment with a description, a maker, an inline artist, keywords and a sub-directory. */
  private static byte[] exif(ByteOrder order, String description) {
    return exif(order, description, "Kiel & Sons");
  }

  private static byte[] exif(ByteOrder order, String description, String maker) {
    var block = ByteBuffer.allocate(DIRECTORY + 2 + 5 * 12 + 4).order(order);
    block.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(UTF_8));
    block.putShort((short) 42).putInt(DIRECTORY).putShort((short) 5);
    var values = new ByteArrayOutputStream();
    entry(block, values, 0x010e, ASCII, (description + '\0').getBytes(UTF_8));
    entry(block, values, 0x010f, ASCII, (maker + '\0').getBytes(UTF_8));
    entry(block, values, 0x013b, ASCII, "Lee\0".getBytes(UTF_8));
    int subDirectory = block.capacity() + values.size();
    var sub = ByteBuffer.allocate(2 + 12 + 4).order(order).putShort((short) 1);
    sub.putShort((short) 0x8824).putShort((short) ASCII).putInt(14);
    sub.putInt(subDirectory + sub.capacity()).putInt(0);
    values.writeBytes(sub.array());
    values.writeBytes("of the camera\0".getBytes(UTF_8));
    block.putShort((short) SUB_DIRECTORY).putShort((short) LONG).putInt(1).putInt(subDirectory);
    entry(block, values, 0x9c9e, BYTES, "old;words\0".getBytes(UTF_16LE));
    block.putInt(0);
    return OddJpegs.segment(
        0xe1, OddJpegs.joined("Exif\0\0".getBytes(UTF_8), block.array(), values.toByteArray()));
  }

  private static void entry(
      ByteBuffer block, ByteArrayOutputStream values, int tag, int type, byte[] value) {
    int units = value.length;
    block.putShort((short) tag).putShort((short) type).putInt(units);
    if (value.length <= 4) {
      block.put(Arrays.copyOf(value, 4));
    } else {
      block.putInt(block.capacity() + values.size());
      values.writeBytes(value);
    }
  }

  /** The first entry gets the offset of the second one's value. */
  private static byte[] sharing(byte[] segment) {
    int entries = 4 + 6 + DIRECTORY + 2;
    System.arraycopy(segment, entries + 12 + 4, segment, entries + 4, 8);
    return segment;
  }
}
