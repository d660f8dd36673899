package io.proofline.console.request;

import io.proofline.console.access.Caller;
import io.proofline.console.database.SqlDatabase;
import io.proofline.console.web.ApiException;
import io.proofline.hash.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.SqlParameterSourceUtils;
import tools.jackson.databind.JsonNode;

/** The requests that were made, by idempotency key, in the console's own database. */
final class RequestLog {

  private final SqlDatabase database;
  private final String account;
  private final InstantSource clock;

  RequestLog(SqlDatabase database, String account, InstantSource clock) {
    this.database = database;
    this.account = account;
    this.clock = clock;
  }

  /** A request and its target, before it is recorded. */
  record PlannedRequest(String kind, NewRequest.Target target) {}

  /**
   * The requests under a key.
   *
   * @param isRepeated whether an earlier call noted them
   */
  record NotedRequests(List<RecordedRequest> requests, boolean isRepeated) {

    NotedRequests {
      requests = List.copyOf(requests);
    }
  }

  /**
   * Notes requests under a key; if the key was used before, finds those that were noted then, and
   * no others. The id of a request depends on nothing but the account, the key and its target.
   *
   * @throws ApiException if the key was used for another body or by another token
   */
  NotedRequests note(String key, JsonNode body, List<PlannedRequest> planned, Caller caller) {
    var bodyHash = Sha256.hex(body.toString());
    var now = clock.instant();
    boolean isNew =
        Boolean.TRUE.equals(
            database
                .transactions()
                .execute(_ -> {
                  boolean isFirst = insertKey(key, bodyHash, caller, now);
                  requireSame(key, bodyHash, caller);
                  if (isFirst) {
                    insert(key, planned, caller, now);
                  }
                  return isFirst;
                }));
    return new NotedRequests(ofKey(key), !isNew);
  }

  private boolean insertKey(String key, String bodyHash, Caller caller, Instant now) {
    return database
            .writer()
            .update(
                "INSERT INTO idempotency_key (idempotency_key, token_id, body_hash, began_at)"
                    + " VALUES (:key, :token, :hash, :now) ON CONFLICT DO NOTHING",
                Map.of(
                    "key",
                    key,
                    "token",
                    caller.tokenId(),
                    "hash",
                    bodyHash,
                    "now",
                    now.toEpochMilli()))
        == 1;
  }

  private void requireSame(String key, String bodyHash, Caller caller) {
    var same =
        database
            .writer()
            .queryForObject(
                "SELECT count(*) FROM idempotency_key WHERE idempotency_key = :key"
                    + " AND body_hash = :hash AND token_id = :token",
                Map.of("key", key, "hash", bodyHash, "token", caller.tokenId()),
                Integer.class);
    if (same == null || same != 1) {
      throw ApiException.conflict(
          "The Idempotency-Key was used for another request. Use a new one for each request, and"
              + " the same one only to repeat it.");
    }
  }

  private void insert(String key, List<PlannedRequest> planned, Caller caller, Instant now) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    IntStream.range(0, planned.size())
        .forEach(position -> {
          var each = planned.get(position);
          var row = new HashMap<String, @Nullable Object>();
          row.put("id", id(key, each));
          row.put("key", key);
          row.put("position", position);
          row.put("asset", each.target().assetId());
          row.put("command", each.target().command());
          row.put("kind", each.kind());
          row.put("token", caller.tokenId());
          row.put("now", now.toEpochMilli());
          rows.add(row);
        });
    database
        .writer()
        .batchUpdate(
            "INSERT INTO recorded_request (request_id, idempotency_key, position, asset_id,"
                + " command_id, kind, token_id, began_at) VALUES (:id, :key, :position, :asset,"
                + " :command, :kind, :token, :now)",
            SqlParameterSourceUtils.createBatch(rows));
  }

  private String id(String key, PlannedRequest planned) {
    return Sha256.hex(
            String.join(
                "\0",
                account,
                key,
                planned.kind(),
                planned.target().assetId(),
                String.valueOf(planned.target().command())))
        .substring(0, 32);
  }

  /** Notes that Kafka has stored requests. */
  void recorded(Collection<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    database
        .transactions()
        .executeWithoutResult(_ ->
            database
                .writer()
                .batchUpdate(
                    "UPDATE recorded_request SET recorded_at = :now WHERE request_id = :id",
                    SqlParameterSourceUtils.createBatch(
                        ids.stream()
                            .map(id -> Map.of("id", id, "now", clock.instant().toEpochMilli()))
                            .toList())));
  }

  /** The requests under a key, in their order. */
  List<RecordedRequest> ofKey(String key) {
    return select("idempotency_key", key);
  }

  Optional<RecordedRequest> find(String id) {
    return select("request_id", id).stream().findFirst();
  }

  private List<RecordedRequest> select(String column, String value) {
    return database
        .reader()
        .sql(
            "SELECT request_id, asset_id, command_id, kind, began_at, recorded_at"
                + " FROM recorded_request WHERE %s = :value ORDER BY position".formatted(column))
        .param("value", value)
        .query((row, _) -> {
          long recorded = row.getLong(6);
          boolean isRecorded = !row.wasNull();
          return new RecordedRequest(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              Instant.ofEpochMilli(row.getLong(5)),
              isRecorded ? Instant.ofEpochMilli(recorded) : null);
        })
        .list();
  }
}
