package io.proofline.workers.loop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics in memory, with the equation that they promise. */
final class CountingMetrics implements LoopMetrics {

  private final Map<String, Integer> polled = new ConcurrentHashMap<>();
  private final Map<String, Integer> ended = new ConcurrentHashMap<>();
  private final AtomicInteger restarts = new AtomicInteger();
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
  public void open(String lane, int count) {
    open.put(lane, count);
  }

  @Override
  public void restarted() {
    restarts.incrementAndGet();
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
