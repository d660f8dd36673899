package io.proofline.sandbox.oracle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Test oracle: checks the call journal and the simulators' state, and lists violations. */
public final class Oracle {
  public static final String WRITE_TO_LOCKED = "write-to-locked";
  public static final String WRITE_TO_TRASHED = "write-to-trashed";

  private final CallJournal journal;
  private final List<Supplier<List<Violation>>> stateChecks;
  private volatile Map<String, Integer> limits = Map.of();

  /**
   * An oracle over a call journal and checks of the state.
   *
   * @param states checks of the simulators' state, each returning its violations
   */
  public Oracle(CallJournal journal, List<Supplier<List<Violation>>> states) {
    this.journal = journal;
    this.stateChecks = List.copyOf(states);
  }

  /** All violations; empty if there are none. */
  public List<Violation> violations() {
    var calls = journal.calls();
    return Stream.of(
            stateChecks.stream().flatMap(each -> each.get().stream()),
            CallChecks.forbiddenWrites(calls).stream(),
            CallChecks.exceededRates(calls, new TreeMap<>(limits)).stream())
        .flatMap(each -> each)
        .toList();
  }

  /** Sets the allowed calls a second by API. An API that is not named has no limit. */
  public void limitRates(Map<String, Integer> callsPerSecond) {
    limits = Map.copyOf(callsPerSecond);
  }
}
