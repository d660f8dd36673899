package io.proofline.console;

import io.proofline.console.database.DatabaseProduct;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The databases of the tests. PostgreSQL is a real server, started once for a JVM; each test has a
 * database of its own. The environment variable {@code PROOFLINE_TEST_POSTGRESQL} names another
 * server, as {@code host:port}, whose user {@code postgres} needs no password.
 */
public final class DatabaseForTests {

  private static final String SERVER = "PROOFLINE_TEST_POSTGRESQL";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private DatabaseForTests() {}

  /** Settings of the console for a new, empty database. */
  public static List<String> settings(DatabaseProduct product, Path directory) {
    return switch (product) {
      case SQLITE -> List.of("database.directory=" + directory);
      case POSTGRESQL -> postgresql();
    };
  }

  /**
   * The directory with the tables of PostgreSQL, after all pages were written to it; empty if the
   * server is another one than that which this JVM started.
   */
  public static Optional<Path> flushedTables() {
    var server = Postgresql.SERVER_URL;
    try (var connection = DriverManager.getConnection(server + "postgres", "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
      return Optional.ofNullable(Postgresql.data).map(data -> data.resolve("base"));
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not answer at " + server, e);
    }
  }

  private static List<String> postgresql() {
    var name = "console_%d_%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
    var server = Postgresql.SERVER_URL;
    try (var connection = DriverManager.getConnection(server + "postgres", "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not answer at " + server, e);
    }
    return List.of("database.url=" + server + name, "database.user=postgres");
  }

  private static final class Postgresql {

    private static @Nullable Path data;
    static final String SERVER_URL = start();

    private static String start() {
      var given = System.getenv(SERVER);
      if (given != null) {
        return "jdbc:postgresql://%s/".formatted(given);
      }
      try {
        data = temporary();
        @SuppressWarnings("resource") // it ends with this JVM
        var server = EmbeddedPostgres.builder().setDataDirectory(data).start();
        return "jdbc:postgresql://localhost:%d/".formatted(server.getPort());
      } catch (IOException e) {
        throw new UncheckedIOException(
            "PostgreSQL does not start here; name a running one with " + SERVER, e);
      }
    }

    private static Path temporary() throws IOException {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "postgresql-")
          .toAbsolutePath();
    }
  }
}
