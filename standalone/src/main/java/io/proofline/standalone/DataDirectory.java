package io.proofline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.proofline.cli.StartupException;
import io.proofline.cli.config.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Data directory of one installation; a lock file admits one process at a time. */
public final class DataDirectory implements AutoCloseable {

  private final Path root;
  private volatile boolean temporary;
  private final FileChannel lock;

  private DataDirectory(Path root, boolean temporary, FileChannel lock) {
    this.root = root;
    this.temporary = temporary;
    this.lock = lock;
  }

  /**
   * Opens a directory, and creates it if it is missing.
   *
   * @throws StartupException if another process uses it, or it can't be written
   */
  public static DataDirectory open(Path directory) {
    var root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root, PrivateFile.permissions("rwx------"));
      return new DataDirectory(root, false, lock(root));
    } catch (IOException e) {
      throw new StartupException("Can't use the data directory %s: %s".formatted(root, e), e);
    }
  }

  /** Creates a directory that {@link #close} deletes. */
  public static DataDirectory temporary() {
    try {
      var root = Files.createTempDirectory("proofline-");
      return new DataDirectory(root, true, lock(root));
    } catch (IOException e) {
      throw new StartupException("Can't create a temporary directory: " + e, e);
    }
  }

  /** Keeps the directory at the end, even if it is temporary. */
  public void keepAfterClose() {
    temporary = false;
  }

  /** The absolute path. */
  public Path root() {
    return root;
  }

  /** Releases the lock; deletes a temporary directory. */
  @Override
  public void close() {
    try {
      lock.close();
      if (temporary) {
        remove();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Can't close the data directory " + root, e);
    }
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path state() {
    return root.resolve("state");
  }

  Path console() {
    return root.resolve("console");
  }

  Path spool() {
    return root.resolve("spool");
  }

  Path sandbox() {
    return root.resolve("sandbox");
  }

  Path secrets() {
    return root.resolve("secrets.json");
  }

  Path auditKey() {
    return root.resolve("audit-key.pem");
  }

  Path auditPublicKey() {
    return root.resolve("audit-key.pub.pem");
  }

  Path addresses() {
    return root.resolve("addresses.json");
  }

  /**
   * The file for {@code up} that a demo writes, so that commands with {@code --config} work on it.
   */
  Path upConfig() {
    return root.resolve("up.yaml");
  }

  /** Credentials of the simulated accounts, a file each. */
  Path credentials() {
    return root.resolve("credentials");
  }

  /** A demo's rules file, which a person can edit and push. */
  Path demoRules() {
    return root.resolve("rules.yaml");
  }

  private static FileChannel lock(Path root) throws IOException {
    var file = root.resolve("lock");
    var channel = FileChannel.open(file, CREATE, READ, WRITE);
    if (!tryLock(channel)) {
      var owner = Files.readString(file).strip();
      channel.close();
      throw new StartupException(
          "The data directory %s is in use by process %s. Stop that process, or name another directory with --data."
              .formatted(root, owner.isEmpty() ? "(unknown)" : owner));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void remove() throws IOException {
    try (var files = Files.walk(root)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
