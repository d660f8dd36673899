package io.proofline.ingest.hook;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@link HookMetrics} in memory. */
final class InMemoryHookMetrics implements HookMetrics {

  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  @Override
  public void received(String source) {
    count("received");
  }

  @Override
  public void published(String source, Duration took) {
    count("published");
  }

  @Override
  public void refused(String source, Refusal why) {
    count("refused " + why);
  }

  @Override
  public void notStored(String source) {
    count("notStored");
  }

  @Override
  public void brokenOff(String source) {
    count("brokenOff");
  }

  private void count(String name) {
    counts.merge(name, 1, Integer::sum);
  }
}
