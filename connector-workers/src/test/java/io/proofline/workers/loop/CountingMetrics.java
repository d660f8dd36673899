package io.proofline.workers.loop;

import io.proofline.workers.call.Api;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics in memory, with the equation that they promise. */
final class CountingMetrics implements LoopMetrics {

  private final Map<String, Integer> polled = new ConcurrentHashMap<>();
  private final Map<String, Integer> ended = new ConcurrentHashMap<>();
  private final AtomicInteger restarts = new AtomicInteger();
  private final Map<String, Integer> mostOpen = new ConcurrentHashMap<>();
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  @Override
  public void polled(String lane) {
    polled.merge(lane, 1, Integer::sum);
  }

  @Override
  public void ended(String lane, End end, int count) {
    ended.merge(lane, count, Integer::sum);
  }

  @Override
  public void stands(String lane, Standing standing) {
    open.put(lane, standing.open());
    mostOpen.merge(lane, standing.open(), Math::max);
  }

  @Override
  public void ledger(int entries) {}

  @Override
  public void gate(Api api, int state) {}

  @Override
  public void restarted() {
    restarts.incrementAndGet();
  }

  int polledOf(String lane) {
    return polled.getOrDefault(lane, 0);
  }

  int endedOf(String lane) {
    return ended.getOrDefault(lane, 0);
  }

  int mostOpen(String lane) {
    return mostOpen.getOrDefault(lane, 0);
  }

  int restarts() {
    return restarts.get();
  }

  boolean isBalanced() {
    return polled.entrySet().stream()
        .allMatch(lane ->
            lane.getValue()
                == ended.getOrDefault(lane.getKey(), 0) + open.getOrDefault(lane.getKey(), 0));
  }
}
