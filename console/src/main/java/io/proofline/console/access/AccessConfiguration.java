package io.proofline.console.access;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.database.SqlDatabase;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/**
 * Requires a token, and for some calls a role. Health, metrics and the API's description are
 * public. Calls of other origins' pages are not answered (no CORS), and no cookie is used. Another
 * chain, before this one, is for people's pages.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class AccessConfiguration {

  private static final String[] PUBLIC = {
    "/actuator/health/**", "/actuator/prometheus", "/api/v1/openapi.yaml"
  };

  /** Changes that only an administrator may make. */
  private static final String[] ADMINISTRATION = {
    "/api/v1/tokens/**", "/api/v1/rules/**", "/api/v1/people/**", "/api/v1/read-model/**"
  };

  @Bean
  ApiTokens apiTokens(
      SqlDatabase consoleDatabase, ConsoleProperties settings, InstantSource clock) {
    return new ApiTokens(consoleDatabase, settings.adminToken(), clock);
  }

  @Bean
  TokenGuesses tokenGuesses(InstantSource clock) {
    return new TokenGuesses(clock);
  }

  @Bean
  CallFilter callFilter(ConsoleProperties settings, InstantSource clock) {
    return new CallFilter(new CallRates(settings.callsPerMinute(), clock));
  }

  @Bean
  SecurityWebFilterChain access(
      ServerHttpSecurity http, ApiTokens tokens, TokenGuesses guesses, InstantSource clock) {
    var refusals = new AccessRefusals(clock);
    var bearer = new AuthenticationWebFilter(new TokenAuthentication(tokens, guesses));
    bearer.setServerAuthenticationConverter(new BearerTokenConverter());
    bearer.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
    bearer.setAuthenticationFailureHandler(refusals::onFailure);
    return http.csrf(CsrfSpec::disable)
        .httpBasic(HttpBasicSpec::disable)
        .formLogin(FormLoginSpec::disable)
        .logout(LogoutSpec::disable)
        .requestCache(RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .addFilterAt(bearer, SecurityWebFiltersOrder.AUTHENTICATION)
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .authorizeExchange(calls ->
            calls
                .pathMatchers(PUBLIC)
                .permitAll()
                .pathMatchers(HttpMethod.GET, "/api/v1/tokens/own")
                .hasAuthority(Role.VIEWER.name())
                .pathMatchers("/api/v1/tokens/**", "/api/v1/subscriptions/**")
                .hasAuthority(Role.ADMINISTRATOR.name())
                .pathMatchers(
                    HttpMethod.POST,
                    "/api/v1/rules/check",
                    "/api/v1/rules/try",
                    "/api/v1/audit/verifications")
                .hasAuthority(Role.VIEWER.name())
                .pathMatchers(HttpMethod.POST, ADMINISTRATION)
                .hasAuthority(Role.ADMINISTRATOR.name())
                .pathMatchers(HttpMethod.GET)
                .hasAuthority(Role.VIEWER.name())
                .anyExchange()
                .hasAuthority(Role.OPERATOR.name()))
        .build();
  }
}
