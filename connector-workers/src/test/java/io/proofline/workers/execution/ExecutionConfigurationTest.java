package io.proofline.workers.execution;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.proofline.schemas.avro.Switch;
import io.proofline.workers.call.ApiCredentials;
import io.proofline.workers.call.Credentials;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** Checks the health and the metric of an API that a person has paused. */
class ExecutionConfigurationTest {

  private static final Instant AT = Instant.parse("2026-05-04T08:00:00Z");

  @Test
  void the_health_of_an_api_shows_a_pause_by_a_person_and_is_up() {
    var configuration =
        new ExecutionConfiguration(
            List.of(
                new ApiCredentials(ZIFLOW, Credentials.of()),
                new ApiCredentials(PHOTOSHELTER, Credentials.of())));
    var switches = CommandFixtures.nothingPaused();
    var ziflow = configuration.ziflowLane(new CommandLoopHealth(), switches);
    var library = configuration.photoshelterLane(new CommandLoopHealth(), switches);
    assertThat(ziflow.health().getDetails()).doesNotContainKey("paused");

    switches.accept("api:ziflow", new Switch("api:ziflow", true, AT, null, null, null, null));
    assertThat(ziflow.health().getStatus()).isEqualTo(Status.UP);
    assertThat(ziflow.health().getDetails())
        .containsEntry("paused", "paused by a person since 2026-05-04T08:00:00Z");
    assertThat(library.health().getDetails()).doesNotContainKey("paused");
  }

  @Test
  void the_metric_of_a_paused_api_is_one_until_it_is_resumed() {
    var registry = new SimpleMeterRegistry();
    var metrics = new MicrometerCommandLoopMetrics(registry);
    metrics.recordPaused(ZIFLOW, true);
    metrics.recordPaused(PHOTOSHELTER, false);
    assertThat(paused(registry, "ziflow")).isOne();
    assertThat(paused(registry, "photoshelter")).isZero();

    metrics.recordPaused(ZIFLOW, false);
    assertThat(paused(registry, "ziflow")).isZero();
  }

  private static double paused(SimpleMeterRegistry registry, String api) {
    return registry.get("proofline.workers.paused").tag("api", api).gauge().value();
  }
}
