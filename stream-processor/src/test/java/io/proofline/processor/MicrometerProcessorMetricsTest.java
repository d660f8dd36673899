package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.proofline.processor.intake.ProofRateLimit;
import io.proofline.processor.topology.ProcessorMetrics.OldestOpenCommand;
import io.proofline.processor.topology.ProcessorMetrics.SignalSource;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.Origin;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerProcessorMetricsTest {

  private static final Instant NOW = Instant.parse("2026-05-04T08:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MicrometerProcessorMetrics counted =
      new MicrometerProcessorMetrics(meters, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void the_age_of_a_source_is_that_of_its_newest_signal() {
    counted.signal(SignalSource.ZIFLOW, NOW.minusSeconds(90));
    counted.signal(SignalSource.ZIFLOW, NOW.minusSeconds(3000));

    assertThat(age("proofline.signals.age", "ziflow")).isEqualTo(90);
    assertThat(age("proofline.signals.age", "library")).isNaN();
    assertThat(meters.counter("proofline.signals.read", "source", "ziflow").count()).isEqualTo(2);
  }

  @Test
  void the_age_of_facts_is_that_of_the_last_one_written() {
    counted.fact(FactKind.TICK, received(NOW.minusSeconds(5)));
    counted.fact(FactKind.PROOF_PERMIT, received(NOW.minusSeconds(7)));

    assertThat(meters.get("proofline.facts.age").timeGauge().value(TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(meters.counter("proofline.facts.written", "kind", "proof_permit").count())
        .isEqualTo(1);
  }

  @Test
  void the_age_of_commands_is_that_of_the_oldest_of_all_partitions_held() {
    assertThat(ageOfCommands()).isZero();
    OldestOpenCommand other = () -> Optional.of(NOW.minusSeconds(50));
    counted.partitionAssigned(other);
    counted.partitionAssigned(() -> Optional.of(NOW.minusSeconds(20)));
    counted.partitionAssigned(Optional::empty);
    assertThat(ageOfCommands()).isEqualTo(50);

    counted.partitionRevoked(other);
    assertThat(ageOfCommands()).isEqualTo(20);
  }

  private double ageOfCommands() {
    return meters.get("proofline.commands.age").timeGauge().value(TimeUnit.SECONDS);
  }

  @Test
  void permit_decisions_are_counted_by_their_answer() {
    counted.proofPermit(ProofRateLimit.PermitDecision.HOLD);

    assertThat(meters.counter("proofline.turns", "answer", "hold").count()).isEqualTo(1);
  }

  private double age(String name, String source) {
    return meters.get(name).tag("source", source).timeGauge().value(TimeUnit.SECONDS);
  }

  private static Envelope received(Instant at) {
    return new Envelope("e", "demo", "intake", Origin.LIVE, null, at, "c", null, null);
  }
}
