package io.proofline.standalone.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret that stands in the environment ({@code env:NAME}) or in a file ({@code file:/path}),
 * never in the file for {@code up}.
 *
 * @param where it stands; of a file the absolute path
 * @param value what stands there, without outer blanks and line breaks
 */
record Credential(String where, String value) {

  private static final String ENV = "env:";
  private static final String FILE = "file:";
  static final String ALLOWED = "env:NAME or file:/path";

  /** A secret can't be had; the message says why, and shows none. */
  static final class Unknown extends Exception {

    private static final long serialVersionUID = 1L;

    Unknown(String why) {
      super(why);
    }
  }

  /**
   * Finds one.
   *
   * @param folder where relative paths begin; absolute
   */
  static Credential of(String where, Path folder, Function<String, @Nullable String> environment)
      throws Unknown {
    if (where.startsWith(ENV)) {
      var name = where.substring(ENV.length());
      return of(
          where, environment.apply(name), "the environment variable %s is not set".formatted(name));
    }
    if (where.startsWith(FILE)) {
      var file = folder.resolve(where.substring(FILE.length())).normalize();
      return of(FILE + file, text(file), "it is empty");
    }
    throw new Unknown("a secret must not stand in this file: say " + ALLOWED);
  }

  /**
   * As a setting of a service that takes secrets: those look at a file again when it changes. The
   * one place that decides what services are told of a secret.
   */
  String setting() {
    return where.startsWith(FILE) ? where : value;
  }

  /** Shows where it stands alone. */
  @Override
  public String toString() {
    return where;
  }

  private static Credential of(String where, @Nullable String found, String nothing)
      throws Unknown {
    if (found == null || found.isBlank()) {
      throw new Unknown("%s: %s".formatted(where, nothing));
    }
    return new Credential(where, found.strip());
  }

  private static String text(Path file) throws Unknown {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Unknown(
          "%s%s: can't be read (%s)".formatted(FILE, file, e.getClass().getSimpleName()));
    }
  }
}
