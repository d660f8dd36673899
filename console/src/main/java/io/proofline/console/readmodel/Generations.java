package io.proofline.console.readmodel;

import io.proofline.console.database.SqlDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The generations of the read model, in the console's own database, so that all instances agree on
 * them: at most one answers, at most one is being built, and retired ones are deleted soon.
 */
final class Generations {

  private static final Duration DELETED_AFTER = Duration.ofSeconds(30);

  private final SqlDatabase database;
  private final InstantSource clock;

  Generations(SqlDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One generation.
   *
   * @param isActive it answers, or did until a newer one was complete
   * @param keptAt when an instance last kept it current
   * @param retiredAt since when a newer one answers; null if it is in use
   */
  record Generation(
      int number,
      String schemaVersion,
      boolean isActive,
      Instant startedAt,
      Instant keptAt,
      @Nullable Instant retiredAt) {

    String databaseName() {
      return "read_" + number;
    }

    boolean isInUse() {
      return retiredAt == null;
    }
  }

  List<Generation> all() {
    return database
        .reader()
        .sql(
            "SELECT generation, schema_version, is_active, started_at, kept_at, retired_at FROM"
                + " read_model ORDER BY generation")
        .query((row, _) -> {
          long retired = row.getLong(6);
          boolean isInUse = row.wasNull();
          return new Generation(
              row.getInt(1),
              row.getString(2),
              row.getInt(3) == 1,
              Instant.ofEpochMilli(row.getLong(4)),
              Instant.ofEpochMilli(row.getLong(5)),
              isInUse ? null : Instant.ofEpochMilli(retired));
        })
        .list();
  }

  /** Starts a generation with a schema, unless one that is not active yet is being built. */
  void startIfNoneIsBuilt(String schemaVersion) {
    var generations = all();
    boolean isBuilt =
        generations.stream()
            .anyMatch(each ->
                each.isInUse() && !each.isActive() && each.schemaVersion().equals(schemaVersion));
    if (isBuilt) {
      return;
    }
    int next = generations.stream().mapToInt(Generation::number).max().orElse(0) + 1;
    update(
        "INSERT INTO read_model (generation, schema_version, is_active, started_at, kept_at)"
            + " VALUES (:generation, :schema, 0, :now, :now) ON CONFLICT DO NOTHING",
        Map.of("generation", next, "schema", schemaVersion));
  }

  /** Lets a complete generation answer, and retires all older ones. */
  void activate(Generation complete) {
    update(
        "UPDATE read_model SET is_active = 1 WHERE generation = :generation",
        Map.of("generation", complete.number()));
    update(
        "UPDATE read_model SET retired_at = :now"
            + " WHERE generation < :generation AND retired_at IS NULL",
        Map.of("generation", complete.number()));
  }

  /** Notes that the generations in use are kept current. */
  void recordKept() {
    update("UPDATE read_model SET kept_at = :now WHERE retired_at IS NULL", Map.of());
  }

  /** Generations that no instance uses any more. */
  List<Generation> deletable() {
    var before = clock.instant().minus(DELETED_AFTER);
    return all().stream()
        .filter(each -> Optional.ofNullable(each.retiredAt()).filter(before::isAfter).isPresent())
        .toList();
  }

  void delete(Generation generation) {
    update(
        "DELETE FROM read_model WHERE generation = :generation",
        Map.of("generation", generation.number()));
  }

  private void update(String sql, Map<String, Object> parameters) {
    var all = new HashMap<>(parameters);
    all.put("now", clock.instant().toEpochMilli());
    database.transactions().executeWithoutResult(_ -> database.writer().update(sql, all));
  }
}
