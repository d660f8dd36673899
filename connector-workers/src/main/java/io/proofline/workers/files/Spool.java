package io.proofline.workers.files;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.work.TextHash;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * The files under review, on disk: bounded, oldest out, and still there after a restart. A file is
 * {@code <id>.data} with {@code <id>.json} beside it, which is written last. Any number of threads
 * may use it; a second process must not.
 */
public final class Spool {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path directory;
  private final long mostBytes;
  private final SequencedMap<String, Spooled> files = new LinkedHashMap<>();

  private Spool(Path directory, long mostBytes) {
    this.directory = directory;
    this.mostBytes = mostBytes;
  }

  /** The spool in a directory, which is made when it is not there; leftovers are removed. */
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

  /** The id under which a command's file is kept: the same for every try of the command. */
  public static String idOf(String commandId) {
    return TextHash.of(commandId);
  }

  /** Keeps what {@code fetch} writes to the path that it is given; nothing when that fails. */
  public CallResult<Spooled> keep(
      String id, String fileName, Function<Path, CallResult<Received>> fetch) {
    return passing(part -> fetch.apply(part).map(received -> add(id, fileName, received, part)));
  }

  /** Lets {@code use} write to a path; what is there afterwards is removed. */
  public <T> CallResult<T> passing(Function<Path, CallResult<T>> use) {
    var part = directory.resolve(UUID.randomUUID() + ".part");
    try {
      return use.apply(part);
    } finally {
      delete(part);
    }
  }

  /** A file that is kept. */
  public synchronized Optional<Spooled> find(String id) {
    return Optional.ofNullable(files.get(id));
  }

  /** Where a kept file's bytes are. */
  public Path path(Spooled file) {
    return data(file.id());
  }

  private synchronized Spooled add(String id, String fileName, Received received, Path part) {
    var file =
        new Spooled(
            id,
            fileName,
            mediaType(fileName, received),
            received.length(),
            received.sha256(),
            received.picture());
    try {
      Files.move(part, data(id), StandardCopyOption.ATOMIC_MOVE);
      var description = directory.resolve(id + ".json.part");
      Files.writeString(description, JSON.writeValueAsString(file));
      Files.move(description, description(id), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The spool can't keep a file", e);
    }
    files.remove(id);
    files.put(id, file);
    makeRoom();
    return file;
  }

  /** The newest stays even when it alone is too large: it is about to be fetched. */
  private void makeRoom() {
    long bytes = files.values().stream().mapToLong(Spooled::length).sum();
    while (bytes > mostBytes && files.size() > 1) {
      var oldest = files.pollFirstEntry().getValue();
      bytes -= oldest.length();
      delete(description(oldest.id()));
      delete(data(oldest.id()));
    }
  }

  private void restore() throws IOException {
    try (var found = Files.list(directory)) {
      found.filter(path -> path.toString().endsWith(".part")).forEach(Spool::delete);
    }
    try (var found = Files.list(directory)) {
      found
          .filter(path -> path.toString().endsWith(".json"))
          .sorted(Comparator.comparing(Spool::modified))
          .forEach(this::restore);
    }
    try (var found = Files.list(directory)) {
      found
          .filter(path -> path.toString().endsWith(".data"))
          .filter(path -> !files.containsKey(path.getFileName().toString().replace(".data", "")))
          .forEach(Spool::delete);
    }
    makeRoom();
  }

  private void restore(Path description) {
    try {
      var file = JSON.readValue(Files.readString(description), Spooled.class);
      if (Files.size(data(file.id())) == file.length()) {
        files.put(file.id(), file);
      } else {
        delete(description);
      }
    } catch (IOException | JacksonException _) {
      delete(description); // not whole: it is fetched again when it is needed
    }
  }

  private Path data(String id) {
    return directory.resolve(id + ".data");
  }

  private Path description(String id) {
    return directory.resolve(id + ".json");
  }

  private static String mediaType(String fileName, Received received) {
    var said = received.mediaType();
    return said.isBlank() || said.startsWith(MediaType.APPLICATION_OCTET_STREAM_VALUE)
        ? MediaTypeFactory.getMediaType(fileName)
            .orElse(MediaType.APPLICATION_OCTET_STREAM)
            .toString()
        : said;
  }

  private static FileTime modified(Path path) {
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
