package io.proofline.standalone.journey;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.imageio.ImageIO;

/** Files that people in journeys bring: small JPEGs, each another. */
final class Pictures {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;

  private Pictures() {}

  /** A few letters that make a name the only one. */
  static String mark() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /** The text on a colour of its own. */
  static byte[] jpeg(String text) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(Color.getHSBColor(Math.floorMod(text.hashCode(), 360) / 360f, 0.5f, 0.6f));
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    pen.setColor(Color.WHITE);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 24));
    pen.drawString(text, 24, HEIGHT / 2);
    pen.dispose();
    return written(image);
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
