package io.proofline.processor.topology;

import io.proofline.processor.intake.ProofRateLimit;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.FactKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@link ProcessorMetrics} in memory, with counts by name. */
public final class InMemoryProcessorMetrics implements ProcessorMetrics {

  private final Map<String, Integer> counts = new TreeMap<>();
  private final Set<OldestOpenCommand> partitions = new HashSet<>();

  public int of(String name) {
    return counts.getOrDefault(name, 0);
  }

  /** When the oldest command without an outcome was issued, over all partitions. */
  public Optional<Instant> oldestCommand() {
    return partitions.stream()
        .flatMap(partition -> partition.issuedAt().stream())
        .min(Comparator.naturalOrder());
  }

  private void count(String name) {
    counts.merge(name, 1, Integer::sum);
  }

  @Override
  public void signal(SignalSource signalSource, Instant receivedAt) {
    count("signal " + word(signalSource));
  }

  @Override
  public void unreadableSignal() {
    count("unreadable");
  }

  @Override
  public void unreadableRecord(String topic) {
    count("unreadable record of " + topic);
  }

  @Override
  public void unattachedEvent() {
    count("unattached");
  }

  @Override
  public void attachedEvent() {
    count("attached");
  }

  @Override
  public void foreignEvent() {
    count("foreign");
  }

  @Override
  public void proofPermit(ProofRateLimit.PermitDecision permitDecision) {
    count("turn " + word(permitDecision));
  }

  @Override
  public void fact(FactKind kind, Envelope envelope) {
    count("fact " + word(kind));
  }

  @Override
  public void factProcessed(int commands) {
    count("folded");
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
