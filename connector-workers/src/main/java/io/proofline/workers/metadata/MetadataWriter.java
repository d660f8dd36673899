package io.proofline.workers.metadata;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Embeds IPTC texts in JPEG files while it copies them, in both of IPTC's formats: IIM and XMP. Old
 * texts are replaced; the picture and all other metadata stay. If a block can't be parsed
 * completely, nothing is written, as an old text would stay beside a new one. Files of any size are
 * copied without being held in memory.
 */
public final class MetadataWriter {

  /** An insertion comes before the replacement of the segment at its offset. */
  private static final Comparator<Splice> ORDER =
      Comparator.comparingLong(Splice::from).thenComparingLong(Splice::to);

  private MetadataWriter() {}

  /** Copies a JPEG with these texts. */
  public static MetadataCopy copy(Path from, Path to, MetadataEdit edit) throws IOException {
    try {
      var metadata = JpegMetadata.read(from);
      write(from, to, metadata.splices(edit));
      return new MetadataCopy.Written();
    } catch (HashingReader.TruncatedFileException _) {
      return new MetadataCopy.OtherFormat();
    } catch (UnreadableMetadataException e) {
      return new MetadataCopy.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static void write(Path from, Path to, List<Splice> splices) throws IOException {
    try (var in = Files.newInputStream(from);
        var out = new BufferedOutputStream(Files.newOutputStream(to))) {
      long at = 0;
      for (var splice : splices.stream().sorted(ORDER).toList()) {
        copy(in, out, splice.from() - at);
        out.write(splice.bytes());
        in.skipNBytes(splice.to() - splice.from());
        at = splice.to();
      }
      in.transferTo(out);
    }
  }

  private static void copy(InputStream in, OutputStream out, long count) throws IOException {
    for (long left = count; left > 0; ) {
      var bytes = in.readNBytes((int) Math.min(left, 1 << 16));
      if (bytes.length == 0) {
        throw new IOException("the file changed while it was copied");
      }
      out.write(bytes);
      left -= bytes.length;
    }
  }
}
