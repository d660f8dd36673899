package io.proofline.console.database;

import io.proofline.schemas.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The console's database.
 *
 * @param url JDBC URL of a PostgreSQL database, such as {@code
 *     jdbc:postgresql://db:5432/proofline}; empty for SQLite files in {@code directory}
 * @param user user of PostgreSQL
 * @param password password of PostgreSQL; empty for none
 * @param directory directory of the SQLite files
 * @param connections largest number of open connections for questions
 */
public record DatabaseSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String user,
    @Nullable Secret password,
    @DefaultValue("console") Path directory,
    @DefaultValue("8") int connections) {

  private static final Secret NO_PASSWORD = Secret.of("");
  private static final String POSTGRESQL = "jdbc:postgresql:";

  public DatabaseSettings {
    if (!url.isEmpty() && !url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "database.url must begin with %s, or be empty for SQLite files in database.directory"
              .formatted(POSTGRESQL));
    }
    if (url.contains("password=")) {
      throw new IllegalArgumentException(
          "database.url must hold no password, as addresses are shown: set database.password");
    }
    if (connections < 1) {
      throw new IllegalArgumentException(
          "database.connections (%d) must be at least 1".formatted(connections));
    }
  }

  /**
   * The password; empty for none.
   *
   * @throws IllegalArgumentException if it is in a file that can't be read
   */
  Optional<Secret> findPassword() {
    return Optional.ofNullable(password)
        .filter(given -> !given.equals(NO_PASSWORD))
        .map(given -> Secret.required("proofline.console.database.password", given));
  }

  /** The product that the settings choose. */
  DatabaseProduct product() {
    return url.isEmpty() ? DatabaseProduct.SQLITE : DatabaseProduct.POSTGRESQL;
  }

  /** Omits the password. */
  @Override
  public String toString() {
    return url.isEmpty()
        ? "DatabaseSettings[sqlite=%s]".formatted(directory)
        : "DatabaseSettings[url=%s, user=%s, connections=%d]".formatted(url, user, connections);
  }
}
