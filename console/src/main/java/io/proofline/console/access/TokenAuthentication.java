package io.proofline.console.access;

import java.util.Arrays;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Authenticates a call by its token; the principal is the {@link Caller}. */
public final class TokenAuthentication implements ReactiveAuthenticationManager {

  private final ApiTokens tokens;

  TokenAuthentication(ApiTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Mono<Authentication> authenticate(Authentication given) {
    return Mono.fromCallable(() -> verified(String.valueOf(given.getCredentials())))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Authentication verified(String token) {
    var verification = tokens.verify(token);
    var caller = verification.caller();
    if (caller == null) {
      throw new BadCredentialsException(sentence(verification.refusal()));
    }
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

  private static String sentence(ApiTokens.@org.jspecify.annotations.Nullable Refusal refusal) {
    return switch (refusal) {
      case EXPIRED -> "This token has expired. An administrator can make a new one.";
      case REVOKED -> "This token was revoked. An administrator can make a new one.";
      case UNKNOWN -> "This token is not known.";
      case null -> "This token is not known.";
    };
  }
}
