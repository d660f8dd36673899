package io.proofline.sandbox.picture;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.ImageInputStream;

/** A decoded picture that can be scaled down and written as JPEG. */
public final class DecodedImage {
  private static final float QUALITY = 0.85f;

  private final BufferedImage pixels;

  private DecodedImage(BufferedImage pixels) {
    this.pixels = pixels;
  }

  /** The picture, or empty if the bytes cannot be decoded. */
  public static Optional<DecodedImage> decode(byte[] file) {
    try {
      return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(file)))
          .map(DecodedImage::new);
    } catch (IOException | RuntimeException _) { // damaged files fail in many ways
      return Optional.empty();
    }
  }

  /** Width and height from the file's header, without decoding the pixels. */
  public static Optional<Dimension> measure(byte[] file) {
    try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      var readers = ImageIO.getImageReaders(input);
      return readers.hasNext() ? Optional.of(measure(readers.next(), input)) : Optional.empty();
    } catch (IOException | RuntimeException _) { // damaged files fail in many ways
      return Optional.empty();
    }
  }

  private static Dimension measure(ImageReader reader, ImageInputStream input) throws IOException {
    try {
      reader.setInput(input);
      return new Dimension(reader.getWidth(0), reader.getHeight(0));
    } finally {
      reader.dispose();
    }
  }

  public int width() {
    return pixels.getWidth();
  }

  public int height() {
    return pixels.getHeight();
  }

  /** JPEG that fits into the box, never larger than the picture. */
  public byte[] fit(int boxWidth, int boxHeight) {
    var scale = Math.min(1.0, Math.min(boxWidth / (double) width(), boxHeight / (double) height()));
    return jpeg(scaled(scale));
  }

  /** JPEG that fills the box; the excess is cropped evenly on both sides. */
  public byte[] fill(int boxWidth, int boxHeight) {
    var scale = Math.max(boxWidth / (double) width(), boxHeight / (double) height());
    var large = scaled(scale);
    var cutWidth = Math.min(boxWidth, large.getWidth());
    var cutHeight = Math.min(boxHeight, large.getHeight());
    return jpeg(
        large.getSubimage(
            (large.getWidth() - cutWidth) / 2,
            (large.getHeight() - cutHeight) / 2,
            cutWidth,
            cutHeight));
  }

  /** Scales by halves first: one big step would cause aliasing. */
  private BufferedImage scaled(double scale) {
    var image = pixels;
    var targetWidth = Math.max(1, (int) Math.round(width() * scale));
    var targetHeight = Math.max(1, (int) Math.round(height() * scale));
    while (image.getWidth() / 2 > targetWidth && image.getHeight() / 2 > targetHeight) {
      image = redraw(image, image.getWidth() / 2, image.getHeight() / 2);
    }
    return redraw(image, targetWidth, targetHeight);
  }

  private static BufferedImage redraw(BufferedImage image, int width, int height) {
    var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return drawn;
  }

  private static byte[] jpeg(BufferedImage image) {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var bytes = new ByteArrayOutputStream();
        var out = ImageIO.createImageOutputStream(bytes)) {
      var param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }
}
