package io.proofline.workers.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For every structure of a JPEG, a write changes its texts and nothing else. */
class JpegStructurePropertiesTest {

  private static final MetadataEdit EDIT =
      new MetadataEdit(Map.of("caption", "New"), List.of("one", "two, three"));

  @Property(tries = 200)
  void other_segments_survive_a_write_and_the_picture_is_the_same(
      @ForAll("parts") List<Part> parts, @ForAll boolean behindTable, @ForAll boolean ended)
      throws IOException {
    var bytes = parts.stream().map(Part::bytes).toArray(byte[][]::new);
    var file = behindTable ? OddJpegs.jpegWithPartsBehindTable(bytes) : OddJpegs.jpeg(bytes);
    file = ended ? file : java.util.Arrays.copyOf(file, file.length - 2);

    var after = written(file);

    assertThat(FileHashes.of(new ByteArrayInputStream(after)).imageData())
        .isEqualTo(FileHashes.of(new ByteArrayInputStream(file)).imageData());
    assertThat(others(after)).isEqualTo(others(file));
    assertThat(new String(after, StandardCharsets.ISO_8859_1)).doesNotContain(OddJpegs.OLD);
    assertThat(written(after)).isEqualTo(after);
  }

  /** A part of a file's head. */
  record Part(String kind, byte[] bytes) {
    @Override
    public String toString() {
      return kind + "(" + bytes.length + ")";
    }
  }

  @Provide
  Arbitrary<List<Part>> parts() {
    var content = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    var markers = Arbitraries.of(0xe2, 0xe3, 0xe4, 0xe5, 0xe8, 0xec, 0xed, 0xef, 0xfe);
    var other =
        Combinators.combine(markers, content)
            .as((marker, bytes) -> new Part("other", OddJpegs.segment(marker, bytes)));
    var stray =
        Arbitraries.integers().between(1, 4).map(count -> new Part("stray bytes", new byte[count]));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, other),
            net.jqwik.api.Tuple.of(1, stray),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new Part("fill", new byte[] {(byte) 0xff}))),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(new Part("XMP", OddJpegs.xmp()))),
            net.jqwik.api.Tuple.of(
                1,
                Arbitraries.just(
                    new Part("IPTC", OddJpegs.app13(OddJpegs.iptcResource(OddJpegs.iptc()))))))
        .list()
        .ofMaxSize(12)
        .filter(list -> list.isEmpty() || !list.getLast().kind().equals("fill"));
  }

  private static byte[] written(byte[] file) throws IOException {
    var from = Files.createTempFile("from", ".jpg");
    var to = Files.createTempFile("to", ".jpg");
    try {
      Files.write(from, file);
      assertThat(MetadataWriter.copy(from, to, EDIT)).isEqualTo(new MetadataCopy.Written());
      return Files.readAllBytes(to);
    } finally {
      Files.delete(from);
      Files.delete(to);
    }
  }

  /** All segments but those of XMP and of Photoshop's resources. */
  private static List<String> others(byte[] file) throws IOException {
    var others = new ArrayList<String>();
    var reader = new HashingReader(new ByteArrayInputStream(file), FileHashes.digest());
    JpegReader.Visitor visitor =
        segment -> {
          if (!segment.is(0xe1, XmpSegments.PACKET) && !segment.is(0xed, "Photoshop 3.0\0")) {
            others.add(
                segment.marker() + new String(segment.content(), StandardCharsets.ISO_8859_1));
          }
        };
    new JpegReader(reader, visitor).read();
    return others;
  }
}
