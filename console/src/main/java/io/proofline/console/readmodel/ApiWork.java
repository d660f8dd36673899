package io.proofline.console.readmodel;

import io.proofline.console.web.AvroJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Questions about the commands of each API: how many are open, since when, and the last ends. */
@Component
public final class ApiWork {

  private final ReadModels readModels;

  ApiWork(ReadModels readModels) {
    this.readModels = readModels;
  }

  /** The two APIs. A command about a container counts for both: its record does not name one. */
  public enum Api {
    ZIFLOW("open_ziflow"),
    PHOTOSHELTER("open_photoshelter");

    private final String column;

    Api(String column) {
      this.column = column;
    }

    /** Its word in the management API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private List<String> kinds() {
      var kinds =
          switch (this) {
            case ZIFLOW -> OpenWork.OF_ZIFLOW;
            case PHOTOSHELTER -> OpenWork.OF_PHOTOSHELTER;
          };
      return kinds.stream().map(AvroJson::word).sorted().toList();
    }
  }

  /**
   * The commands of an API.
   *
   * @param openCommands commands without an outcome
   * @param oldest when the oldest open command of a review with such commands was issued; null for
   *     none
   * @param lastSuccess when a command was done last; null for never in 90 days
   * @param lastDead when a command ended as a dead letter last; null for never in 90 days
   */
  public record ApiCommands(
      int openCommands,
      @Nullable Instant oldest,
      @Nullable Instant lastSuccess,
      @Nullable Instant lastDead) {}

  /** The commands of an API as the read model has them. */
  public ApiCommands of(Api api) {
    var open =
        readModels
            .reader()
            .sql(
                "SELECT coalesce(sum(%1$s), 0), min(oldest_command) FROM review WHERE oldest_command IS NOT NULL AND %1$s > 0"
                    .formatted(api.column))
            .query((row, _) -> new ApiCommands(row.getInt(1), time(row, 2), null, null))
            .single();
    return new ApiCommands(
        open.openCommands(), open.oldest(), last(api, "done"), last(api, "dead"));
  }

  private @Nullable Instant last(Api api, String status) {
    return readModels
        .reader()
        .sql("SELECT max(ended_at) FROM newest_outcome WHERE status = :status AND kind IN (:kinds)")
        .param("status", status)
        .param("kinds", api.kinds())
        .query((row, _) -> new ApiCommands(0, time(row, 1), null, null))
        .single()
        .oldest();
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
