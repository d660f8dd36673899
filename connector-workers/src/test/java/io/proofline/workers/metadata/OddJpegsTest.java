package io.proofline.workers.metadata;

import static io.proofline.workers.metadata.OddJpegs.app13;
import static io.proofline.workers.metadata.OddJpegs.caption;
import static io.proofline.workers.metadata.OddJpegs.dataset;
import static io.proofline.workers.metadata.OddJpegs.iptc;
import static io.proofline.workers.metadata.OddJpegs.iptcResource;
import static io.proofline.workers.metadata.OddJpegs.joined;
import static io.proofline.workers.metadata.OddJpegs.jpeg;
import static io.proofline.workers.metadata.OddJpegs.jpegWithPartsBehindTable;
import static io.proofline.workers.metadata.OddJpegs.longDataset;
import static io.proofline.workers.metadata.OddJpegs.multiPictureIndex;
import static io.proofline.workers.metadata.OddJpegs.oldCaption;
import static io.proofline.workers.metadata.OddJpegs.packet;
import static io.proofline.workers.metadata.OddJpegs.resource;
import static io.proofline.workers.metadata.OddJpegs.rest;
import static io.proofline.workers.metadata.OddJpegs.segment;
import static io.proofline.workers.metadata.OddJpegs.text;
import static io.proofline.workers.metadata.OddJpegs.whole;
import static io.proofline.workers.metadata.OddJpegs.xmp;
import static io.proofline.workers.metadata.OddJpegs.xmpSegment;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.iptc.IptcDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JPEGs with unusual structures of real files: each is changed completely, or not at all. */
class OddJpegsTest {

  private static final String DC = "http://purl.org/dc/elements/1.1/";
  private static final String MY = "http://example.com/my/1.0/";
  private static final String NEW = "New caption ä 🍾";
  private static final MetadataEdit EDIT =
      new MetadataEdit(Map.of("caption", NEW), List.of("Smith, John", "a;b"));

  @TempDir private Path directory;

  static Stream<Arguments> readable() {
    var fill = new byte[] {(byte) 0xff, (byte) 0xff};
    var odd = joined(iptc(), dataset(2, 12, text("cd")), dataset(2, 12, text("c")));
    var block = iptcResource(iptc());
    var body = rest();
    return Stream.of(
        file("plain segments", jpeg(xmp(), app13(block))),
        file("fill bytes", jpeg(fill, xmp(), fill, app13(block))),
        file("stray bytes", jpeg(xmp(), new byte[3], app13(block), new byte[2])),
        file("segments after a table", jpegWithPartsBehindTable(xmp(), app13(block))),
        file(
            "no end of image",
            Arrays.copyOf(jpeg(xmp(), app13(block)), jpeg(xmp(), app13(block)).length - 2)),
        file("bytes after its end", joined(jpeg(xmp(), app13(block)), new byte[333])),
        file(
            "resources of other types",
            jpeg(
                app13(
                    resource("PHUT", 0x835, new byte[8]),
                    block,
                    resource("MeSa", 1, new byte[3])))),
        file(
            "an unpadded resource", jpeg(app13(Arrays.copyOf(iptcResource(odd), 12 + odd.length)))),
        file(
            "resources in two segments",
            jpeg(app13(resource("8BIM", 0x3ed, new byte[16])), app13(block))),
        file(
            "a resource across segments",
            jpeg(
                app13(Arrays.copyOf(block, 20)),
                app13(Arrays.copyOfRange(block, 20, block.length)))),
        file("two IPTC blocks", jpeg(app13(block, iptcResource(oldCaption())))),
        file(
            "two XMP packets",
            jpeg(xmp(), xmpSegment(packet("", caption() + "<my:Own>mine</my:Own>")))),
        file("zeros behind IPTC", jpeg(app13(iptcResource(joined(iptc(), new byte[7]))))),
        file("no metadata", joined(Arrays.copyOf(whole(), 20), body)));
  }

