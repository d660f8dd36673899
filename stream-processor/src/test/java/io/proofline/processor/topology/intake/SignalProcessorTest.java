package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.event;
import static io.proofline.processor.topology.SignalSamples.ziflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.topology.InMemoryProcessorMetrics;
import io.proofline.processor.topology.ProcessorMetrics.SignalSource;
import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.avro.ZiflowSignal;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class SignalProcessorTest {

  private static final String MARKER = "pl:demo:I0000EXAMPLE0001:1:1";

  private final MockProcessorContext<String, IntakeResult> context = new MockProcessorContext<>();
  private final SignalProcessor<ZiflowSignal> processor =
      new SignalProcessor<>(
          SignalSource.ZIFLOW,
          new ZiflowSignalParser("demo", TopologyFixture.PEOPLE)::parse,
          ZiflowSignal::getEnvelope,
          ZiflowSignal::getDelivery,
          new InMemoryProcessorMetrics(),
          new AbortedRecords());

  @Test
  void a_signal_whose_transaction_was_aborted_twice_is_unreadable_and_the_next_one_is_read() {
    processor.init(context);

    assertThat(process(7)).hasAtLeastOneElementOfType(IntakeResult.OfFact.class);
    assertThat(process(7)).hasAtLeastOneElementOfType(IntakeResult.OfFact.class);
    assertThat(process(7))
        .singleElement()
        .isInstanceOfSatisfying(
            IntakeResult.OfUnreadable.class,
            setAside -> {
              assertThat(setAside.signal().getReason()).contains("aborted twice");
              assertThat(setAside.signal().getBody().remaining()).isPositive();
              assertThat(setAside.signal().getOffset()).isEqualTo(7);
            });
    assertThat(process(8)).hasAtLeastOneElementOfType(IntakeResult.OfFact.class);
  }

  private List<IntakeResult> process(long offset) {
    context.resetForwards();
    context.setRecordMetadata("signals.ziflow", 0, offset);
    var signal = ziflow("e1", event("e1", "p1", null, "created", MARKER));
    processor.process(new Record<>("p1", signal, AT.toEpochMilli()));
    return context.forwarded().stream().<IntakeResult>map(each -> each.record().value()).toList();
  }
}
