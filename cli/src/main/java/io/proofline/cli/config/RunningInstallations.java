package io.proofline.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The installations that {@code up} and {@code demo} run on this machine for the current user. Each
 * keeps a file in a per-user directory while it runs; files of processes that no longer run are
 * ignored and removed.
 *
 * <p>The directory is {@code $XDG_STATE_HOME/proofline/running}, by default {@code
 * ~/.local/state/proofline/running}.
 */
public final class RunningInstallations {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path directory;

  public RunningInstallations(Path directory) {
    this.directory = directory;
  }

  /** The installations of the user with this environment. */
  public static RunningInstallations of(Map<String, String> environment) {
    var state = environment.getOrDefault("XDG_STATE_HOME", "");
    var parent =
        state.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".local", "state")
            : Path.of(state);
    return new RunningInstallations(parent.resolve("proofline").resolve("running"));
  }

  /**
   * A process and its data directory.
   *
   * @param data absolute path of the data directory
   * @param startedAt distinguishes the process from a later one with the same id; null if the
   *     operating system does not report it
   */
  public record RunningInstallation(String data, long pid, @Nullable Instant startedAt) {

    boolean isAlive() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> startedAt == null || startedAt.equals(start(process)))
          .isPresent();
    }
  }

  /** Removes the entry of an installation at its end. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Registers this process.
   *
   * @throws UncheckedIOException if the directory can't be written
   */
  public Registration register(Path data) {
    var process = ProcessHandle.current();
    var root = data.toAbsolutePath().normalize().toString();
    var entry = new RunningInstallation(root, process.pid(), start(process));
    var file =
        directory.resolve(
            "%d-%08x.json".formatted(process.pid(), Integer.valueOf(root.hashCode())));
    try {
      Files.createDirectories(directory, PrivateFile.permissions("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't create " + directory, e);
    }
    PrivateFile.write(file, JSON.writeValueAsBytes(entry));
    return () -> delete(file);
  }

  /** All running installations, ordered by data directory. */
  public List<RunningInstallation> list() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .flatMap(file -> readAlive(file).stream())
          .sorted((a, b) -> a.data().compareTo(b.data()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + directory, e);
    }
  }

  private static Optional<RunningInstallation> readAlive(Path file) {
    try {
      var entry = JSON.readValue(Files.readAllBytes(file), RunningInstallation.class);
      if (entry.isAlive()) {
        return Optional.of(entry);
      }
      delete(file);
    } catch (IOException | JacksonException _) {
      // removed meanwhile, or not ours
    }
    return Optional.empty();
  }

  private static @Nullable Instant start(ProcessHandle process) {
    return process.info().startInstant().orElse(null);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // a file that is left behind names a process that no longer runs, so it is ignored
    }
  }
}
