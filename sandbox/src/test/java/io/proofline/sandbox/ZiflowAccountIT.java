package io.proofline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may come in, and who is to be told, asked over HTTP. */
class ZiflowAccountIT {
  @TempDir static Path data;
  private static Studio ziflow;

  @BeforeAll
  static void open() {
    ziflow = Studio.open(data);
  }

  @AfterAll
  static void close() {
    ziflow.close();
  }

  @Test
  void the_key_comes_in_four_ways() {
    var key = ziflow.sandbox.accounts().ziflowApiKey();
    var open = Caller.at(ziflow.sandbox.ziflow(), "/v1");
    var basic = Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    assertThat(open.get("/users?count=1").status()).isEqualTo(401);
    assertThat(open.get("/users?count=1").json().path("message").isString()).isTrue();
    assertThat(open.with("apikey", "wrong").get("/users?count=1").status()).isEqualTo(401);
    assertThat(open.with("apikey", key).get("/users?count=1").status()).isEqualTo(200);
    assertThat(open.with("Authorization", "Bearer " + key).get("/users?count=1").status())
        .isEqualTo(200);
    assertThat(open.with("Authorization", "Basic " + basic).get("/users?count=1").status())
        .isEqualTo(200);
    assertThat(open.get("/users?count=1&apikey=" + key).status()).isEqualTo(200);
  }

  @Test
  void webhooks_are_inactive_unless_asked_and_cannot_be_put() {
    var made =
        ziflow
            .api
            .json(
                "POST",
                "/webhooks",
                Json.object(
                    "name",
                    "x",
                    "target",
                    "http://127.0.0.1:9/x",
                    "generate_signature_key",
                    true,
                    "subscription_types",
                    Json.object("proof", Json.object("created", true))))
            .json();
    assertThat(made.path("active").asBoolean()).isFalse();
    assertThat(made.path("webhook_signature_key").isString()).isTrue();
    assertThat(
            ziflow
                .api
                .get("/webhooks")
                .json()
                .valueStream()
                .map(hook -> hook.path("webhook_signature_key")))
        .contains(made.path("webhook_signature_key"));
    assertThat(
            ziflow
                .api
                .json("PUT", "/webhooks/" + made.path("id").asString(), Map.of("active", true))
                .status())
        .isIn(404, 405);
    assertThat(ziflow.api.delete("/webhooks/" + made.path("id").asString()).bytes()).isEmpty();
    assertThat(ziflow.api.delete("/webhooks/" + made.path("id").asString()).status())
        .isEqualTo(404);
  }
}
