package io.proofline.workers.execution;

import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.workers.call.Api;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A fake of {@link CommandLoopMetrics} in memory, for checks of the documented equation. */
final class InMemoryCommandLoopMetrics implements CommandLoopMetrics {

  private final Map<String, Integer> polled = new ConcurrentHashMap<>();
  private final Map<String, Integer> ended = new ConcurrentHashMap<>();
  private final AtomicInteger restarts = new AtomicInteger();
  private final Map<String, Integer> mostOpen = new ConcurrentHashMap<>();
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  @Override
  public void recordPolled(String lane) {
    polled.merge(lane, 1, Integer::sum);
  }

  @Override
  public void recordOutcome(String lane, OutcomeStatus status) {
    ended.merge(lane, 1, Integer::sum);
  }

  @Override
  public void recordSkipped(String lane) {
    ended.merge(lane, 1, Integer::sum);
  }

  @Override
  public void recordDropped(String lane, int count) {
    ended.merge(lane, count, Integer::sum);
  }

  @Override
  public void recordLaneStatus(String lane, LaneStatus laneStatus) {
    open.put(lane, laneStatus.open());
    mostOpen.merge(lane, laneStatus.open(), Math::max);
  }

  @Override
  public void recordLedgerEntries(int entries) {}

  @Override
  public void recordBreakerState(Api api, int state) {}

  @Override
  public void recordPaused(Api api, boolean paused) {}

  @Override
  public void recordRestart() {
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
