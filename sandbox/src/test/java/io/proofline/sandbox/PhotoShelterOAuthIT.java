package io.proofline.sandbox;

import static io.proofline.sandbox.PhotoShelterFixture.attributes;
import static io.proofline.sandbox.PhotoShelterFixture.error;
import static io.proofline.sandbox.PhotoShelterFixture.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The OAuth 2 authorization code flow from a client's view. */
class PhotoShelterOAuthIT {
  private static final String BACK = "https://client.example/back";

  @TempDir static Path data;
  private static PhotoShelterFixture studio;
  private static HttpCaller bare;
  private static String client;
  private static String secret;

  @BeforeAll
  static void start() {
    studio = PhotoShelterFixture.in(data);
    bare = HttpCaller.at(studio.sandbox.photoshelter(), "/psapi/v4.0");
    var registered = register(studio).json().path("data");
    assertThat(registered.path("id").asString()).matches("OAC00[A-Za-z0-9._]{11}");
    assertThat(registered.path("type").asString()).isEqualTo("oAuthClient");
    client = registered.path("attributes").path("client_id").asString();
    secret = registered.path("attributes").path("client_secret").asString();
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  @Test
  void a_client_is_registered_with_a_secret_and_a_redirect_address() {
    var without = Map.of("name", "App", "application_name", "App");
    assertThat(studio.keyed.json("POST", "/oauth/register", without).status()).isEqualTo(400);
    assertThat(bare.json("POST", "/oauth/register", without).status()).isEqualTo(403);
  }

  @Test
  void the_page_asks_for_a_login_and_names_the_client() {
    var page = bare.get(authorize(BACK));
    assertThat(page.raw().headers().firstValue("Content-Type").orElse("")).contains("text/html");
    assertThat(page.text()).contains("Uploader &lt;b&gt;").contains("name=\"password\"");
  }

  @Test
  void a_client_with_consent_gets_tokens_that_are_valid_after_the_organization_step() {
    var tokens = tokens();
    assertThat(tokens.propertyNames())
        .containsExactlyInAnyOrder("token_type", "expires_in", "access_token", "refresh_token");
    assertThat(tokens.path("expires_in").asInt()).isEqualTo(3600);
    var bearer = studio.keyed.with("Authorization", "Bearer " + access(tokens));
    ok(bearer.get("/user/session"));
    assertThat(bearer.get("/library").status()).isEqualTo(401);
    enter(bearer);
    ok(bearer.get("/library"));
    ok(studio.keyed.with("X-PS-Auth-Token", access(tokens)).get("/library"));
  }

  @Test
  void a_bearer_is_accepted_on_v3_with_the_key_of_v3() {
    var bearer = studio.keyedV3.with("Authorization", "Bearer " + access(tokens()));
    ok(bearer.get("/mem/organization/%s/authenticate".formatted(studio.accounts.organizationId())));
    ok(bearer.get("/mem/collection/root/children"));
  }

  @Test
  void the_access_token_is_a_jwt_with_an_expiry() {
    var parts = access(tokens()).split("\\.");
    assertThat(parts).hasSize(3);
    var claims = Base64.getUrlDecoder().decode(parts[1]);
    var expires = Json.tree(new String(claims, StandardCharsets.UTF_8)).path("exp").asLong();
    assertThat(Instant.ofEpochSecond(expires))
        .isBetween(Instant.now().plusSeconds(3000), Instant.now().plusSeconds(3601));
  }

  @Test
  void a_tampered_token_is_refused() {
    var good = access(tokens());
    var forged = good.substring(0, good.lastIndexOf('.')) + ".AAAA";
    var answer = studio.keyed.with("Authorization", "Bearer " + forged).get("/user/session");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(error(answer)).isEqualTo("OAuthServerException");
  }

  @Test
  void a_refresh_token_is_valid_once_and_returns_the_next() {
    var first = tokens();
    var second = refresh(refreshOf(first));
    ok(second);
    assertThat(refreshOf(second.json())).isNotEqualTo(refreshOf(first));
    var again = refresh(refreshOf(first));
    assertThat(again.status()).isEqualTo(401);
    assertThat(error(again)).isEqualTo("OAuthServerException");
    ok(refresh(refreshOf(second.json())));
  }

  @Test
  void an_authorization_code_is_valid_once() {
    var code = code();
    ok(exchange(code, secret));
    assertThat(exchange(code, secret).status()).isEqualTo(400);
  }

  @Test
  void a_wrong_secret_and_another_grant_type_are_refused() {
    assertThat(exchange(code(), "guess").status()).isEqualTo(401);
    var machine =
        studio.keyed.form(
            "POST",
            "/oauth/token",
            "grant_type",
            "client_credentials",
            "client_id",
            client,
            "client_secret",
            secret);
    assertThat(machine.status()).isEqualTo(400);
    assertThat(error(machine)).isEqualTo("OAuthServerException");
  }

  @Test
  void the_page_never_redirects_to_an_unregistered_address() {
    var answer = bare.get(authorize("https://elsewhere.example/"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.raw().headers().firstValue("Location")).isEmpty();
  }

  @Test
  void a_wrong_password_asks_again_and_a_refusal_goes_back_to_the_client() {
    var wrong = bare.form("POST", authorize(BACK), "email", "x@example.com", "password", "guess");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.text()).contains("password is wrong");
    var denied = bare.form("POST", authorize(BACK), "answer", "deny");
    assertThat(denied.raw().headers().firstValue("Location"))
        .hasValue(BACK + "?error=access_denied&state=xyz+1");
  }

  @Test
  void an_expired_token_is_refused_and_can_be_refreshed(@TempDir Path other) {
    var defaults = PhotoShelterSettings.defaults();
    var brief = defaults.with(defaults.limits().tokenLife(Duration.ofMillis(1)));
    try (var hasty = PhotoShelterFixture.in(other, brief)) {
      var answer = hasty.keyed.with("Authorization", "Bearer " + access(tokens(hasty)));
      await().until(() -> error(answer.get("/library")).equals("OAuthServerException"));
      assertThat(answer.get("/library").status()).isEqualTo(401);
    }
  }

  @Test
  void tokens_survive_a_restart_and_expire_on_demand(@TempDir Path other) {
    JsonNode tokens;
    try (var before = PhotoShelterFixture.in(other)) {
      tokens = tokens(before);
    }
    try (var after = PhotoShelterFixture.in(other)) {
      var bearer = after.keyed.with("Authorization", "Bearer " + access(tokens));
      ok(bearer.get("/user/session"));
      var admin = HttpCaller.at(after.sandbox.pages(), "/admin/photoshelter");
      admin.json("POST", "/sessions/expire", Map.of());
      assertThat(error(bearer.get("/user/session"))).isEqualTo("OAuthServerException");
    }
  }

  // ---- steps of the flow

  private static HttpCaller.Answer register(PhotoShelterFixture at) {
    var fields =
        Map.of(
            "application_name", "Uploader <b>", "email", "dev@example.com", "redirect_uri", BACK);
    return at.keyed.json("POST", "/oauth/register", fields);
  }

  private static String authorize(String back) {
    return authorize(studio, client, back);
  }

  private static String authorize(PhotoShelterFixture at, String id, String back) {
    return "/oauth/authorize?response_type=code&client_id=%s&redirect_uri=%s&state=xyz+1&api_key=%s"
        .formatted(
            id, HttpCaller.encoded(back), HttpCaller.encoded(at.accounts.photoshelterV4Key()));
  }

  private static String code() {
    return code(studio, client);
  }

  private static String code(PhotoShelterFixture at, String id) {
    var accounts = at.accounts;
    var allowed =
        HttpCaller.at(at.sandbox.photoshelter(), "/psapi/v4.0")
            .form(
                "POST",
                authorize(at, id, BACK),
                "email",
                accounts.photoshelterEmail(),
                "password",
                accounts.photoshelterPassword(),
                "answer",
                "allow");
    assertThat(allowed.status()).isEqualTo(302);
    var location = allowed.raw().headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(BACK + "?code=").endsWith("&state=xyz+1");
    return location.substring((BACK + "?code=").length(), location.indexOf("&state"));
  }

  private static HttpCaller.Answer exchange(String code, String given) {
    return exchange(studio, client, code, given);
  }

  private static HttpCaller.Answer exchange(
      PhotoShelterFixture at, String id, String code, String given) {
    return at.keyed.form(
        "POST",
        "/oauth/token",
        "grant_type",
        "authorization_code",
        "code",
        code,
        "redirect_uri",
        BACK,
        "client_id",
        id,
        "client_secret",
        given);
  }

  private static HttpCaller.Answer refresh(String token) {
    return studio.keyed.form(
        "POST",
        "/oauth/token",
        "grant_type",
        "refresh_token",
        "refresh_token",
        token,
        "redirect_uri",
        BACK,
        "client_id",
        client,
        "client_secret",
        secret);
  }

  private static JsonNode tokens() {
    return exchange(code(), secret).json();
  }

  private static JsonNode tokens(PhotoShelterFixture at) {
    var fresh = attributes(register(at));
    var id = fresh.path("client_id").asString();
    return exchange(at, id, code(at, id), fresh.path("client_secret").asString()).json();
  }

  private static void enter(HttpCaller bearer) {
    ok(
        bearer.json(
            "POST",
            "/organization/authenticate",
            Map.of("org_id", studio.accounts.organizationId())));
  }

  private static String access(JsonNode tokens) {
    return tokens.path("access_token").asString();
  }

  private static String refreshOf(JsonNode tokens) {
    return tokens.path("refresh_token").asString();
  }
}
