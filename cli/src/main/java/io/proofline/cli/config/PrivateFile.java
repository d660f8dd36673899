package io.proofline.cli.config;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that hold secrets: only their owner reads them, and nobody sees one half written. */
public final class PrivateFile {

  private PrivateFile() {}

  /** Content that is written to a file as it is produced. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream file) throws IOException;
  }

  public static void write(Path file, byte[] bytes) {
    try {
      write(file, out -> out.write(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't write " + file, e);
    }
  }

  /** Writes the file whole or not at all. */
  public static void write(Path file, Content content) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    var written = Files.createTempFile(directory, ".new", null, permissions("rw-------"));
    try {
      try (var out = Files.newOutputStream(written)) {
        content.writeTo(out);
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** None where the file system knows no such permissions. */
  public static FileAttribute<?>[] permissions(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
