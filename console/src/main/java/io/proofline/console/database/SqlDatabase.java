package io.proofline.console.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteConfig;

/**
 * One database: an SQLite file in WAL mode, or a schema of a PostgreSQL database, with all
 * migrations applied. Writes and questions have separate connections; SQLite has one for writes, so
 * that no writer waits for another's lock.
 */
public final class SqlDatabase implements AutoCloseable {

  private static final String LATEST = "latest";
  private static final int BUSY_MILLIS = 10_000;
  private static final int PAGE_CACHE_KIB = 16_384;

  /** The writer changes pages all over the indexes; SQLite allocates only what it uses. */
  private static final int WRITER_PAGE_CACHE_KIB = 131_072;

  /** Each checkpoint of the write-ahead log waits for the disk; the default is 1,000 pages. */
  private static final int PAGES_BETWEEN_CHECKPOINTS = 16_000;

  private final DatabaseProduct product;
  private final String name;
  private final List<String> migrations;
  private final HikariDataSource writeConnections;
  private final HikariDataSource readConnections;
  private final NamedParameterJdbcTemplate writer;
  private final JdbcClient reader;
  private final TransactionTemplate transactions;

  private SqlDatabase(
      DatabaseProduct product,
      String name,
      List<String> migrations,
      HikariDataSource writeConnections,
      HikariDataSource readConnections) {
    this.product = product;
    this.name = name;
    this.migrations = List.copyOf(migrations);
    this.writeConnections = writeConnections;
    this.readConnections = readConnections;
    this.writer = new NamedParameterJdbcTemplate(writeConnections);
    this.reader = JdbcClient.create(readConnections);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(writeConnections));
  }

  /**
   * Opens the database, and creates or updates its tables.
   *
   * @param name of the file or the schema
   * @param migrations folder of the migrations on the class path
   * @throws org.flywaydb.core.api.FlywayException if the tables are of a newer version
   */
  public static SqlDatabase open(DatabaseSettings settings, String name, List<String> migrations) {
    return open(settings, name, migrations, LATEST);
  }

  /**
   * Opens the database with the first migrations only; {@link #applyAllMigrations} applies the
   * others. A database that has more already keeps them.
   *
   * @param upTo version of the last migration that is applied now
   * @throws org.flywaydb.core.api.FlywayException if the tables are of a newer version
   */
  public static SqlDatabase open(
      DatabaseSettings settings, String name, List<String> migrations, String upTo) {
    var product = settings.product();
    var writes = connections(settings, name, "writes", 1 + extraWriters(product));
    try {
      migrate(product, writes, name, migrations, upTo);
    } catch (RuntimeException e) {
      writes.close();
      throw e;
    }
    return new SqlDatabase(
        product,
        name,
        migrations,
        writes,
        connections(settings, name, "reads", settings.connections()));
  }

  private static int extraWriters(DatabaseProduct product) {
    return product == DatabaseProduct.SQLITE ? 0 : 3;
  }

  private static void migrate(
      DatabaseProduct product,
      HikariDataSource source,
      String name,
      List<String> migrations,
      String upTo) {
    var flyway =
        Flyway.configure()
            .dataSource(source)
            .locations(
                migrations.stream()
                    .map(folder -> "classpath:" + folder.replace("{product}", product.folder()))
                    .toArray(String[]::new))
            .placeholders(
                Map.of("identity", product.identityColumn(), "keyed", product.keyedTable()))
            .target(upTo)
            .failOnMissingLocations(true);
    inSchema(product, flyway, name).load().migrate();
  }

  private static FluentConfiguration inSchema(
      DatabaseProduct product, FluentConfiguration flyway, String name) {
    return product == DatabaseProduct.SQLITE ? flyway : flyway.schemas(name).defaultSchema(name);
  }

  private static HikariDataSource connections(
      DatabaseSettings settings, String name, String purpose, int count) {
    var pool = new HikariConfig();
    pool.setPoolName("console-%s-%s".formatted(name, purpose));
    pool.setMaximumPoolSize(count);
    pool.setMinimumIdle(1);
    pool.setRegisterMbeans(false);
    switch (settings.product()) {
      case SQLITE -> {
        pool.setJdbcUrl("jdbc:sqlite:" + file(settings.directory(), name));
        pool.setDataSourceProperties(sqlite(purpose.equals("writes")));
        pool.setConnectionInitSql("PRAGMA wal_autocheckpoint = " + PAGES_BETWEEN_CHECKPOINTS);
      }
      case POSTGRESQL -> {
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        settings.findPassword().ifPresent(password -> pool.setPassword(password.value()));
        pool.addDataSourceProperty("currentSchema", name + ",console,public");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("logServerErrorDetail", "false"); // it would quote the values
        pool.addDataSourceProperty("ApplicationName", "proofline-console");
      }
    }
    return new HikariDataSource(pool);
  }

  private static Path file(Path directory, String name) {
    try {
      return Files.createDirectories(directory).resolve(name + ".db").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("Can't create the directory " + directory, e);
    }
  }

  /** Deleted texts are overwritten, so that an erased name is not in the file. */
  private static Properties sqlite(boolean writes) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(writes ? -WRITER_PAGE_CACHE_KIB : -PAGE_CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    if (writes) {
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    }
    return config.toProperties();
  }

  public DatabaseProduct product() {
    return product;
  }

  /** The name of the file or the schema. */
  public String name() {
    return name;
  }

  /** Applies the migrations that {@link #open} left out. Writers wait meanwhile. */
  public void applyAllMigrations() {
    migrate(product, writeConnections, name, migrations, LATEST);
  }

  /** For questions. */
  public JdbcClient reader() {
    return reader;
  }

  /** For changes, which are made inside {@link #transactions}. */
  public NamedParameterJdbcTemplate writer() {
    return writer;
  }

  /** Runs changes in one transaction. */
  public TransactionTemplate transactions() {
    return transactions;
  }

  /**
   * Removes the bytes of deleted texts from the database's files.
   *
   * @throws IllegalStateException if a long question prevents it for now
   */
  public void removeErasedBytes() {
    product.removeErasedBytes(writer.getJdbcOperations());
  }

  @Override
  public void close() {
    readConnections.close();
    writeConnections.close();
  }

  /** Deletes a closed database: the file, or the schema with all its tables. */
  public static void delete(DatabaseSettings settings, String name) {
    switch (settings.product()) {
      case SQLITE -> {
        for (var suffix : List.of("", "-wal", "-shm")) {
          delete(Path.of(file(settings.directory(), name) + suffix));
        }
      }
      case POSTGRESQL -> {
        try (var connection = connections(settings, name, "delete", 1)) {
          new JdbcTemplate(connection).execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(name));
        }
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't delete " + file, e);
    }
  }
}
