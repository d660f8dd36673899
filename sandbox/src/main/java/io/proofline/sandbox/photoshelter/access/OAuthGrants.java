package io.proofline.sandbox.photoshelter.access;

import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterIds;
import io.proofline.sandbox.photoshelter.account.RecordStore;
import io.proofline.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** OAuth 2 authorization code grants: clients, codes, access tokens, single-use refresh tokens. */
public final class OAuthGrants {
  /** A registered application, which may request codes. */
  public record OAuthClient(String id, String secret, String name, String redirectUri) {}

  /** A refresh token; one that was used is spent. */
  public record RefreshToken(String token, String client, boolean spent) {}

  private record AuthorizationCode(String client, String redirectUri, Instant ends) {}

  private static final Duration CODE_LIFE = Duration.ofMinutes(10);

  private final RecordStore<OAuthClient> clients;
  private final RecordStore<RefreshToken> refreshes;
  private final Map<String, AuthorizationCode> codes = new ConcurrentHashMap<>();
  private final PhotoShelterAccount photoShelterAccount;
  private final Duration tokenLife;
  private final Clock clock;
  private volatile Instant expiredUntil = Instant.EPOCH;

  public OAuthGrants(
      RecordStore<OAuthClient> clients,
      RecordStore<RefreshToken> refreshes,
      PhotoShelterAccount photoShelterAccount,
      Duration tokenLife,
      Clock clock) {
    this.clients = clients;
    this.refreshes = refreshes;
    this.photoShelterAccount = photoShelterAccount;
    this.tokenLife = tokenLife;
    this.clock = clock;
  }

  public OAuthClient register(String name, String redirectUri) {
    return clients.save(
        new OAuthClient(
            PhotoShelterIds.withPrefix("OAC00"), PhotoShelterIds.random(40), name, redirectUri));
  }

  /**
   * The client that is registered with this redirect address; codes are sent to no other address.
   */
  public OAuthClient client(String id, String redirectUri) {
    return clients
        .find(id)
        .filter(oAuthClient -> oAuthClient.redirectUri().equals(redirectUri))
        .orElseThrow(() ->
            PhotoShelterApiException.oauth(
                400, "The client or its redirect_uri is not registered"));
  }

  /** Issues a single-use code that is valid for ten minutes. */
  public String issueCode(OAuthClient oAuthClient) {
    var code = PhotoShelterIds.random(40);
    codes.put(
        code,
        new AuthorizationCode(
            oAuthClient.id(), oAuthClient.redirectUri(), clock.instant().plus(CODE_LIFE)));
    return code;
  }

  public Map<String, @Nullable Object> exchangeCode(
      String code, String clientId, String secret, String uri) {
    var oAuthClient = authenticatedClient(clientId, secret);
    return Optional.ofNullable(codes.remove(code))
        .filter(known -> known.client().equals(oAuthClient.id()) && known.redirectUri().equals(uri))
        .filter(known -> clock.instant().isBefore(known.ends()))
        .map(_ -> issueTokens(oAuthClient))
        .orElseThrow(
            () -> PhotoShelterApiException.oauth(400, "The code is unknown, used or too old"));
  }

  public synchronized Map<String, @Nullable Object> refresh(
      String token, String clientId, String secret) {
    var oAuthClient = authenticatedClient(clientId, secret);
    var refreshToken =
        refreshes
            .find(token)
            .filter(known -> known.client().equals(oAuthClient.id()) && !known.spent())
            .orElseThrow(() -> PhotoShelterApiException.oauth(401, "The refresh token is invalid"));
    refreshes.save(new RefreshToken(refreshToken.token(), refreshToken.client(), true));
    return issueTokens(oAuthClient);
  }

  /** The session id of an access token's bearer. */
  String sessionIdOf(String token) {
    return AccessToken.parse(token, key())
        .filter(known -> known.expires().isAfter(clock.instant()))
        .filter(known -> known.issued().isAfter(expiredUntil))
        .map(AccessToken::id)
        .orElseThrow(() ->
            PhotoShelterApiException.oauth(
                401,
                "The resource owner or authorization server denied the request:"
                    + " the access token has expired or is not valid"));
  }

  /** Expires every access token at once, as a scripted fault; refresh tokens stay valid. */
  public void expireAccessTokens() {
    expiredUntil = clock.instant();
  }

  private OAuthClient authenticatedClient(String id, String secret) {
    return clients
        .find(id)
        .filter(oAuthClient -> oAuthClient.secret().equals(secret))
        .orElseThrow(() -> PhotoShelterApiException.oauth(401, "Client authentication failed"));
  }

  private Map<String, @Nullable Object> issueTokens(OAuthClient oAuthClient) {
    var refreshToken =
        refreshes.save(new RefreshToken(PhotoShelterIds.random(60), oAuthClient.id(), false));
    var now = clock.instant();
    var access =
        new AccessToken(
            UUID.randomUUID().toString(),
            oAuthClient.id(),
            photoShelterAccount.userId(),
            now,
            now.plus(tokenLife));
    return Json.object(
        "token_type", "Bearer",
        "expires_in", tokenLife.toSeconds(),
        "access_token", access.sign(key()),
        "refresh_token", refreshToken.token());
  }

  /** The signing key, derived from the password so that it is the same after a restart. */
  private byte[] key() {
    return ("access tokens " + photoShelterAccount.password()).getBytes(StandardCharsets.UTF_8);
  }
}
