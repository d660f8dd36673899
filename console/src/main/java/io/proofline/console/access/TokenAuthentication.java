package io.proofline.console.access;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Authenticates a call by its token; the principal is the {@link Caller}. */
public final class TokenAuthentication implements ReactiveAuthenticationManager {

  private final ApiTokens tokens;
  private final TokenGuesses guesses;

  TokenAuthentication(ApiTokens tokens, TokenGuesses guesses) {
    this.tokens = tokens;
    this.guesses = guesses;
  }

  @Override
  public Mono<Authentication> authenticate(Authentication given) {
    return Mono.fromCallable(
            () -> verified(given.getName(), String.valueOf(given.getCredentials())))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Authentication verified(String address, String token) {
    guesses
        .lockedUntil(address, token)
        .ifPresent(until -> {
          throw new TooManyGuessesException(until);
        });
    var verification = tokens.verify(token);
    var caller = verification.caller();
    if (caller == null) {
      throw refusal(address, verification.refusal());
    }
    guesses.accepted(address, token);
    return authenticated(caller);
  }

  /** The authentication of a caller, with the authorities of its role. */
  public static Authentication authenticated(Caller caller) {
    var authorities =
        Arrays.stream(Role.values())
            .filter(caller.role()::includes)
            .map(role -> new SimpleGrantedAuthority(role.name()))
            .toList();
    return UsernamePasswordAuthenticationToken.authenticated(caller, null, authorities);
  }

  private AuthenticationException refusal(String address, ApiTokens.@Nullable Refusal refusal) {
    return switch (refusal) {
      case EXPIRED ->
          new BadCredentialsException(
              "This token has expired. An administrator can make a new one.");
      case REVOKED ->
          new BadCredentialsException(
              "This token was revoked. An administrator can make a new one.");
      case UNKNOWN -> new UnknownTokenException(guesses.guessed(address));
      case null -> new UnknownTokenException(guesses.guessed(address));
    };
  }
}
