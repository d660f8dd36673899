package io.proofline.workers.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.tika.Tika;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/**
 * Detects the media types of files by their bytes, and knows the file extensions of media types.
 * Apache Tika has the table; containers of the ISO base media format (MP4, HEIC, AVIF) are
 * distinguished here by all of their brands.
 */
public final class MediaTypes {

  /** The type of a file whose format is unknown. */
  public static final String UNKNOWN = "application/octet-stream";

  private static final Tika TIKA = new Tika();
  private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

  /** Where the usual extension isn't the first of Tika's. */
  private static final Map<String, String> USUAL_EXTENSIONS =
      Map.of("image/tiff", "tif", "video/quicktime", "mov", "application/postscript", "eps");

  /** Extensions that Tika doesn't know. */
  private static final Map<String, List<String>> MORE_EXTENSIONS =
      Map.of(
          "image/vnd.adobe.photoshop", List.of("psb"),
          "video/mp4", List.of("m4v"),
          "image/heif", List.of("hif", "heic"),
          "image/heic", List.of("heif", "hif"));

  /** Formats of which the bytes show the container only. */
  private static final List<String> CONTAINERS =
      List.of(
          "application/zip",
          "application/x-tika-ooxml",
          "application/x-tika-msoffice",
          "application/xml",
          "text/plain");

  private static final List<String> DOCUMENTS =
      List.of(
          "pdf",
          "postscript",
          "illustrator",
          "indesign",
          "msword",
          "ms-excel",
          "ms-powerpoint",
          "officedocument",
          "opendocument",
          "zip",
          "rtf",
          "photoshop");

  private MediaTypes() {}

  /**
   * The media type of a file.
   *
   * @param declared the sender's, used if the bytes don't show the type; may be malformed
   */
  public static String detect(Path file, String declared) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(1 << 16);
      var brands = brands(in.readNBytes(256));
      in.reset();
      var detected = TYPES.detect(in, new Metadata());
      var type = brands.isEmpty() ? detected.toString() : ofBrands(brands, detected.toString());
      var stated = MediaType.parse(declared);
      return stated != null && isContainerOf(type, stated) ? stated.getBaseType().toString() : type;
    }
  }

  /** The major and the compatible brands of an ISO base media file; none for other files. */
  private static List<String> brands(byte[] head) {
    if (head.length < 12 || !new String(head, 4, 4, StandardCharsets.US_ASCII).equals("ftyp")) {
      return List.of();
    }
    int end = Math.min(head.length, ((head[2] & 0xff) << 8) | (head[3] & 0xff));
    var others = Stream.iterate(16, at -> at + 4 <= end, at -> at + 4).map(at -> brand(head, at));
    return Stream.concat(Stream.of(brand(head, 8)), others).toList();
  }

  private static String brand(byte[] head, int at) {
    return new String(head, at, 4, StandardCharsets.US_ASCII);
  }

  /** Tika compares the major brand only, and takes unknown ones for QuickTime. */
  private static String ofBrands(List<String> brands, String detected) {
    var major = brands.getFirst();
    var image = Set.of("mif1", "msf1", "miaf").contains(major);
    if (major.startsWith("avi") || (image && hasAny(brands, Set.of("avif", "avis")))) {
      return "image/avif";
    }
    var heic = Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");
    if (heic.contains(major) || (image && hasAny(brands, heic))) {
      return "image/heic";
    }
    if (image) {
      return "image/heif";
    }
    return detected.equals("video/quicktime") && !major.equals("qt  ") ? "video/mp4" : detected;
  }

  private static boolean hasAny(List<String> brands, Set<String> wanted) {
    return brands.stream().anyMatch(wanted::contains);
  }

  private static boolean isContainerOf(String type, MediaType special) {
    return type.equals(UNKNOWN)
        || (CONTAINERS.contains(type)
            && TYPES.getMediaTypeRegistry().isSpecializationOf(special, MediaType.parse(type)));
  }

  /** Whether a text is the extension of files that a library holds. */
  public static boolean isExtension(String text) {
    if (!text.matches("[A-Za-z0-9]{2,5}")) {
      return false;
    }
    var type = ofExtension(text);
    return type.matches("(image|video|audio)/.*") || DOCUMENTS.stream().anyMatch(type::contains);
  }

  /** Whether files of this type have this extension. */
  public static boolean fits(String mediaType, String extension) {
    var lower = extension.toLowerCase(Locale.ROOT);
    var own = MediaType.parse(ofExtension(extension));
    return mediaType.equals(UNKNOWN)
        || extensions(mediaType).contains(lower)
        || isContainerOf(mediaType, own);
  }

  /** The usual extension of a type, without its dot; empty for an unknown type. */
  public static String extension(String mediaType) {
    return USUAL_EXTENSIONS.getOrDefault(
        mediaType, tikaExtensions(mediaType).findFirst().orElse(""));
  }

  private static Set<String> extensions(String mediaType) {
    var all = new HashSet<>(MORE_EXTENSIONS.getOrDefault(mediaType, List.of()));
    tikaExtensions(mediaType).forEach(all::add);
    return all;
  }

  private static Stream<String> tikaExtensions(String mediaType) {
    try {
      return TYPES.forName(mediaType).getExtensions().stream()
          .map(extension -> extension.replaceFirst("^\\.", ""));
    } catch (MimeTypeException _) {
      return Stream.empty();
    }
  }

  private static String ofExtension(String extension) {
    var lower = extension.toLowerCase(Locale.ROOT);
    return MORE_EXTENSIONS.entrySet().stream()
        .filter(entry -> entry.getValue().contains(lower))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> TIKA.detect("file." + lower));
  }
}
