package io.proofline.console.session;

import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Caller;
import io.proofline.console.database.SqlDatabase;
import io.proofline.hash.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Signed-in browsers. A session has 256 random bits, of which only the SHA-256 is stored, and acts
 * with the token that opened it: it ends with that token, after a time without a call, and after a
 * longest time.
 */
public final class Sessions {

  private static final int SESSION_BYTES = 32;
  private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);

  private final SqlDatabase database;
  private final ApiTokens tokens;
  private final SessionSettings settings;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Sessions(SqlDatabase database, ApiTokens tokens, SessionSettings settings, InstantSource clock) {
    this.database = database;
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
  }

  /** Opens a session that acts as a caller; returns its text, which only the browser keeps. */
  String open(Caller caller) {
    var bytes = new byte[SESSION_BYTES];
    random.nextBytes(bytes);
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var now = clock.instant();
    database
        .transactions()
        .executeWithoutResult(_ -> {
          database
              .writer()
              .update("DELETE FROM session WHERE ends_at < :now", Map.of("now", millis(now)));
          database
              .writer()
              .update(
                  "INSERT INTO session (session_hash, token_id, token_mark, opened_at, used_at,"
                      + " ends_at) VALUES (:hash, :token, :mark, :now, :now, :ends)",
                  Map.of(
                      "hash",
                      Sha256.hex(text),
                      "token",
                      caller.tokenId(),
                      "mark",
                      tokens.mark(caller.tokenId(), text),
                      "now",
                      millis(now),
                      "ends",
                      millis(now.plus(settings.longest()))));
        });
    return text;
  }

  private record StoredSession(String tokenId, String tokenMark, Instant usedAt, Instant endsAt) {}

  /** The caller as whom a session acts; empty if it has ended. */
  Optional<Caller> find(String text) {
    var now = clock.instant();
    return database
        .reader()
        .sql(
            "SELECT token_id, token_mark, used_at, ends_at FROM session WHERE session_hash = :hash")
        .param("hash", Sha256.hex(text))
        .query((row, _) ->
            new StoredSession(
                row.getString(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4))))
        .optional()
        .filter(session ->
            now.isBefore(session.endsAt())
                && now.isBefore(session.usedAt().plus(settings.idle()))
                && tokens.mark(session.tokenId(), text).equals(session.tokenMark()))
        .flatMap(session -> {
          recordUse(text, session, now);
          return tokens.caller(session.tokenId());
        });
  }

  private void recordUse(String text, StoredSession session, Instant now) {
    if (session.usedAt().plus(USE_RECORDED_EVERY).isBefore(now)) {
      update("UPDATE session SET used_at = :now WHERE session_hash = :hash", text, now);
    }
  }

  /** Ends a session at once. */
  void end(String text) {
    update(
        "DELETE FROM session WHERE session_hash = :hash AND opened_at <= :now",
        text,
        clock.instant());
  }

  private void update(String sql, String text, Instant now) {
    database
        .transactions()
        .executeWithoutResult(_ ->
            database.writer().update(sql, Map.of("hash", Sha256.hex(text), "now", millis(now))));
  }

  private static long millis(Instant time) {
    return time.toEpochMilli();
  }
}
