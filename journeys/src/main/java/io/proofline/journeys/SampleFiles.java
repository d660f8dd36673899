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

/** Files that people bring: small JPEGs, another for each name. */
public final class SampleFiles {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;
  private static final int DOTS = 12;

  private SampleFiles() {}

  /** A few letters that make a name the only one. */
  static String uniqueSuffix() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /** Dots drawn from the name: letters would need fonts, which not every server has. */
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

  /** A document of its own: as much of a PDF as its first line. */
  static byte[] pdf(String name) {
    return "%%PDF-1.4%n%% %s%n%%%%EOF%n".formatted(name).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether two files show the same, whatever is written beside the picture. */
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
