package io.proofline.console.notification;

import io.proofline.console.notification.OperationalConditions.Condition;
import io.proofline.console.notification.OperationalConditions.ConditionKind;
import io.proofline.console.readmodel.ReadModels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds the sources that are silent. A source is judged at the time up to which the read model is
 * complete, so a processor or a console that is behind makes no silence. Used by one thread.
 */
final class SilenceQueries {

  private static final Duration JUDGED_EVERY = Duration.ofSeconds(10);

  private final ReadModels readModels;
  private final SilenceRule rule;
  private Instant judgedAt = Instant.EPOCH;
  private List<Condition> judged = List.of();

  SilenceQueries(ReadModels readModels, SilenceRule rule) {
    this.readModels = readModels;
    this.rule = rule;
  }

  /** The sources that are silent; empty while the read model's time is not known. */
  Optional<List<Condition>> present() {
    return readModels.asOf().map(this::silences);
  }

  private List<Condition> silences(Instant now) {
    if (now.isAfter(judgedAt.plus(JUDGED_EVERY))) {
      var reader = readModels.reader();
      judged =
          newest(reader).entrySet().stream()
              .flatMap(source -> silence(reader, source.getKey(), source.getValue(), now))
              .toList();
      judgedAt = now;
    }
    return judged;
  }

  private Stream<Condition> silence(
      JdbcClient reader, String source, Instant heardAt, Instant now) {
    long last = hour(heardAt);
    var heard =
        reader
            .sql("SELECT DISTINCT hour FROM heard_hour WHERE source = :source AND hour > :from")
            .params(Map.of("source", source, "from", last - SilenceRule.HISTORY))
            .query(Long.class)
            .list();
    return rule.judge(new TreeSet<>(heard), hour(now)).stream()
        .map(silence -> {
          var data = JsonNodeFactory.instance.objectNode();
          data.put("source", source);
          data.put("last_heard_at", heardAt.toString());
          data.put("usual_hours", silence.hours());
          data.put("limit_hours", silence.limit());
          return new Condition(ConditionKind.SILENCE, source, data);
        });
  }

  /** When each source was heard last. */
  private static Map<String, Instant> newest(JdbcClient reader) {
    var newest = new TreeMap<String, Instant>();
    reader
        .sql("SELECT source, max(heard_at) FROM heard_hour GROUP BY source")
        .query(row -> {
          newest.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
        });
    return newest;
  }

  private static long hour(Instant time) {
    return Math.floorDiv(time.toEpochMilli(), Duration.ofHours(1).toMillis());
  }
}
