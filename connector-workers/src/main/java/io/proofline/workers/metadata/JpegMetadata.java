package io.proofline.workers.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The metadata segments of a JPEG file that a change of its texts touches or depends on. */
final class JpegMetadata implements JpegReader.Visitor {

  private static final int APP0 = 0xe0;
  private static final int APP1 = XmpSegments.APP1;
  private static final int APP11 = 0xeb;
  private static final int APP13 = 0xed;
  private static final String PHOTOSHOP = "Photoshop 3.0\0";
  private static final String OLD_PHOTOSHOP = "Adobe_Photoshop2.5:";
  private static final int TRAILER_BYTES = 12;

  /** More is no photograph's metadata, and is not held in memory. */
  private static final long MAX_BYTES = 64 << 20;

  private final List<JpegSegment> packets = new ArrayList<>();
  private final List<JpegSegment> extensions = new ArrayList<>();
  private final List<JpegSegment> photoshop = new ArrayList<>();
  private final List<JpegSegment> exif = new ArrayList<>();
  private final List<JpegSegment> indexes = new ArrayList<>();
  private long insertAt = 2;
  private long bytes;
  private boolean onlyHeadSoFar = true;
  private boolean scanSeen;
  private String obstacle = "";

  private JpegMetadata() {}

  /**
   * Reads a file's segments.
   *
   * @throws HashingReader.TruncatedFileException if it is no JPEG
   */
  static JpegMetadata read(Path file) throws IOException {
    var metadata = new JpegMetadata();
    try (var in = Files.newInputStream(file)) {
      var reader = new HashingReader(in, FileHashes.digest());
      if (!reader.startsWith(new JpegImageDataReader(FileHashes.digest()).signature())) {
        throw new HashingReader.TruncatedFileException("the file is no JPEG");
      }
      new JpegReader(reader, metadata).read();
    }
    metadata.readTrailer(file);
    return metadata;
  }

  @Override
  public void onSegment(JpegSegment segment) {
    if (onlyHeadSoFar && mustComeFirst(segment)) {
      insertAt = segment.end();
    } else {
      onlyHeadSoFar = false;
    }
    scanSeen |= segment.marker() == JpegReader.START_OF_SCAN;
    if (segment.is(ExifTexts.APP1, ExifTexts.NAME)) {
      keep(segment, exif);
    } else if (segment.is(APP1, XmpSegments.PACKET)) {
      keep(segment, packets);
    } else if (segment.is(APP1, XmpSegments.EXTENSION)) {
      keep(segment, extensions);
    } else if (segment.is(APP13, PHOTOSHOP)) {
      keep(segment, photoshop);
    } else if (segment.is(MultiPictureOffsets.APP2, MultiPictureOffsets.NAME)) {
      keep(segment, indexes);
    } else if (segment.is(APP13, OLD_PHOTOSHOP)) {
      obstacle = "the file has metadata of Photoshop 2.5";
    } else if (isContentCredential(segment)) {
      obstacle = "the file has content credentials, which any change would invalidate";
    }
  }

  @Override
  public void onImpossibleLength() {
    obstacle = "a segment of the file has an impossible length, at which some readers stop";
  }

  private void keep(JpegSegment segment, List<JpegSegment> list) {
    bytes += segment.content().length;
    if (scanSeen) {
      obstacle = "the file has metadata between its scans";
    } else if (bytes > MAX_BYTES) {
      obstacle = "the file has more than 64 MB of metadata";
    } else {
      list.add(segment);
    }
  }

  /** JFIF and Exif must each be the first; nothing is inserted before them. */
  private static boolean mustComeFirst(JpegSegment segment) {
    return segment.marker() == APP0 || segment.is(APP1, "Exif\0");
  }

  /** A JUMBF box of C2PA: it signs a hash of the file. */
  private static boolean isContentCredential(JpegSegment segment) {
    return segment.is(APP11, "JP")
        && new String(segment.content(), StandardCharsets.ISO_8859_1).contains("c2pa");
  }

  /** A trailer of AXS File Concatenation Protocol has offsets from the start of the file. */
  private void readTrailer(Path file) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(Math.max(0, in.length() - TRAILER_BYTES));
      var start = new byte[4];
      in.readFully(start);
      if (Arrays.equals(start, JpegSegment.ascii("AXS!"))
          || Arrays.equals(start, JpegSegment.ascii("AXS*"))) {
        obstacle = "the file has an AFCP trailer";
      }
    }
  }

  /** The changes of the file that write an edit. */
  List<Splice> splices(MetadataEdit edit) throws UnreadableMetadataException {
    if (!obstacle.isEmpty()) {
      throw new UnreadableMetadataException(obstacle);
    }
    var splices = new ArrayList<>(new XmpSegments(packets, extensions).write(edit, insertAt));
    splices.addAll(photoshopSplices(edit));
    for (var segment : exif) {
      ExifTexts.write(segment, edit).ifPresent(splices::add);
    }
    var corrected = new ArrayList<Splice>();
    for (var index : indexes) {
      corrected.add(MultiPictureOffsets.correct(index, splices));
    }
    splices.addAll(corrected);
    return splices;
  }

  private List<Splice> photoshopSplices(MetadataEdit edit) throws UnreadableMetadataException {
    var contents = photoshop.stream().map(it -> it.contentAfter(PHOTOSHOP)).toList();
    var written = segments(PhotoshopResources.parse(contents).with(edit));
    if (photoshop.isEmpty()) {
      return List.of(new Splice(insertAt, insertAt, written));
    }
    var splices = new ArrayList<Splice>();
    splices.add(Splice.replace(photoshop.getFirst(), written));
    photoshop.stream().skip(1).map(Splice::remove).forEach(splices::add);
    return splices;
  }

  /** Resources that are too long for one segment continue in the next. */
  private static byte[] segments(byte[] resources) {
    int most = JpegSegment.MAX_CONTENT_BYTES - PHOTOSHOP.length();
    var out = new ByteArrayOutputStream();
    for (int at = 0; at < resources.length; at += most) {
      var part = Arrays.copyOfRange(resources, at, Math.min(at + most, resources.length));
      out.writeBytes(JpegSegment.bytes(APP13, PHOTOSHOP, part));
    }
    return out.toByteArray();
  }
}
