package io.proofline.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokens that {@code proofline login} has stored for the current user, by the console's
 * address. Only the user can read the file and its directory.
 *
 * <p>The file is {@code $XDG_CONFIG_HOME/proofline/login.json}, by default {@code
 * ~/.config/proofline/login.json}.
 */
public final class SavedLogins {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  public SavedLogins(Path file) {
    this.file = file;
  }

  /** The logins of the user with this environment. */
  public static SavedLogins of(Map<String, String> environment) {
    var configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    var parent =
        configured.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".config")
            : Path.of(configured);
    return new SavedLogins(parent.resolve("proofline").resolve("login.json"));
  }

  /**
   * The file's content.
   *
   * @param newest address of the console of the newest login; null for none
   */
  private record Content(@Nullable String newest, Map<String, String> tokens) {

    static final Content EMPTY = new Content(null, Map.of());

    /** Hides the tokens. */
    @Override
    public String toString() {
      return "Content[***]";
    }
  }

  /** The file in which the tokens are. */
  public Path file() {
    return file;
  }

  /** The console of the newest login. */
  public Optional<URI> newest() {
    return Optional.ofNullable(read().newest()).map(URI::create);
  }

  /** The token for a console. */
  public Optional<String> token(URI console) {
    return Optional.ofNullable(read().tokens().get(key(console)));
  }

  /** Stores a token, and makes its console the newest. */
  public void save(URI console, String token) {
    var tokens = new TreeMap<>(read().tokens());
    tokens.put(key(console), token);
    write(new Content(key(console), tokens));
  }

  /** Removes the token for a console; returns false if there is none. */
  public boolean remove(URI console) {
    var content = read();
    var tokens = new TreeMap<>(content.tokens());
    if (tokens.remove(key(console)) == null) {
      return false;
    }
    var newest =
        key(console).equals(content.newest())
            ? tokens.keySet().stream().findFirst().orElse(null)
            : content.newest();
    write(new Content(newest, tokens));
    return true;
  }

  private Content read() {
    if (!Files.exists(file)) {
      return Content.EMPTY;
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), Content.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read " + file, e);
    } catch (JacksonException e) {
      throw new IllegalStateException(
          "%s can't be read as logins. Delete it, and store the token again: proofline login"
              .formatted(file),
          e);
    }
  }

  private void write(Content content) {
    try {
      Files.createDirectories(file.getParent(), PrivateFile.permissions("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("Can't create " + file.getParent(), e);
    }
    PrivateFile.write(file, JSON.writeValueAsBytes(content));
  }

  private static String key(URI console) {
    return console.toString().replaceAll("/+$", "");
  }
}
