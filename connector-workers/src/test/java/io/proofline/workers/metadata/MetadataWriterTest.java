package io.proofline.workers.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.adobe.internal.xmp.XMPMeta;
import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.jpeg.JpegCommentDirectory;
import com.drew.metadata.photoshop.PhotoshopDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Written metadata, read back by an independent library. */
class MetadataWriterTest {

  private static final String DC = "http://purl.org/dc/elements/1.1/";
  private static final String PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/";
  private static final String RIGHTS = "http://ns.adobe.com/xap/1.0/rights/";
  private static final MetadataEdit LABEL =
      new MetadataEdit(
          Map.of(
              "title", "Flasche „Äther“ 🍾",
              "caption", "One line\nand another",
              "author", "Ann Lee",
              "copyright", "© Example",
              "rights", "Until 2027",
              "trans_ref", "pl:abcdefghijklmnopqrstuvwxyz"),
          List.of("Zebra", "grün"));

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.proofline.workers.metadata.SamplePhotographs#names")
  void a_photograph_gets_its_texts_in_both_formats_and_keeps_its_picture(String name)
      throws Exception {
    var before = SamplePhotographs.bytes(name);

    var after = withMetadata(before, LABEL);

    assertThat(hashes(after).imageData()).isEqualTo(hashes(before).imageData());
    var iptc = read(after).getFirstDirectoryOfType(IptcDirectory.class);
    assertThat(iptc.getString(IptcDirectory.TAG_OBJECT_NAME)).isEqualTo("Flasche „Äther“ 🍾");
    assertThat(iptc.getString(IptcDirectory.TAG_CAPTION)).isEqualTo("One line\nand another");
    assertThat(iptc.getString(IptcDirectory.TAG_BY_LINE)).isEqualTo("Ann Lee");
    assertThat(iptc.getString(IptcDirectory.TAG_ORIGINAL_TRANSMISSION_REFERENCE))
        .isEqualTo("pl:abcdefghijklmnopqrstuvwxyz");
    assertThat(iptc.getKeywords()).containsExactly("Zebra", "grün");
    var xmp = xmp(after);
    assertThat(xmp.getLocalizedText(DC, "title", null, "x-default").getValue())
        .isEqualTo("Flasche „Äther“ 🍾");
    assertThat(xmp.getArrayItem(DC, "creator", 1).getValue()).isEqualTo("Ann Lee");
    assertThat(xmp.getLocalizedText(RIGHTS, "UsageTerms", null, "x-default").getValue())
        .isEqualTo("Until 2027");
    assertThat(xmp.getPropertyString(PHOTOSHOP, "TransmissionReference"))
        .isEqualTo("pl:abcdefghijklmnopqrstuvwxyz");
    assertThat(xmp.countArrayItems(DC, "subject")).isEqualTo(2);
  }

  @Test
  void other_metadata_is_unchanged() throws Exception {
    var head = new ByteArrayOutputStream();
    head.write(dataset(90, "Köln".getBytes(ISO_8859_1)));
    head.write(dataset(5, "Old title".getBytes(ISO_8859_1)));
    head.write(dataset(25, "old".getBytes(ISO_8859_1)));
    var resolution =
        resource(0x03ed, new byte[] {0, 72, 0, 0, 0, 1, 0, 1, 0, 72, 0, 0, 0, 1, 0, 1});
    var resources = joined(resolution, resource(0x0404, head.toByteArray()));
    var packet =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF"
            + " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
            + " rdf:about='' xmlns:photoshop='"
            + PHOTOSHOP
            + "' photoshop:City='Köln'"
            + " photoshop:TransmissionReference='old'/></rdf:RDF></x:xmpmeta>";
    var jpeg = SamplePhotographs.withoutSegments(SamplePhotographs.bytes("summit-sunset.jpg"));
    jpeg = SamplePhotographs.withSegment(jpeg, 0xfe, "a comment".getBytes(UTF_8));
    jpeg =
        SamplePhotographs.withSegment(
            jpeg, 0xed, joined("Photoshop 3.0\0".getBytes(UTF_8), resources));
    jpeg =
        SamplePhotographs.withSegment(
            jpeg, 0xe1, ("http://ns.adobe.com/xap/1.0/\0" + packet).getBytes(UTF_8));
    jpeg = SamplePhotographs.withSegment(jpeg, 0xe1, exif());

    var after = withMetadata(jpeg, LABEL);

    var read = read(after);
    assertThat(read.getDirectoriesOfType(IptcDirectory.class)).hasSize(1);
    var iptc = read.getFirstDirectoryOfType(IptcDirectory.class);
    assertThat(iptc.getString(IptcDirectory.TAG_CITY)).isEqualTo("Köln");
    assertThat(iptc.getString(IptcDirectory.TAG_OBJECT_NAME)).isEqualTo("Flasche „Äther“ 🍾");
    assertThat(iptc.getKeywords()).containsExactly("Zebra", "grün");
    assertThat(read.getDirectoriesOfType(XmpDirectory.class)).hasSize(1);
    assertThat(xmp(after).getPropertyString(PHOTOSHOP, "City")).isEqualTo("Köln");
    assertThat(xmp(after).getPropertyString(PHOTOSHOP, "TransmissionReference")).startsWith("pl:");
    var photoshop = read.getFirstDirectoryOfType(PhotoshopDirectory.class);
    assertThat(photoshop.containsTag(0x03ed)).isTrue();
    assertThat(read.getFirstDirectoryOfType(JpegCommentDirectory.class)).isNotNull();
    assertThat(read.getFirstDirectoryOfType(ExifIFD0Directory.class)).isNotNull();
    assertThat(withMetadata(after, LABEL)).isEqualTo(after); // a second write changes nothing
  }

