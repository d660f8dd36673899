package io.proofline.sandbox.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Content-addressed store: files by the hash of their content, so equal content is stored once. */
public final class ContentAddressedStore {
  private final Path directory;

  public ContentAddressedStore(Path directory) {
    this.directory = directory;
  }

  /** Stores the bytes and returns their name in this store. */
  public String store(byte[] bytes) {
    var name = nameOf(bytes);
    if (!Files.exists(directory.resolve(name))) {
      write(name, bytes);
    }
    return name;
  }

  public byte[] read(String name) {
    try {
      return Files.readAllBytes(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, byte[] bytes) {
    try {
      Files.createDirectories(directory);
      var part = Files.createTempFile(directory, "part", "");
      Files.write(part, bytes);
      Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of these bytes in this store. */
  public static String nameOf(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
