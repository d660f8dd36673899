package io.proofline.console;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static io.proofline.console.TopicFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.avro.ApiState;
import io.proofline.schemas.avro.CircuitBreakerState;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The state of the APIs, from the workers' topic to the answers. */
@ParameterizedClass
@EnumSource(DatabaseProduct.class)
class ApisIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir static Path directory;
  @Parameter DatabaseProduct product;
  private static TopicFixture fixture;
  private static ConsoleInstance console;

  @BeforeParameterizedClassInvocation
  static void start(DatabaseProduct product) {
    var kafka = KafkaForTests.connection("console.apis.%s.".formatted(product));
    fixture = new TopicFixture(kafka);
    writeReview("Z1", CommandKind.UPDATE_STAGES);
    writeReview("L1", CommandKind.WRITE_FIELDS);
    console = ConsoleInstance.start(kafka, DatabaseForTests.settings(product, directory));
    await().atMost(SOON).until(() -> console.json("/api/v1/reviews").path("items").size() == 2);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    console.close();
    fixture.close();
  }

  @AfterEach
  void end() {
    for (var key : List.of("ziflow:w1", "ziflow:w2", "photoshelter:w1")) {
      fixture.write(fixture.topics().apis(), key, null);
    }
    await().atMost(SOON).until(() -> api(0).path("instances").isEmpty());
  }

  private static void writeReview(String asset, CommandKind kind) {
    fixture.write(
        fixture.topics().reviews(),
        asset,
        TopicFixture.review(asset, asset + ".jpg", ReviewState.IN_REVIEW)
            .setOpenCommands(
                List.of(new OpenCommand("c-" + kind, kind, false, null, null, null, NOON)))
            .build());
  }

  private static void report(
      String api, String instance, CircuitBreakerState circuit, String reason, Duration valid) {
    boolean isClosed = circuit == CircuitBreakerState.CLOSED;
    fixture.write(
        fixture.topics().apis(),
        api + ":" + instance,
        ApiState.newBuilder()
            .setApi(api)
            .setInstance(instance)
            .setCircuitBreaker(circuit)
            .setSince(isClosed ? null : NOON)
            .setReason(reason)
            .setRefusesCredentials(!isClosed)
            .setCallsAllowed(240)
            .setCallsMade(40)
            .setCallsWaiting(1)
            .setInFlight(2)
            .setMaxInFlight(4)
            .setReportedAt(NOON)
            .setValidUntil(Instant.now().plus(valid))
            .build());
  }

  private static void awaitInstances(int number) {
    await().atMost(SOON).until(() -> api(0).path("instances").size() == number);
  }

  private static JsonNode api(int index) {
    return console.json("/api/v1/apis").path("apis").path(index);
  }

  private static JsonNode review(String asset) {
    return console.json("/api/v1/reviews/" + asset).path("review");
  }

  @Test
  void each_api_has_the_reports_of_its_instances_and_their_sum() {
    report("ziflow", "w1", CircuitBreakerState.CLOSED, null, LONG);
    report("ziflow", "w2", CircuitBreakerState.OPEN, "Ziflow refuses our access (401)", LONG);
    awaitInstances(2);

    var ziflow = api(0);
    assertThat(ziflow.path("circuit_breaker").asString()).isEqualTo("open");
    assertThat(ziflow.path("since").asString()).isEqualTo(NOON.toString());
    assertThat(ziflow.path("refuses_credentials").asBoolean()).isTrue();
    assertThat(ziflow.path("calls_left").asInt()).isEqualTo(400);
    assertThat(ziflow.path("instances").get(0).path("circuit_breaker").asString())
        .isEqualTo("closed");
    assertThat(api(1).path("circuit_breaker").isNull()).isTrue();
    assertThat(api(1).path("text").asString())
        .isEqualTo("No worker reports the state of PhotoShelter");
  }

  @Test
  void a_photograph_says_which_api_refuses_us_since_when_and_what_to_do() {
    var before = console.get("/api/v1/reviews/Z1").headers().firstValue("ETag").orElseThrow();
    assertThat(review("Z1").path("waits_for_api").isNull()).isTrue();
    report("ziflow", "w1", CircuitBreakerState.OPEN, "Ziflow refuses our access (401)", LONG);
    awaitInstances(1);

    assertThat(review("Z1").path("waits_for_api").asString())
        .startsWith("Ziflow refuses our credentials since " + NOON)
        .contains("Ziflow refuses our access (401)")
        .endsWith("proofline doctor");
    assertThat(review("L1").path("waits_for_api").isNull()).isTrue();
    var listed = console.json("/api/v1/reviews?sort=asset").path("items");
    assertThat(listed.get(0).path("waits_for_api").isNull()).isTrue();
    assertThat(listed.get(1).path("waits_for_api").asString()).startsWith("Ziflow refuses");
    var again =
        console.request("/api/v1/reviews/Z1", ADMIN_TOKEN).header("If-None-Match", before).GET();
    assertThat(console.send(again).statusCode()).isEqualTo(200);
  }

  @Test
  void an_instance_that_ended_or_is_silent_counts_no_more() {
    report("ziflow", "w1", CircuitBreakerState.OPEN, "stopped", LONG);
    report("ziflow", "w2", CircuitBreakerState.OPEN, "killed", Duration.ofMillis(-1));
    awaitInstances(1);
    assertThat(api(0).path("instances").get(0).path("instance").asString()).isEqualTo("w1");

    fixture.write(fixture.topics().apis(), "ziflow:w1", null);
    awaitInstances(0);
    assertThat(review("Z1").path("waits_for_api").isNull()).isTrue();
  }
}