  @Test
  void the_digest_matches_the_iptc_block() throws Exception {
    var photoshop =
        read(withMetadata(SamplePhotographs.bytes("summit-sunset.jpg"), LABEL))
            .getFirstDirectoryOfType(PhotoshopDirectory.class);
    var jpeg = withMetadata(SamplePhotographs.bytes("summit-sunset.jpg"), LABEL);
    assertThat(photoshop.getByteArray(0x0425))
        .isEqualTo(MessageDigest.getInstance("MD5").digest(block(jpeg)));
  }

  @Test
  void an_empty_text_removes_the_old_text() throws Exception {
    var full = withMetadata(SamplePhotographs.bytes("summit-sunset.jpg"), LABEL);
    var after = withMetadata(full, new MetadataEdit(Map.of("title", ""), List.of()));
    var iptc = read(after).getFirstDirectoryOfType(IptcDirectory.class);
    assertThat(iptc.containsTag(IptcDirectory.TAG_OBJECT_NAME)).isFalse();
    assertThat(iptc.getKeywords()).isNull();
    assertThat(iptc.getString(IptcDirectory.TAG_BY_LINE)).isEqualTo("Ann Lee");
    assertThat(xmp(after).doesPropertyExist(DC, "title")).isFalse();
  }

  @Test
  void texts_that_are_longer_than_a_segment_are_cut() throws Exception {
    var metadataEdit =
        new MetadataEdit(Map.of("caption", "ä".repeat(40_000), "instructions", "x"), List.of());
    var after = withMetadata(SamplePhotographs.bytes("summit-sunset.jpg"), metadataEdit);
    assertThat(hashes(after).imageData())
        .isEqualTo(hashes(SamplePhotographs.bytes("summit-sunset.jpg")).imageData());
    var iptc = read(after).getFirstDirectoryOfType(IptcDirectory.class);
    assertThat(iptc.getString(IptcDirectory.TAG_CAPTION)).matches("ä{16383}");
  }

  @Test
  void a_file_with_an_unreadable_packet_is_refused_and_not_changed() throws Exception {
    var jpeg =
        SamplePhotographs.withSegment(
            SamplePhotographs.bytes("summit-sunset.jpg"),
            0xe1,
            "http://ns.adobe.com/xap/1.0/\0<broken".getBytes(UTF_8));
    var from = Files.write(directory.resolve("from"), jpeg);
    assertThat(MetadataWriter.copy(from, directory.resolve("to"), LABEL))
        .isEqualTo(new MetadataCopy.Refused("the XMP packet can't be parsed"));
  }

  @Test
  void a_file_that_is_no_jpeg_is_reported_as_another_format() throws Exception {
    for (byte[] other :
        List.of(
            SamplePhotographs.encoded(
                SamplePhotographs.decoded(SamplePhotographs.bytes("summit-sunset.jpg")), "png"),
            new byte[0],
            Arrays.copyOf(SamplePhotographs.bytes("summit-sunset.jpg"), 12))) {
      var from = Files.write(directory.resolve("from"), other);
      assertThat(MetadataWriter.copy(from, directory.resolve("to"), LABEL))
          .isEqualTo(new MetadataCopy.OtherFormat());
    }
  }

  private byte[] withMetadata(byte[] jpeg, MetadataEdit metadataEdit) throws Exception {
    var from = Files.write(directory.resolve("from"), jpeg);
    var to = directory.resolve("to");
    assertThat(MetadataWriter.copy(from, to, metadataEdit)).isEqualTo(new MetadataCopy.Written());
    return Files.readAllBytes(to);
  }

  private static FileHashes hashes(byte[] file) throws Exception {
    return FileHashes.of(new ByteArrayInputStream(file));
  }

  private static Metadata read(byte[] jpeg) throws Exception {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(jpeg));
  }

  private static XMPMeta xmp(byte[] jpeg) throws Exception {
    return read(jpeg).getFirstDirectoryOfType(XmpDirectory.class).getXMPMeta();
  }

  /** The IPTC block, which follows the type, the number, an empty name and the length. */
  private static byte[] block(byte[] jpeg) {
    var text = new String(jpeg, ISO_8859_1);
    int at = text.indexOf("8BIM\u0004\u0004\0\0");
    int length = ByteBuffer.wrap(jpeg, at + 8, 4).getInt();
    return Arrays.copyOfRange(jpeg, at + 12, at + 12 + length);
  }

  private static byte[] dataset(int number, byte[] content) {
    return ByteBuffer.allocate(5 + content.length)
        .put((byte) 0x1c)
        .put((byte) 2)
        .put((byte) number)
        .putShort((short) content.length)
        .put(content)
        .array();
  }

  private static byte[] resource(int number, byte[] content) {
    return ByteBuffer.allocate(12 + content.length + (content.length & 1))
        .put("8BIM".getBytes(UTF_8))
        .putShort((short) number)
        .putShort((short) 0)
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** One entry: the orientation. */
  private static byte[] exif() {
    return ByteBuffer.allocate(6 + 8 + 2 + 12 + 4)
        .put("Exif\0\0MM\0*".getBytes(UTF_8))
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 6)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
