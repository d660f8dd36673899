package io.proofline.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.console.database.SqlDatabase;
import io.proofline.hash.Sha256;
import io.proofline.schemas.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the API. A token has 256 random bits, so its SHA-256 is stored without a salt. The
 * token of the settings is always an administrator's; it makes the first tokens.
 */
public final class ApiTokens {

  /** Id of the token of the settings. */
  public static final String ADMIN_TOKEN = "admin-token";

  /** The holder of the token of the settings. */
  public static final Caller ADMINISTRATOR =
      new Caller(ADMIN_TOKEN, ADMIN_TOKEN, Role.ADMINISTRATOR, null);

  private static final String PREFIX = "plt_";
  private static final int TOKEN_BYTES = 32;
  private static final int ID_BYTES = 6;
  private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);

  private final SqlDatabase database;
  private final Secret adminToken;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public ApiTokens(SqlDatabase database, Secret adminToken, InstantSource clock) {
    this.database = database;
    this.adminToken = adminToken;
    this.clock = clock;
  }

  /**
   * A token, without its text.
   *
   * @param expiresAt when it ends; null for never
   * @param lastUsedAt to the minute; null if never used
   * @param revokedAt when it was revoked; null if it was not
   */
  public record ApiToken(
      String id,
      String name,
      Role role,
      @Nullable String email,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant revokedAt) {

    boolean isValidAt(Instant now) {
      return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** Omits the address. */
    @Override
    public String toString() {
      return "ApiToken[%s, %s]".formatted(id, role);
    }
  }

  /** A new token; its text is shown once. */
  public record CreatedToken(ApiToken token, String text) {

    /** Omits the text. */
    @Override
    public String toString() {
      return "CreatedToken[%s]".formatted(token);
    }
  }

  /** Why a token is refused. */
  public enum Refusal {
    UNKNOWN,
    EXPIRED,
    REVOKED
  }

  /** The caller with a token, or why it is refused. */
  public record Verification(@Nullable Caller caller, @Nullable Refusal refusal) {}

  /** Checks a token, and records its use. */
  public Verification verify(String text) {
    if (MessageDigest.isEqual(text.getBytes(UTF_8), adminToken.bytes())) {
      return new Verification(ADMINISTRATOR, null);
    }
    return find("token_hash", Sha256.hex(text))
        .map(this::verify)
        .orElseGet(() -> new Verification(null, Refusal.UNKNOWN));
  }

  private Verification verify(ApiToken token) {
    var now = clock.instant();
    if (!token.isValidAt(now)) {
      return new Verification(null, token.revokedAt() == null ? Refusal.EXPIRED : Refusal.REVOKED);
    }
    if (token.lastUsedAt() == null || token.lastUsedAt().plus(USE_RECORDED_EVERY).isBefore(now)) {
      update(
          "UPDATE api_token SET last_used_at = :now WHERE token_id = :id",
          Map.of("now", now.toEpochMilli(), "id", token.id()));
    }
    return new Verification(
        new Caller(token.id(), token.name(), token.role(), token.email()), null);
  }

  /** Makes a token, without an entry in the audit trail. */
  public CreatedToken create(
      String name, Role role, @Nullable String email, @Nullable Instant expiresAt) {
    return create(newId(), name, role, email, expiresAt);
  }

  /** A new id for a token. */
  public String newId() {
    return HexFormat.of().formatHex(bytes(ID_BYTES));
  }

  /** The caller that a token's id names; empty if the token has ended. */
  public Optional<Caller> caller(String tokenId) {
    return tokenId.equals(ADMIN_TOKEN)
        ? Optional.of(ADMINISTRATOR)
        : find("token_id", tokenId)
            .filter(token -> token.isValidAt(clock.instant()))
            .map(token -> new Caller(token.id(), token.name(), token.role(), token.email()));
  }

  /**
   * A text by which a session recognizes the token that opened it: for the token of the settings it
   * changes with that token.
   *
   * @param session secret of the session
   */
  public String mark(String tokenId, String session) {
    return tokenId.equals(ADMIN_TOKEN)
        ? Sha256.hex(session + "\0" + new String(adminToken.bytes(), UTF_8))
        : tokenId;
  }

  /** Makes a token with a new id. */
  public CreatedToken create(
      String id, String name, Role role, @Nullable String email, @Nullable Instant expiresAt) {
    var text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(TOKEN_BYTES));
    var parameters = new HashMap<String, @Nullable Object>();
    parameters.put("id", id);
    parameters.put("hash", Sha256.hex(text));
    parameters.put("name", name);
    parameters.put("role", role.name());
    parameters.put("email", email);
    parameters.put("created", clock.instant().toEpochMilli());
    parameters.put("expires", expiresAt == null ? null : expiresAt.toEpochMilli());
    update(
        "INSERT INTO api_token (token_id, token_hash, name, role, email, created_at, expires_at)"
            + " VALUES (:id, :hash, :name, :role, :email, :created, :expires)",
        parameters);
    return new CreatedToken(find("token_id", id).orElseThrow(), text);
  }

  /** All tokens, the newest first. */
  public List<ApiToken> all() {
    return database
        .reader()
        .sql(SELECT + " ORDER BY created_at DESC, token_id")
        .query((row, _) -> token(row))
        .list();
  }

  /** When a token ends; empty for never. */
  public Optional<Instant> expiry(String id) {
    return find("token_id", id).flatMap(token -> Optional.ofNullable(token.expiresAt()));
  }

  /** Ends a token at once; returns false if there is none of that id. */
  public boolean revoke(String id) {
    return update(
            "UPDATE api_token SET revoked_at = coalesce(revoked_at, :now) WHERE token_id = :id",
            Map.of("now", clock.instant().toEpochMilli(), "id", id))
        == 1;
  }

  private Optional<ApiToken> find(String column, String value) {
    return database
        .reader()
        .sql("%s WHERE %s = :value".formatted(SELECT, column))
        .param("value", value)
        .query((row, _) -> token(row))
        .optional();
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    return new ApiToken(
        row.getString("token_id"),
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        row.getString("email"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        time(row, "expires_at"),
        time(row, "last_used_at"),
        time(row, "revoked_at"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private int update(String sql, Map<String, @Nullable Object> parameters) {
    var changed = database.transactions().execute(_ -> database.writer().update(sql, parameters));
    return changed == null ? 0 : changed;
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static final String SELECT =
      "SELECT token_id, name, role, email, created_at, expires_at, last_used_at, revoked_at"
          + " FROM api_token";
}
