package io.proofline.standalone.soak;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/** Small real JPEGs, no two of them alike. */
final class Pictures {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;

  private final RandomGenerator random;

  Pictures(RandomGenerator random) {
    this.random = random;
  }

  byte[] next() {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var brush = image.createGraphics();
    brush.setPaint(new GradientPaint(0, 0, colour(), WIDTH, HEIGHT, colour()));
    brush.fillRect(0, 0, WIDTH, HEIGHT);
    for (int i = 0; i < 12; i++) {
      brush.setColor(colour());
      brush.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), 40, 40);
    }
    brush.dispose();
    return jpeg(image);
  }

  private Color colour() {
    return new Color(random.nextInt(1 << 24));
  }

  private static byte[] jpeg(BufferedImage image) {
    try {
      var out = new ByteArrayOutputStream();
      ImageIO.write(image, "jpeg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not refuse a picture", e);
    }
  }
}
