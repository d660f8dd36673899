package io.proofline.workers.metadata;

import static io.proofline.workers.metadata.SamplePhotographs.decoded;
import static io.proofline.workers.metadata.SamplePhotographs.encoded;
import static io.proofline.workers.metadata.SamplePhotographs.withChunk;
import static io.proofline.workers.metadata.SamplePhotographs.withOtherPixel;
import static io.proofline.workers.metadata.SamplePhotographs.withSegment;
import static io.proofline.workers.metadata.SamplePhotographs.withoutSegments;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileHashesTest {

  private static final String RIDGE = "aizkorri-ridge.jpg";

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.proofline.workers.metadata.SamplePhotographs#names")
  void a_photograph_has_its_size_and_its_metadata_is_no_part_of_its_picture(String name) {
    var file = SamplePhotographs.bytes(name);
    var image = decoded(file);

    var fileHashes = hashes(file);

    assertThat(fileHashes.length()).isEqualTo(file.length);
    assertThat(fileHashes.sha256())
        .isEqualTo(sha256(file))
        .isNotEqualTo(fileHashes.imageData().sha256());
    assertThat(fileHashes.imageData().width()).isEqualTo(image.getWidth());
    assertThat(fileHashes.imageData().height()).isEqualTo(image.getHeight());
    assertThat(hashes(withoutSegments(file)).imageData()).isEqualTo(fileHashes.imageData());
  }

  static Stream<Arguments> metadataChanges() {
    return Stream.of(
        metadataChange("Exif", jpeg -> withSegment(jpeg, 0xe1, "Exif\0\0II*\0".getBytes(UTF_8))),
        metadataChange(
            "XMP",
            jpeg ->
                withSegment(
                    jpeg, 0xe1, "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>".getBytes(UTF_8))),
        metadataChange(
            "IPTC", jpeg -> withSegment(jpeg, 0xed, "Photoshop 3.0\08BIM".getBytes(UTF_8))),
        metadataChange("a colour profile", jpeg -> withSegment(jpeg, 0xe2, new byte[60_000])),
        metadataChange("a comment", jpeg -> withSegment(jpeg, 0xfe, "a caption".getBytes(UTF_8))),
        metadataChange("fill bytes", jpeg -> joined(Arrays.copyOf(jpeg, 2), filled(jpeg))),
        metadataChange(
            "a smaller picture after it", jpeg -> joined(jpeg, SamplePhotographs.bytes(RIDGE))));
  }

  @ParameterizedTest(name = "{0} is no part of the picture")
  @MethodSource("metadataChanges")
  void metadata_of_a_jpeg_does_not_change_its_picture(String what, UnaryOperator<byte[]> change) {
    var file = SamplePhotographs.bytes("two-friends.jpg");
    var changed = change.apply(file);

    assertThat(hashes(changed).imageData()).isEqualTo(hashes(file).imageData());
    assertThat(hashes(changed).sha256()).isNotEqualTo(hashes(file).sha256());
  }

  @ParameterizedTest(name = "progressive: {0}")
  @MethodSource("yesAndNo")
  void one_pixel_of_a_jpeg_changes_its_picture(boolean progressive) {
    var image = decoded(SamplePhotographs.bytes(RIDGE));
    var before = encoded(image, "jpeg", progressive);
    var after = encoded(withOtherPixel(image), "jpeg", progressive);

    assertThat(hashes(after).imageData().sha256())
        .isNotEqualTo(hashes(before).imageData().sha256());
    assertThat(hashes(withoutSegments(after)).imageData()).isEqualTo(hashes(after).imageData());
  }

  static List<Boolean> yesAndNo() {
    return List.of(true, false);
  }

  @Test
  void every_scan_of_a_progressive_jpeg_counts() {
    var file = encoded(decoded(SamplePhotographs.bytes(RIDGE)), "jpeg", true);
    var changed = file.clone();
    changed[file.length - 3] ^= 1;
    assertThat(hashes(changed).imageData()).isNotEqualTo(hashes(file).imageData());
    assertThat(hashes(changed).imageData().width()).isNotNull();
  }

  @Test
  void the_colour_interpretation_is_part_of_a_jpegs_picture() {
    var bare = withoutSegments(SamplePhotographs.bytes(RIDGE));
    var lumaAndChroma = withSegment(bare, 0xee, adobe(1));
    var asTheyAre = withSegment(bare, 0xee, adobe(0));

    assertThat(hashes(lumaAndChroma).imageData()).isEqualTo(hashes(bare).imageData());
    assertThat(hashes(asTheyAre).imageData()).isNotEqualTo(hashes(bare).imageData());
  }

  @Test
  void one_pixel_of_a_png_changes_its_picture_and_its_texts_do_not() {
    var image = decoded(SamplePhotographs.bytes(RIDGE));
    var file = encoded(image, "png");
    int width = image.getWidth();
    var after = encoded(withOtherPixel(image), "png");

    assertThat(hashes(file).imageData().width()).isEqualTo(width);
    assertThat(hashes(file).imageData().height()).isEqualTo(image.getHeight());
    assertThat(hashes(withChunk(file, "iTXt", "XML:com.adobe.xmp".getBytes(UTF_8))).imageData())
        .isEqualTo(hashes(file).imageData());
    assertThat(hashes(withChunk(file, "tRNS", new byte[6])).imageData())
        .isNotEqualTo(hashes(file).imageData());
    assertThat(hashes(after).imageData()).isNotEqualTo(hashes(file).imageData());
  }

  @Test
  void the_division_of_a_pngs_data_does_not_change_its_picture() {
    var data = new byte[] {1, 2, 3, 4};
    var whole = png(SamplePhotographs.chunk("IDAT", data));
    var cut =
        png(
            joined(
                SamplePhotographs.chunk("IDAT", Arrays.copyOf(data, 1)),
                SamplePhotographs.chunk("IDAT", Arrays.copyOfRange(data, 1, 4))));
    assertThat(hashes(cut).imageData()).isEqualTo(hashes(whole).imageData());
  }

  static Stream<Arguments> others() {
    var ridge = SamplePhotographs.bytes(RIDGE);
    return Stream.of(
        Arguments.of("a film", "....ftypmp42 and so on".getBytes(UTF_8)),
        Arguments.of("nothing", new byte[0]),
        Arguments.of("a JPEG that is cut before its scan", Arrays.copyOf(ridge, 40)),
        Arguments.of("a JPEG of three bytes", Arrays.copyOf(ridge, 3)),
        Arguments.of("a PNG without a header", png0(SamplePhotographs.chunk("IHDR", new byte[3]))),
        Arguments.of(
            "a JPEG with a segment of an impossible length",
            new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, 1, 0}));
  }

  @ParameterizedTest(name = "{0} is hashed as a whole")
  @MethodSource("others")
  void a_format_that_is_not_parsed_is_hashed_as_a_whole(String name, byte[] file) {
    assertThat(hashes(file))
        .isEqualTo(
            new FileHashes(sha256(file), file.length, new ImageData(sha256(file), null, null)));
  }

  @Test
  void a_stream_may_arrive_in_any_pieces() throws IOException {
    var file = SamplePhotographs.bytes("dandelion-field.jpg");
    try (var smallReadsInputStream = new SmallReadsInputStream(file)) {
      assertThat(FileHashes.of(smallReadsInputStream)).isEqualTo(hashes(file));
    }
  }

  private static Arguments metadataChange(String what, UnaryOperator<byte[]> change) {
    return Arguments.of(what, change);
  }

  private static byte[] adobe(int transform) {
    return new byte[] {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
  }

  private static byte[] filled(byte[] jpeg) {
    var fill = new byte[] {(byte) 0xff, (byte) 0xff};
    return joined(fill, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  private static byte[] png(byte[] chunks) {
    var header = ByteBuffer.allocate(13).putInt(2).putInt(2).put((byte) 8).array();
    return png0(
        joined(
            joined(SamplePhotographs.chunk("IHDR", header), chunks),
            SamplePhotographs.chunk("IEND", new byte[0])));
  }

  private static byte[] png0(byte[] chunks) {
    var signature = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    return joined(signature, chunks);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static FileHashes hashes(byte[] file) {
    try {
      return FileHashes.of(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream that returns a few bytes at a time. */
  private static final class SmallReadsInputStream extends InputStream {
    private final ByteArrayInputStream in;

    SmallReadsInputStream(byte[] file) {
      in = new ByteArrayInputStream(file);
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] into, int at, int count) {
      return in.read(into, at, Math.min(count, 1_021));
    }
  }
}
