package io.proofline.console.session;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Role;
import io.proofline.console.database.SqlDatabase;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/** Requires a signed-in person for the pages, and for some forms a role. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

  /** Scripts, styles and pictures come from this server alone; there are no others. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private static final String[] PROGRAMS = {"/api/**", "/actuator/**"};
  private static final String[] PUBLIC = {"/sign-in", "/assets/**"};

  /** The catalogue of events, which subscriptions are about. */
  private static final String[] EVENTS = {"/subscriptions/events", "/subscriptions/events/*"};

  /**
   * The one form without a token, because it is read as it arrives, after the check of the role. It
   * changes nothing, and the cookie is not sent with forms of other sites.
   */
  private static final String VERIFICATION = "/record/verification";

  /** Forms that only an administrator may send. */
  private static final String[] ADMINISTRATION = {
    "/rules/**", "/people/**", "/tokens/**", "/system/**"
  };

  @Bean
  Sessions sessions(
      SqlDatabase consoleDatabase,
      ApiTokens tokens,
      ConsoleProperties settings,
      InstantSource clock) {
    return new Sessions(consoleDatabase, tokens, settings.session(), clock);
  }

  @Bean
  SignInLinks signInLinks(SqlDatabase consoleDatabase, InstantSource clock) {
    return new SignInLinks(consoleDatabase, clock);
  }

  @Bean
  SessionCookie sessionCookie(ConsoleProperties settings) {
    return new SessionCookie(settings.port());
  }

  @Bean
  FormTokens formTokens(SessionCookie cookie) {
    return new FormTokens(cookie);
  }

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityWebFilterChain pages(
      ServerHttpSecurity http,
      Sessions sessions,
      SessionCookie cookie,
      FormTokens formTokens,
      Site site,
      Templates templates) {
    var refusals = new SessionRefusals(site, templates);
    return http.securityMatcher(
            new NegatedServerWebExchangeMatcher(ServerWebExchangeMatchers.pathMatchers(PROGRAMS)))
        .httpBasic(HttpBasicSpec::disable)
        .formLogin(FormLoginSpec::disable)
        .logout(LogoutSpec::disable)
        .requestCache(RequestCacheSpec::disable)
        .securityContextRepository(new SessionSecurity(sessions, cookie))
        .csrf(csrf ->
            csrf.csrfTokenRepository(formTokens)
                .requireCsrfProtectionMatcher(
                    new AndServerWebExchangeMatcher(
                        CsrfWebFilter.DEFAULT_CSRF_MATCHER,
                        new NegatedServerWebExchangeMatcher(
                            ServerWebExchangeMatchers.pathMatchers(VERIFICATION))))
                .csrfTokenRequestHandler(new ServerCsrfTokenRequestAttributeHandler())
                .accessDeniedHandler(refusals))
        .headers(headers ->
            headers
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .authorizeExchange(calls ->
            calls
                .pathMatchers(PUBLIC)
                .permitAll()
                .pathMatchers(
                    HttpMethod.POST,
                    "/sign-out",
                    "/rules/check",
                    "/rules/try",
                    "/record/export.*",
                    VERIFICATION)
                .hasAuthority(Role.VIEWER.name())
                .pathMatchers(HttpMethod.GET, EVENTS)
                .hasAuthority(Role.VIEWER.name())
                .pathMatchers("/subscriptions/**")
                .hasAuthority(Role.ADMINISTRATOR.name())
                .pathMatchers(HttpMethod.POST, ADMINISTRATION)
                .hasAuthority(Role.ADMINISTRATOR.name())
                .pathMatchers(HttpMethod.GET)
                .hasAuthority(Role.VIEWER.name())
                .anyExchange()
                .hasAuthority(Role.OPERATOR.name()))
        .build();
  }
}
