package io.proofline.workers.files;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.work.TextHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the files under review on disk, up to a size limit; the oldest are evicted first, and files
 * survive a restart. A file is {@code <id>.data} with {@code <id>.json}, which is written last. It
 * is thread-safe; a second process must not use its directory.
 */
public final class Spool {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path directory;
  private final long maxBytes;
  private final SequencedMap<String, SpooledFile> files = new LinkedHashMap<>();

  private Spool(Path directory, long mostBytes) {
    this.directory = directory;
    this.maxBytes = mostBytes;
  }

  /** Opens the spool in a directory, which is created if missing; incomplete files are deleted. */
  public static Spool open(Path directory, long mostBytes) {
    var spool = new Spool(directory, mostBytes);
    try {
      Files.createDirectories(directory);
      spool.restore();
    } catch (IOException e) {
      throw new UncheckedIOException("The spool %s can't be used".formatted(directory), e);
    }
    return spool;
  }

  /** The id of a command's file: the same for every attempt of the command. */
  public static String idOf(String commandId) {
    return TextHash.of(commandId);
  }

  /** Keeps the file that {@code fetch} writes to its path; nothing if it fails. */
  public CallResult<SpooledFile> store(
      String id, String fileName, Function<Path, CallResult<DownloadedFile>> fetch) {
    return withTemporaryFile(
        part -> fetch.apply(part).map(downloadedFile -> add(id, fileName, downloadedFile, part)));
  }

  /** Runs {@code use} with the path of a temporary file, which is deleted afterwards. */
  public <T> CallResult<T> withTemporaryFile(Function<Path, CallResult<T>> use) {
    var part = directory.resolve(UUID.randomUUID() + ".part");
    try {
      return use.apply(part);
    } finally {
      delete(part);
    }
  }

  /** A file that is kept. */
  public synchronized Optional<SpooledFile> find(String id) {
    return Optional.ofNullable(files.get(id));
  }

  /** Where a kept file's bytes are. */
  public Path path(SpooledFile file) {
    return dataFile(file.id());
  }

  private synchronized SpooledFile add(
      String id, String fileName, DownloadedFile downloadedFile, Path part) {
    var file =
        new SpooledFile(
            id,
            fileName,
            mediaType(fileName, downloadedFile),
            downloadedFile.length(),
            downloadedFile.sha256(),
            downloadedFile.imageData(),
            downloadedFile.embeddingProblem());
    try {
      Files.move(part, dataFile(id), StandardCopyOption.ATOMIC_MOVE);
      var description = directory.resolve(id + ".json.part");
      // half a surrogate pair in a name has no bytes in UTF-8 and becomes a question mark
      Files.write(description, JSON.writeValueAsString(file).getBytes(StandardCharsets.UTF_8));
      Files.move(description, descriptionFile(id), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The spool can't keep a file", e);
    }
    files.remove(id);
    files.put(id, file);
    evictOldest();
    return file;
  }

  /** The newest file stays even if it alone exceeds the limit: Ziflow is about to download it. */
  private void evictOldest() {
    long bytes = files.values().stream().mapToLong(SpooledFile::length).sum();
    while (bytes > maxBytes && files.size() > 1) {
      var oldest = files.pollFirstEntry().getValue();
      bytes -= oldest.length();
      delete(descriptionFile(oldest.id()));
      delete(dataFile(oldest.id()));
    }
  }

  private void restore() throws IOException {
    try (var found = Files.list(directory)) {
      found.filter(path -> path.toString().endsWith(".part")).forEach(Spool::delete);
    }
    try (var found = Files.list(directory)) {
      found
          .filter(path -> path.toString().endsWith(".json"))
          .sorted(Comparator.comparing(Spool::lastModified))
          .forEach(this::restore);
    }
    try (var found = Files.list(directory)) {
      found
          .filter(path -> path.toString().endsWith(".data"))
          .filter(path -> !files.containsKey(path.getFileName().toString().replace(".data", "")))
          .forEach(Spool::delete);
    }
    evictOldest();
  }

  private void restore(Path description) {
    try {
      var file = JSON.readValue(Files.readString(description), SpooledFile.class);
      if (Files.size(dataFile(file.id())) == file.length()) {
        files.put(file.id(), file);
      } else {
        delete(description);
      }
    } catch (IOException | JacksonException _) {
      delete(description); // not whole: it is fetched again when it is needed
    }
  }

  private Path dataFile(String id) {
    return directory.resolve(id + ".data");
  }

  private Path descriptionFile(String id) {
    return directory.resolve(id + ".json");
  }

  private static String mediaType(String fileName, DownloadedFile downloadedFile) {
    var said = downloadedFile.mediaType();
    return said.isBlank() || said.startsWith(MediaType.APPLICATION_OCTET_STREAM_VALUE)
        ? MediaTypeFactory.getMediaType(fileName)
            .orElse(MediaType.APPLICATION_OCTET_STREAM)
            .toString()
        : said;
  }

  private static FileTime lastModified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("The spool can't remove a file", e);
    }
  }
}
