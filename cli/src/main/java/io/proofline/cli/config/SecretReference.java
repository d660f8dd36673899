package io.proofline.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is stored in the environment ({@code env:NAME}) or in a file ({@code file:/path}),
 * never in the file for {@code up}.
 *
 * @param reference {@code env:NAME}, or {@code file:} and the absolute path
 * @param value the secret, without outer blanks and line breaks
 */
record SecretReference(String reference, String value) {

  private static final String ENV = "env:";
  private static final String FILE = "file:";
  static final String ALLOWED = "env:NAME or file:/path";

  /** A secret can't be resolved; the message has the cause and no secret. */
  static final class UnresolvedSecretException extends Exception {

    private static final long serialVersionUID = 1L;

    UnresolvedSecretException(String why) {
      super(why);
    }
  }

  /**
   * Resolves a reference.
   *
   * @param folder absolute folder to which relative paths are resolved
   */
  static SecretReference of(
      String where, Path folder, Function<String, @Nullable String> environment)
      throws UnresolvedSecretException {
    if (where.startsWith(ENV)) {
      var name = where.substring(ENV.length());
      return of(
          where, environment.apply(name), "the environment variable %s is not set".formatted(name));
    }
    if (where.startsWith(FILE)) {
      var file = folder.resolve(where.substring(FILE.length())).normalize();
      return of(FILE + file, text(file), "it is empty");
    }
    throw new UnresolvedSecretException("a secret is not allowed in this file; use " + ALLOWED);
  }

  /**
   * The value of a service's setting: the reference for a file, which the service reads again when
   * it changes, else the secret itself.
   */
  String settingValue() {
    return reference.startsWith(FILE) ? reference : value;
  }

  /** Shows the reference, never the secret. */
  @Override
  public String toString() {
    return reference;
  }

  private static SecretReference of(String where, @Nullable String found, String nothing)
      throws UnresolvedSecretException {
    if (found == null || found.isBlank()) {
      throw new UnresolvedSecretException("%s: %s".formatted(where, nothing));
    }
    return new SecretReference(where, found.strip());
  }

  private static String text(Path file) throws UnresolvedSecretException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UnresolvedSecretException(
          "%s%s: can't be read (%s)".formatted(FILE, file, e.getClass().getSimpleName()));
    }
  }
}
