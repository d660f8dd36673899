package io.proofline.console.session;

import io.proofline.console.database.SqlDatabase;
import io.proofline.hash.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

/**
 * Links that sign an administrator in, once and within twelve hours. Only a person who may read the
 * terminal or the administrator's token of this installation gets one.
 */
public final class SignInLinks {

  static final Duration VALID_FOR = Duration.ofHours(12);

  private static final int CODE_BYTES = 32;

  private final SqlDatabase database;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  SignInLinks(SqlDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Makes a link; returns its path and query, for the address of this console. */
  public String create() {
    var bytes = new byte[CODE_BYTES];
    random.nextBytes(bytes);
    var code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var now = clock.instant();
    update("DELETE FROM sign_in_link WHERE ends_at < :now", Map.of("now", now.toEpochMilli()));
    update(
        "INSERT INTO sign_in_link (code_hash, ends_at) VALUES (:hash, :ends)",
        Map.of("hash", Sha256.hex(code), "ends", now.plus(VALID_FOR).toEpochMilli()));
    return "/sign-in?link=" + code;
  }

  /** Uses a link up; returns false if it is unknown, was used or has ended. */
  boolean use(String code) {
    return update(
            "DELETE FROM sign_in_link WHERE code_hash = :hash AND ends_at >= :now",
            Map.of("hash", Sha256.hex(code), "now", clock.instant().toEpochMilli()))
        == 1;
  }

  private int update(String sql, Map<String, ?> parameters) {
    var changed = database.transactions().execute(_ -> database.writer().update(sql, parameters));
    return changed == null ? 0 : changed;
  }
}
