package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.cli.ServiceHealth;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.standalone.EmbeddedServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What tests ask of a running demo beside its APIs. */
record RunningDemo(DemoAddresses at) {

  /** Returns once each part of each service is healthy. */
  void awaitHealthy(Duration patience) {
    await()
        .atMost(patience)
        .untilAsserted(() ->
            assertThat(at.health().entrySet())
                .allSatisfy(service ->
                    assertThat(
                            ServiceHealth.ask(service.getKey(), service.getValue())
                                .unhealthyParts())
                        .as(service.getKey())
                        .isEmpty()));
  }

  /** Number of records that a part of a service could not read; -1 if it does not say. */
  long unreadable(String service, String part) {
    return ServiceHealth.detail(at.health().get(service), part, "unreadable")
        .map(Long::parseLong)
        .orElse(-1L);
  }

  KafkaConnection kafka() {
    return new KafkaConnection(
        at.kafka(),
        List.of(at.registry()),
        EmbeddedServices.PREFIX,
        Topics.DEFAULT_PARTITIONS,
        Map.of());
  }
}
