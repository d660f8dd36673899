package io.proofline.sandbox.picture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Smaller JPEGs of stored originals, the last few hundred kept in memory. */
public final class Renditions {
  /** How a picture is scaled to its box. */
  public enum Mode {
    FIT,
    FILL
  }

  private record Size(String original, Mode mode, int width, int height) {}

  private static final int KEPT = 400;
  private static final int LARGEST = 3000;

  private final ContentAddressedStore contentAddressedStore;
  private final Map<Size, byte[]> made =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Size, byte[]> eldest) {
              return size() > KEPT;
            }
          });

  public Renditions(ContentAddressedStore contentAddressedStore) {
    this.contentAddressedStore = contentAddressedStore;
  }

  /** The rendition; empty if the original is not a picture. */
  public Optional<byte[]> of(String original, Mode mode, int width, int height) {
    var size =
        new Size(original, mode, Math.clamp(width, 1, LARGEST), Math.clamp(height, 1, LARGEST));
    var kept = made.get(size);
    return kept != null ? Optional.of(kept) : make(size);
  }

  private Optional<byte[]> make(Size size) {
    var jpeg =
        DecodedImage.decode(contentAddressedStore.read(size.original()))
            .map(decodedImage -> render(decodedImage, size));
    jpeg.ifPresent(bytes -> made.put(size, bytes));
    return jpeg;
  }

  private static byte[] render(DecodedImage decodedImage, Size size) {
    return switch (size.mode()) {
      case FIT -> decodedImage.fit(size.width(), size.height());
      case FILL -> decodedImage.fill(size.width(), size.height());
    };
  }
}