  private static Arguments file(String name, byte[] bytes) {
    return Arguments.of(name, bytes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void a_readable_file_has_the_new_texts_only_and_the_same_picture(String name, byte[] file)
      throws Exception {
    var after = written(file);

    assertThat(picture(after)).isEqualTo(picture(file));
    assertThat(new String(after, ISO_8859_1)).doesNotContain(OddJpegs.OLD);
    var iptc = read(after).getFirstDirectoryOfType(IptcDirectory.class);
    assertThat(iptc.getString(IptcDirectory.TAG_CAPTION)).isEqualTo(NEW);
    assertThat(iptc.getKeywords()).containsExactly("Smith, John", "a;b");
    assertThat(xmpCaption(after)).isEqualTo(NEW);
    assertThat(written(after)).isEqualTo(after);
    if (new String(file, ISO_8859_1).contains("Kiel")) {
      assertThat(new String(after, ISO_8859_1)).contains("Kiel");
    }
  }

  static Stream<Arguments> unreadable() {
    var c2pa = segment(0xeb, text("JP\0\1\0\0\0\1\0\0\0\30jumbjumdc2pa"));
    return Stream.of(
        refused(
            "a property twice",
            jpeg(
                xmpSegment(
                    packet(" photoshop:City=\"Kiel\"", "<photoshop:City>Kiel</photoshop:City>"))),
            "XMP packet"),
        refused(
            "a packet that is cut short",
            jpeg(xmpSegment(packet("", caption()).substring(0, 450))),
            "XMP packet"),
        refused(
            "an older name of a property",
            jpeg(xmpSegment(packet(" tiff:ImageDescription=\"OLD caption\"", ""))),
            "older name"),
        refused(
            "an extension that is missing",
            jpeg(xmpSegment(packet(" xmpNote:HasExtendedXMP=\"" + "A".repeat(32) + "\"", ""))),
            "incomplete"),
        refused(
            "bytes between datasets",
            jpeg(app13(iptcResource(joined(oldCaption(), new byte[1], iptc())))),
            "no dataset"),
        refused(
            "a dataset that is cut short",
            jpeg(app13(iptcResource(Arrays.copyOf(iptc(), 20)))),
            "cut short"),
        refused(
            "an unknown character set",
            jpeg(app13(iptcResource(joined(dataset(1, 90, text("\033$)C")), iptc())))),
            "character set"),
        refused(
            "resources that are cut short",
            jpeg(app13(Arrays.copyOf(iptcResource(iptc()), 30))),
            "cut short"),
        refused("a signature of its bytes", jpeg(c2pa, xmp()), "content credentials"),
        refused(
            "an impossible length",
            jpeg(new byte[] {(byte) 0xff, (byte) 0xe4, 0, 0}, xmp()),
            "impossible length"),
        refused(
            "a broken index of pictures",
            jpeg(segment(0xe2, text("MPF\0II*\0"))),
            "multi-picture"));
  }

  private static Arguments refused(String name, byte[] file, String reason) {
    return Arguments.of(name, file, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void an_unreadable_file_is_refused_with_the_reason(String name, byte[] file, String reason)
      throws Exception {
    var to = directory.resolve("to");
    assertThat(MetadataWriter.copy(Files.write(directory.resolve("from"), file), to, EDIT))
        .isInstanceOfSatisfying(
            MetadataCopy.Refused.class, it -> assertThat(it.reason()).contains(reason));
    assertThat(to).doesNotExist();
    assertThat(picture(file)).isEqualTo(picture(whole()));
  }

  @Test
  void resources_of_other_types_keep_their_bytes() throws Exception {
    var other = resource("PHUT", 0x835, text("own data"));
    var file = jpeg(app13(resource("8BIM", 0x3ed, new byte[16]), other, iptcResource(iptc())));
    assertThat(new String(written(file), ISO_8859_1)).contains(new String(other, ISO_8859_1));
  }

  @Test
  void binary_and_long_datasets_keep_their_bytes() throws Exception {
    var preview = new byte[1024];
    for (int i = 0; i < preview.length; i++) {
      preview[i] = (byte) i;
    }
    var sets = joined(dataset(2, 202, preview), longDataset(240, new byte[40_000]));
    var after = written(jpeg(app13(iptcResource(joined(iptc(), sets)))));
    assertThat(new String(after, ISO_8859_1)).contains(new String(sets, ISO_8859_1));
  }

  @Test
  void texts_are_read_in_the_declared_character_set() throws Exception {
    var latin1 = joined(dataset(1, 90, text("\033.A")), dataset(2, 90, text("Â§ 5")));
    assertThat(city(written(jpeg(app13(iptcResource(latin1)))))).isEqualTo("Â§ 5");
    var undeclared = dataset(2, 90, text("Köln"));
    assertThat(city(written(jpeg(app13(iptcResource(undeclared)))))).isEqualTo("Köln");
    var long1 = dataset(2, 90, text("ü".repeat(20_000)));
    assertThat(new String(written(jpeg(app13(iptcResource(long1)))), UTF_8))
        .contains("ü".repeat(20_000));
  }

  @Test
  void the_index_of_a_multi_picture_file_finds_its_second_picture() throws Exception {
    for (boolean indexFirst : List.of(true, false)) {
      var second = whole();
      int head = 20 + (indexFirst ? 0 : xmp().length) + 8;
      int size = jpeg(xmp(), multiPictureIndex(0, 0, 0)).length;
      var index = multiPictureIndex(size, size - head, second.length);
      var first = indexFirst ? jpeg(index, xmp()) : jpeg(xmp(), index);
      var after = written(joined(first, second));

      int header = new String(after, ISO_8859_1).indexOf("MPF\0") + 4;
      var entries = java.nio.ByteBuffer.wrap(after).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      int at = header + entries.getInt(header + 50 + 16 + 8);
      assertThat(Arrays.copyOfRange(after, at, after.length)).isEqualTo(second);
      assertThat(entries.getInt(header + 50 + 4)).isEqualTo(at);
    }
  }

  @Test
  void a_packet_that_outgrows_its_segment_continues_in_an_extension() throws Exception {
    var history = "h".repeat(64_400);
    var file = jpeg(xmpSegment(packet("", caption() + "<my:History>" + history + "</my:History>")));

    var after = written(file);

    assertThat(picture(after)).isEqualTo(picture(file));
    assertThat(new String(after, ISO_8859_1)).contains("http://ns.adobe.com/xmp/extension/\0");
    var found =
        read(after).getDirectoriesOfType(XmpDirectory.class).stream()
            .map(XmpDirectory::getXMPMeta)
            .filter(xmp -> xmp.doesPropertyExist(MY, "History"))
            .toList();
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().getPropertyString(MY, "History")).isEqualTo(history);
    assertThat(xmpCaption(after)).isEqualTo(NEW);
    var again = written(after);
    assertThat(new String(again, ISO_8859_1)).contains(history);
    assertThat(xmpCaption(again)).isEqualTo(NEW);
  }

  @Test
  void a_cut_scan_has_a_picture_that_a_write_does_not_change() throws Exception {
    var cut = Arrays.copyOf(jpeg(xmp()), jpeg(xmp()).length - 40);
    assertThat(picture(cut)).isNotEqualTo(FileHashes.of(new ByteArrayInputStream(cut)).sha256());
    assertThat(picture(written(cut))).isEqualTo(picture(cut));
  }

  @Test
  void stray_bytes_do_not_make_a_picture_of_a_file_without_one() throws Exception {
    for (var end : List.of("one", "two")) {
      var file =
          joined(
              new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, text(end), text("\u00ff\u00d9"));
      var hashes = FileHashes.of(new ByteArrayInputStream(file));
      assertThat(hashes.imageData().sha256()).isEqualTo(hashes.sha256());
    }
  }

  private byte[] written(byte[] file) throws Exception {
    var from = Files.write(directory.resolve("from"), file);
    var to = directory.resolve("to");
    assertThat(MetadataWriter.copy(from, to, EDIT)).isEqualTo(new MetadataCopy.Written());
    return Files.readAllBytes(to);
  }

  private static String picture(byte[] file) throws Exception {
    return FileHashes.of(new ByteArrayInputStream(file)).imageData().sha256();
  }

  private static Metadata read(byte[] file) throws Exception {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
  }

  private static String city(byte[] file) throws Exception {
    return read(file)
        .getFirstDirectoryOfType(IptcDirectory.class)
        .getString(IptcDirectory.TAG_CITY);
  }

  private static String xmpCaption(byte[] file) throws Exception {
    var xmp = read(file).getFirstDirectoryOfType(XmpDirectory.class).getXMPMeta();
    return xmp.getLocalizedText(DC, "description", null, "x-default").getValue();
  }
}
