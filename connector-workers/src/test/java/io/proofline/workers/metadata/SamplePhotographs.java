package io.proofline.workers.metadata;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Real photographs, and copies with changed segments, chunks or pixels. */
public final class SamplePhotographs {

  private static final Path DIRECTORY = Path.of("../sandbox/src/main/resources/photos");

  private SamplePhotographs() {}

  /** The names of all photographs. */
  public static List<String> names() {
    try (var files = Files.list(DIRECTORY)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".jpg"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A photograph's bytes. */
  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(DIRECTORY.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy with one more segment right after the start. */
  public static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(segment(marker, content));
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** A copy without application segments and comments before the first scan. */
  static byte[] withoutSegments(byte[] jpeg) {
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xda) {
      int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
      int marker = jpeg[at + 1] & 0xff;
      if (marker != 0xfe && (marker & 0xf0) != 0xe0) {
        out.write(jpeg, at, length);
      }
      at += length;
    }
    out.write(jpeg, at, jpeg.length - at);
    return out.toByteArray();
  }

  static byte[] segment(int marker, byte[] content) {
    return ByteBuffer.allocate(4 + content.length)
        .putShort((short) (0xff00 | marker))
        .putShort((short) (2 + content.length))
        .put(content)
        .array();
  }

  /** A copy with one more chunk right after the header. */
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    int header = 8 + 25;
    var out = new ByteArrayOutputStream();
    out.write(png, 0, header);
    out.writeBytes(chunk(type, content));
    out.write(png, header, png.length - header);
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte[] content) {
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) checksum.getValue())
        .array();
  }

  static BufferedImage decoded(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy with one inverted pixel. */
  static BufferedImage withOtherPixel(BufferedImage image) {
    image.setRGB(11, 7, image.getRGB(11, 7) ^ 0xffffff);
    return image;
  }

  public static byte[] encoded(BufferedImage image, String form) {
    return encoded(image, form, false);
  }

  static byte[] encoded(BufferedImage image, String form, boolean progressive) {
    var out = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName(form).next();
    try (var target = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(target);
      var how = writer.getDefaultWriteParam();
      if (progressive) {
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
