package io.proofline.sandbox.photoshelter;

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

/** OAuth2 by authorization code: clients, codes, access tokens, refresh tokens that serve once. */
final class Grants {
  /** An application that may ask for codes. */
  record Client(String id, String secret, String name, String redirectUri) {}

  /** A refresh token; one that was used is spent. */
  record Refresh(String token, String client, boolean spent) {}

  private record Code(String client, String redirectUri, Instant ends) {}

  private static final Duration CODE_LIFE = Duration.ofMinutes(10);

  private final Register<Client> clients;
  private final Register<Refresh> refreshes;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Account account;
  private final Duration tokenLife;
  private final Clock clock;
  private volatile Instant endedUntil = Instant.EPOCH;

  Grants(
      Register<Client> clients,
      Register<Refresh> refreshes,
      Account account,
      Duration tokenLife,
      Clock clock) {
    this.clients = clients;
    this.refreshes = refreshes;
    this.account = account;
    this.tokenLife = tokenLife;
    this.clock = clock;
  }

  Client register(String name, String redirectUri) {
    return clients.keep(new Client(Ids.starting("OAC00"), Ids.letters(40), name, redirectUri));
  }

  /** The client to which a code would be sent; nobody else is ever sent to. */
  Client client(String id, String redirectUri) {
    return clients
        .find(id)
        .filter(client -> client.redirectUri().equals(redirectUri))
        .orElseThrow(() -> Refused.oauth(400, "The client or its redirect_uri is not registered"));
  }

  /** A code that serves once, within ten minutes. */
  String code(Client client) {
    var code = Ids.letters(40);
    codes.put(code, new Code(client.id(), client.redirectUri(), clock.instant().plus(CODE_LIFE)));
    return code;
  }

  Map<String, @Nullable Object> byCode(String code, String clientId, String secret, String uri) {
    var client = proven(clientId, secret);
    return Optional.ofNullable(codes.remove(code))
        .filter(known -> known.client().equals(client.id()) && known.redirectUri().equals(uri))
        .filter(known -> clock.instant().isBefore(known.ends()))
        .map(_ -> tokens(client))
        .orElseThrow(() -> Refused.oauth(400, "The code is unknown, used or too old"));
  }

  synchronized Map<String, @Nullable Object> byRefresh(
      String token, String clientId, String secret) {
    var client = proven(clientId, secret);
    var refresh =
        refreshes
            .find(token)
            .filter(known -> known.client().equals(client.id()) && !known.spent())
            .orElseThrow(() -> Refused.oauth(401, "The refresh token is invalid"));
    refreshes.keep(new Refresh(refresh.token(), refresh.client(), true));
    return tokens(client);
  }

  /** The id under which the bearer's session is kept. */
  String bearer(String token) {
    return WebToken.read(token, key())
        .filter(known -> known.expires().isAfter(clock.instant()))
        .filter(known -> known.issued().isAfter(endedUntil))
        .map(WebToken::id)
        .orElseThrow(() ->
            Refused.oauth(
                401,
                "The resource owner or authorization server denied the request:"
                    + " the access token has expired or is not valid"));
  }

  /** Ends every access token at once, as a fault on demand; refresh tokens stay good. */
  void endAll() {
    endedUntil = clock.instant();
  }

  private Client proven(String id, String secret) {
    return clients
        .find(id)
        .filter(client -> client.secret().equals(secret))
        .orElseThrow(() -> Refused.oauth(401, "Client authentication failed"));
  }

  private Map<String, @Nullable Object> tokens(Client client) {
    var refresh = refreshes.keep(new Refresh(Ids.letters(60), client.id(), false));
    var now = clock.instant();
    var access =
        new WebToken(
            UUID.randomUUID().toString(), client.id(), account.userId(), now, now.plus(tokenLife));
    return Json.object(
        "token_type", "Bearer",
        "expires_in", tokenLife.toSeconds(),
        "access_token", access.signed(key()),
        "refresh_token", refresh.token());
  }

  /** The same after a restart, and known to nobody who does not know the password. */
  private byte[] key() {
    return ("access tokens " + account.password()).getBytes(StandardCharsets.UTF_8);
  }
}
