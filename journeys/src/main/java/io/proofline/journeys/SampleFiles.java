package io.proofline.journeys;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;

/** Generates files for uploads: a small JPEG with its own pixels for each name, and PDFs. */
public final class SampleFiles {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;
  private static final int DOTS = 12;

  private SampleFiles() {}

  /** Eight random characters that make a name unique. */
  static String uniqueSuffix() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /** Draws dots seeded by the name. Letters would need fonts, which some servers lack. */
  public static byte[] jpeg(String name) {
    var random = new Random(name.hashCode());
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(colour(random));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    for (int dot = 0; dot < DOTS; dot++) {
      pen.setColor(colour(random));
      pen.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), 60, 60);
    }
    pen.dispose();
    return written(image);
  }

  /** A minimal PDF with its own content. */
  static byte[] pdf(String name) {
    return "%%PDF-1.4%n%% %s%n%%%%EOF%n".formatted(name).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether two files have the same pixels; metadata is ignored. */
  static boolean showSameImage(byte[] one, byte[] other) {
    return Arrays.equals(pixels(one), pixels(other));
  }

  private static int[] pixels(byte[] file) {
    try {
      var image = ImageIO.read(new ByteArrayInputStream(file));
      return image == null
          ? new int[0]
          : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Color colour(Random random) {
    return Color.getHSBColor(random.nextFloat(), 0.5f, 0.7f);
  }

  private static byte[] written(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
