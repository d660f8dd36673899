package io.proofline.schemas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret text, such as a token or a key, which never appears in logs, messages or topics. The
 * setting holds the text itself, or names with {@code file:/path} a file that holds it; line breaks
 * at the file's end are ignored. The file is read again when the value is used, at most once a
 * second. If its content is invalid, the previous value stays in use and one warning is logged.
 * Thread-safe.
 */
public final class Secret {

  private static final Logger LOG = LoggerFactory.getLogger(Secret.class);
  private static final String FILE = "file:";
  private static final long CHECK_INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final Pattern LINE_BREAKS_AT_END = Pattern.compile("\\R+\\z");

  private final String name;
  private final String setting;
  private final ValueFormat valueFormat;
  private final LongSupplier nanos;
  private volatile LoadedValue last;

  /** The required format of a value, and the message for a value that violates it. */
  private record ValueFormat(Predicate<String> test, String words) {

    static final ValueFormat LINE =
        new ValueFormat(
            text -> text.matches("[\\x20-\\x7e]+"),
            "must be printable ASCII on one line; does it end with a line break?");

    @Nullable String problem(String text) {
      if (text.isBlank()) {
        return "must not be blank";
      }
      return test.test(text) ? null : words;
    }
  }

  /**
   * The result of the last reading.
   *
   * @param value the last valid value; null if there never was one
   * @param problem why the current content is invalid; null if it is valid
   */
  private record LoadedValue(
      @Nullable String value, int version, @Nullable String problem, long at) {

    LoadedValue updatedWith(LoadedValue next) {
      if (next.value == null) {
        return new LoadedValue(value, version, next.problem, next.at);
      }
      return new LoadedValue(
          next.value, next.value.equals(value) ? version : version + 1, null, next.at);
    }
  }

  private Secret(String name, String setting, ValueFormat valueFormat, LongSupplier nanos) {
    this.name = name;
    this.setting = setting;
    this.valueFormat = valueFormat;
    this.nanos = nanos;
    this.last = load();
  }

  /**
   * A secret from the setting's text. It rejects nothing yet, so that no message of Spring's quotes
   * the setting.
   */
  public static Secret of(String setting) {
    return of(setting, System::nanoTime);
  }

  static Secret of(String setting, LongSupplier nanos) {
    return new Secret("a secret", setting, ValueFormat.LINE, nanos);
  }

  /**
   * Checks the secret of a required setting.
   *
   * @param name name of the setting, for messages
   * @throws IllegalArgumentException if it is missing or invalid; the message names the setting and
   *     the file, never the content
   */
  public static Secret required(String name, @Nullable Secret secret) {
    if (secret == null) {
      throw new IllegalArgumentException(name + " must be set");
    }
    return secret.as(name, secret.valueFormat);
  }

  /**
   * The same for a setting whose value has a required format.
   *
   * @param words the message after the setting's name if the value violates it, such as {@code must
   *     be …}
   */
  public Secret withFormat(String name, Predicate<String> test, String words) {
    return as(name, new ValueFormat(test, words));
  }

  private Secret as(String named, ValueFormat formed) {
    var secret = new Secret(named, setting, formed, nanos);
    if (secret.last.problem() != null) {
      throw new IllegalArgumentException(secret.sentence(secret.last.problem()));
    }
    return secret;
  }

  /**
   * The text.
   *
   * @throws IllegalStateException if there never was a valid one
   */
  public String value() {
    var value = current().value();
    if (value == null) {
      throw new IllegalStateException(sentence(String.valueOf(last.problem())));
    }
    return value;
  }

  /** The text's bytes. */
  public byte[] bytes() {
    return value().getBytes(StandardCharsets.UTF_8);
  }

  /** A number that grows with each new value. */
  public int version() {
    return current().version();
  }

  /** Why the previous value is still in use; empty if the current one is valid. */
  public Optional<String> trouble() {
    return Optional.ofNullable(current().problem()).map(this::sentence);
  }

  /** Whether the value comes from a file, and so can change. */
  public boolean canChange() {
    return setting.startsWith(FILE);
  }

  /** The setting's name. */
  public String name() {
    return name;
  }

  private LoadedValue current() {
    return canChange() && nanos.getAsLong() - last.at() >= CHECK_INTERVAL ? reload() : last;
  }

  private synchronized LoadedValue reload() {
    var before = last;
    if (nanos.getAsLong() - before.at() < CHECK_INTERVAL) {
      return before;
    }
    var next = before.updatedWith(load());
    last = next;
    logChange(before, next);
    return next;
  }

  private void logChange(LoadedValue before, LoadedValue next) {
    if (next.version() > before.version()) {
      LOG.info("{} has changed: its new value is in use", name);
    }
    if (next.problem() != null && !next.problem().equals(before.problem())) {
      LOG.warn("{}; its previous value stays in use", sentence(next.problem()));
    }
  }

  private LoadedValue load() {
    long at = nanos.getAsLong();
    try {
      var text = canChange() ? content() : setting;
      var problem = valueFormat.problem(text);
      return new LoadedValue(problem == null ? text : null, 0, problem, at);
    } catch (IOException | InvalidPathException e) {
      return new LoadedValue(
          null, 0, "can't be read (%s)".formatted(e.getClass().getSimpleName()), at);
    }
  }

  private String content() throws IOException {
    var bytes = Files.readAllBytes(Path.of(setting.substring(FILE.length())));
    return LINE_BREAKS_AT_END.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceFirst("");
  }

  private String sentence(String problem) {
    return canChange()
        ? "%s: the file %s %s".formatted(name, setting.substring(FILE.length()), problem)
        : name + " " + problem;
  }

  /** Whether both come from the same setting, regardless of a file's current content. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && setting.equals(secret.setting);
  }

  @Override
  public int hashCode() {
    return setting.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
