package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Authentication of PhotoShelter calls, and the refusals. */
class PhotoShelterAuthenticationIT {
  @TempDir static Path data;
  private static PhotoShelterFixture studio;
  private static HttpCaller v4;

  @BeforeAll
  static void start() {
    studio = PhotoShelterFixture.in(data);
    v4 = studio.v4;
  }

  @AfterAll
  static void stop() {
    studio.close();
  }

  @Test
  void a_call_without_the_key_is_refused_before_anything_else() {
    var answer = HttpCaller.at(studio.sandbox.photoshelter(), "/psapi/v4.0").get("/no/such/path");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("errors").get(0).path("id").asString())
        .isEqualTo("ApiKeyInvalidException");
    assertThat(answer.json().path("errors").get(0).path("status").asString()).isEqualTo("403");
  }

  @Test
  void the_keys_of_v3_and_v4_are_not_exchangeable() {
    var wrong =
        HttpCaller.at(studio.sandbox.photoshelter(), "/psapi/v4.0")
            .with("X-PS-Api-Key", studio.accounts.photoshelterV3Key());
    assertThat(wrong.get("/library").status()).isEqualTo(403);
  }

  @Test
  void the_key_is_accepted_as_a_query_parameter() {
    var answer =
        HttpCaller.at(studio.sandbox.photoshelter(), "/psapi/v4.0")
            .get("/library?api_key=" + HttpCaller.encoded(studio.accounts.photoshelterV4Key()));
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void member_calls_require_a_login_and_then_the_organization_step() {
    var keyed = studio.keyed;
    var anonymous = keyed.get("/library");
    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.raw().headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(anonymous.json().path("errors").get(0).path("id").asString())
        .isEqualTo("AcsPermissionException");

    var token =
        keyed
            .form(
                "POST",
                "/authenticate",
                "email",
                studio.accounts.photoshelterEmail(),
                "password",
                studio.accounts.photoshelterPassword(),
                "mode",
                "token")
            .json()
            .path("token")
            .asString();
    var loggedIn = keyed.with("X-PS-Auth-Token", token);
    assertThat(loggedIn.get("/user/session").status()).isEqualTo(200);
    assertThat(loggedIn.get("/library").status()).isEqualTo(401);
    assertThat(
            loggedIn
                .get("/media/%s/download".formatted(studio.media("summit-sunset.jpg")))
                .status())
        .isEqualTo(401);

    var entered =
        loggedIn.form(
            "POST", "/organization/authenticate", "org_id", studio.accounts.organizationId());
    assertThat(entered.json().path("meta").path("status").asString()).isEqualTo("OK");
    assertThat(loggedIn.get("/library").status()).isEqualTo(200);

    loggedIn.json("POST", "/authenticate/logout", Map.of());
    assertThat(loggedIn.get("/library").status()).isEqualTo(401);
  }

  @Test
  void a_wrong_password_and_an_unknown_organization_are_refused() {
    var keyed = studio.keyed;
    assertThat(
            keyed
                .form(
                    "POST",
                    "/authenticate",
                    "email",
                    studio.accounts.photoshelterEmail(),
                    "password",
                    "guess",
                    "mode",
                    "token")
                .status())
        .isEqualTo(401);
    assertThat(
            PhotoShelterFixture.member(studio.sandbox)
                .json("POST", "/organization/authenticate", Map.of("org_id", "O0000somebodyels"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void a_session_of_v4_is_not_valid_for_v3() {
    var token =
        v4.get("/user/session")
            .raw()
            .request()
            .headers()
            .firstValue("X-PS-Auth-Token")
            .orElseThrow();
    var mixed = studio.keyedV3.with("X-PS-Auth-Token", token);
    var answer = mixed.get("/mem/image/" + studio.media("summit-sunset.jpg"));
    assertThat(answer.json().path("status").asString()).isEqualTo("error");
    assertThat(answer.json().path("error").path("class").asString())
        .containsIgnoringCase("session");
  }

  @Test
  void an_unknown_path_and_an_unknown_file_are_not_found() {
    assertThat(v4.get("/no/such/path").json().path("errors").get(0).path("id").asString())
        .isEqualTo("ResourceNotFoundException");
    assertThat(v4.get("/media/I0000nothing0000").status()).isEqualTo(404);
  }

  static HttpCaller loggedIn(Sandbox sandbox) {
    return PhotoShelterFixture.member(sandbox);
  }

  static byte[] resource(String name) {
    return PhotoShelterFixture.photograph(name);
  }

  static JsonNode first(HttpCaller.Answer answer) {
    return answer.json().path("data").get(0);
  }
}
