package io.proofline.processor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.proofline.processor.intake.ProofRateLimit;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FactKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@link ProcessorMetrics} as Micrometer meters. Ages grow from scrape to scrape even without new
 * records.
 */
final class MicrometerProcessorMetrics implements ProcessorMetrics {

  private final MeterRegistry meters;
  private final Clock clock;
  private final Counter unreadable;
  private final AtomicLong unreadableRecords = new AtomicLong();
  private final Counter unattached;
  private final Counter attached;
  private final Counter foreign;
  private final Counter folded;
  private final Counter commands;
  private final Map<SignalSource, Instant> newestSignal = new ConcurrentHashMap<>();
  private final Set<OldestOpenCommand> partitions = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Instant lastFact;

  MicrometerProcessorMetrics(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    unreadable = meters.counter("proofline.signals.unreadable");
    unattached = meters.counter("proofline.events.unattached");
    attached = meters.counter("proofline.events.attached");
    foreign = meters.counter("proofline.events.foreign");
    folded = meters.counter("proofline.facts.folded");
    commands = meters.counter("proofline.commands.asked");
    TimeGauge.builder("proofline.facts.age", () -> age(lastFact), TimeUnit.MILLISECONDS)
        .description("Time since the event behind the last written fact was received")
        .register(meters);
    TimeGauge.builder("proofline.commands.age", this::ageOfCommands, TimeUnit.MILLISECONDS)
        .description(
            "Time since the oldest command without an outcome was issued; 0 if there is none")
        .register(meters);
    for (var signalSource : SignalSource.values()) {
      TimeGauge.builder(
              "proofline.signals.age",
              () -> age(newestSignal.get(signalSource)),
              TimeUnit.MILLISECONDS)
          .description("Time since the newest signal of a source was received")
          .tag("source", word(signalSource))
          .register(meters);
    }
  }

  @Override
  public void signal(SignalSource signalSource, Instant receivedAt) {
    newestSignal.merge(signalSource, receivedAt, (a, b) -> a.isAfter(b) ? a : b);
    meters.counter("proofline.signals.read", "source", word(signalSource)).increment();
  }

  private double ageOfCommands() {
    return partitions.stream()
        .flatMap(partition -> partition.issuedAt().stream())
        .min(Comparator.naturalOrder())
        .map(this::age)
        .orElse(0.0);
  }

  private double age(@Nullable Instant since) {
    return since == null ? Double.NaN : clock.millis() - since.toEpochMilli();
  }

  @Override
  public void unreadableSignal() {
    unreadable.increment();
  }

  @Override
  public void unreadableRecord(String topic) {
    unreadableRecords.incrementAndGet();
    meters.counter("proofline.records.unreadable", "topic", topic).increment();
  }

  /** Number of records of all topics that were skipped or set aside. */
  long unreadableRecords() {
    return unreadableRecords.get();
  }

  @Override
  public void unattachedEvent() {
    unattached.increment();
  }

  @Override
  public void attachedEvent() {
    attached.increment();
  }

  @Override
  public void foreignEvent() {
    foreign.increment();
  }

  @Override
  public void proofPermit(ProofRateLimit.PermitDecision permitDecision) {
    meters.counter("proofline.turns", "answer", word(permitDecision)).increment();
  }

  @Override
  public void fact(FactKind kind, Envelope envelope) {
    meters.counter("proofline.facts.written", "kind", word(kind)).increment();
    lastFact = envelope.getReceivedAt();
  }

  @Override
  public void factProcessed(int asked) {
    folded.increment();
    commands.increment(asked);
  }

  @Override
  public void partitionAssigned(OldestOpenCommand partition) {
    partitions.add(partition);
  }

  @Override
  public void partitionRevoked(OldestOpenCommand partition) {
    partitions.remove(partition);
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
