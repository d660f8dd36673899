package io.proofline.console.picture;

import io.proofline.console.picture.PictureAnswer.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;

/**
 * Pictures in a directory, of which those that were not shown for the longest time are deleted once
 * they are too large together. Thread-safe.
 */
final class PictureFiles {

  /** Types that a browser shows and that hold no script, by the end of the file's name. */
  private static final Map<String, MediaType> TYPES =
      Map.of(
          ".jpg", MediaType.IMAGE_JPEG,
          ".png", MediaType.IMAGE_PNG,
          ".gif", MediaType.IMAGE_GIF,
          ".webp", MediaType.parseMediaType("image/webp"),
          ".avif", MediaType.parseMediaType("image/avif"));

  private static final double KEPT_SHARE = 0.9;
  private static final long USE_RECORDED_EVERY_SECONDS = 3600;

  private final Path directory;
  private final long largestSum;
  private final InstantSource clock;
  private long sum;

  PictureFiles(Path directory, long largestSum, InstantSource clock) {
    this.directory = directory;
    this.largestSum = largestSum;
    this.clock = clock;
    try {
      Files.createDirectories(directory);
      sum = files().stream().mapToLong(StoredPicture::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Can't use the directory of pictures %s (proofline.console.pictures.directory)"
              .formatted(directory),
          e);
    }
  }

  private record StoredPicture(Path file, long size, Instant usedAt) {}

  static boolean isPicture(MediaType type) {
    return TYPES.values().stream().anyMatch(known -> known.equalsTypeAndSubtype(type));
  }

  Optional<PictureAnswer> find(PictureKey key) {
    return TYPES.entrySet().stream()
        .map(type -> new Found(directory.resolve(key.fileName() + type.getKey()), type.getValue()))
        .filter(found -> Files.exists(found.file()))
        .<PictureAnswer>map(this::used)
        .findFirst();
  }

  private Found used(Found found) {
    try {
      var now = clock.instant();
      var usedAt = Files.getLastModifiedTime(found.file()).toInstant();
      if (usedAt.plusSeconds(USE_RECORDED_EVERY_SECONDS).isBefore(now)) {
        Files.setLastModifiedTime(found.file(), FileTime.from(now));
      }
    } catch (IOException _) {
      // deleted meanwhile: the answer is then that there is no such file
    }
    return found;
  }

  /** Stores a picture whole or not at all. */
  synchronized PictureAnswer store(PictureKey key, MediaType type, byte[] content)
      throws IOException {
    var ending =
        TYPES.entrySet().stream()
            .filter(known -> known.getValue().equalsTypeAndSubtype(type))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    var file = directory.resolve(key.fileName() + ending);
    var part = Files.createTempFile(directory, "part-", "");
    try {
      Files.write(part, content);
      sum += content.length - (Files.exists(file) ? Files.size(file) : 0);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    if (sum > largestSum) {
      deleteOldest();
    }
    return new Found(file, type);
  }

  private void deleteOldest() throws IOException {
    var oldestFirst = files().stream().sorted(Comparator.comparing(StoredPicture::usedAt)).toList();
    sum = oldestFirst.stream().mapToLong(StoredPicture::size).sum();
    for (var picture : oldestFirst) {
      if (sum <= largestSum * KEPT_SHARE) {
        return;
      }
      Files.deleteIfExists(picture.file());
      sum -= picture.size();
    }
  }

  private List<StoredPicture> files() throws IOException {
    try (var all = Files.list(directory)) {
      return all.filter(Files::isRegularFile).flatMap(file -> stored(file).stream()).toList();
    }
  }

  private static Optional<StoredPicture> stored(Path file) {
    try {
      return Optional.of(
          new StoredPicture(file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
