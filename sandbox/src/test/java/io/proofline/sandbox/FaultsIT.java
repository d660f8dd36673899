package io.proofline.sandbox;

import static io.proofline.sandbox.Proofs.body;
import static io.proofline.sandbox.Proofs.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls go wrong as often as told, before or after they took effect, and then no more. */
class FaultsIT {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/fig.jpg");

  @TempDir static Path data;
  private static Sandbox sandbox;
  private static Caller faults;
  private static Proofs proofs;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxSettings.in(data));
    faults = Caller.at(sandbox.pages(), "/admin/faults");
    proofs = new Proofs(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void two_calls_are_throttled_and_the_third_is_not() {
    faults.json(
        "POST",
        "/photoshelter",
        Map.of("path", "/psapi/v4.0/library", "status", 429, "retry_after", 7, "times", 2));
    var library = PhotoShelterContractIT.loggedIn(sandbox);
    var first = library.get("/library");
    assertThat(first.status()).isEqualTo(429);
    assertThat(first.raw().headers().firstValue("Retry-After")).hasValue("7");
    assertThat(first.json().path("errors").get(0).path("id").asString())
        .isEqualTo("TooManyRequestsException");
    assertThat(library.get("/library").status()).isEqualTo(429);
    assertThat(library.get("/library").status()).isEqualTo(200);
  }

  @Test
  void a_call_can_fail_before_it_takes_effect() {
    faults.json("POST", "/ziflow", Map.of("method", "POST", "path", "/v1/proofs", "status", 503));
    assertThat(proofs.api.json("POST", "/proofs", body("before", NOWHERE, stage("Brand"))).status())
        .isEqualTo(503);
    assertThat(found("before")).isZero();
  }

  @Test
  void a_call_can_fail_after_it_took_effect() {
    faults.json(
        "POST",
        "/ziflow",
        Map.of("method", "POST", "path", "/v1/proofs", "status", 500, "after_applying", true));
    assertThat(proofs.api.json("POST", "/proofs", body("after", NOWHERE, stage("Brand"))).status())
        .isEqualTo(500);
    assertThat(found("after")).isEqualTo(1);
  }

  @Test
  void a_connection_can_be_cut_after_the_call_took_effect() {
    faults.json(
        "POST",
        "/ziflow",
        Map.of("method", "POST", "path", "/v1/proofs", "status", 0, "after_applying", true));
    assertThatThrownBy(
            () -> proofs.api.json("POST", "/proofs", body("cut", NOWHERE, stage("Brand"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThat(found("cut")).isEqualTo(1);
  }

  @Test
  void faults_are_listed_and_cleared() {
    faults.json("POST", "/ziflow", Map.of("path", "/v1/nothing", "status", 500));
    assertThat(faults.get("/ziflow").json()).hasSize(1);
    faults.delete("/ziflow");
    assertThat(faults.get("/ziflow").json()).isEmpty();
    assertThat(faults.get("/elsewhere").status()).isEqualTo(404);
  }

  private static int found(String key) {
    return proofs
        .api
        .json("POST", "/proofs/search", Json.object("pass_through_value", List.of(key)))
        .json()
        .path("proofs")
        .size();
  }
}
