package io.proofline.processor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.processor.topology.ProcessorMetrics;

/** Counts for whoever scrapes. */
final class CountedByMicrometer implements ProcessorMetrics {

  private final Counter unreadable;
  private final Counter foreign;
  private final Counter folded;
  private final Counter commands;

  CountedByMicrometer(MeterRegistry meters) {
    unreadable = meters.counter("proofline.signals.unreadable");
    foreign = meters.counter("proofline.events.foreign");
    folded = meters.counter("proofline.facts.folded");
    commands = meters.counter("proofline.commands.asked");
  }

  @Override
  public void unreadableSignal() {
    unreadable.increment();
  }

  @Override
  public void foreignEvent() {
    foreign.increment();
  }

  @Override
  public void folded(int asked) {
    folded.increment();
    commands.increment(asked);
  }
}
