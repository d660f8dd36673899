package io.proofline.sandbox.oracle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks at the journal of calls and at what the simulators hold, and says what is wrong. */
public final class Oracle {
  public static final String WRITE_TO_LOCKED = "write-to-locked";
  public static final String WRITE_TO_TRASHED = "write-to-trashed";

  private final CallJournal journal;
  private final List<Supplier<List<Violation>>> stateChecks;
  private volatile Map<String, Integer> limits = Map.of();

  /**
   * An oracle over a journal and further checks.
   *
   * @param states what there is to complain about the state of the simulators
   */
  public Oracle(CallJournal journal, List<Supplier<List<Violation>>> states) {
    this.journal = journal;
    this.stateChecks = List.copyOf(states);
  }

  /** Empty when all is well. */
  public List<Violation> violations() {
    var calls = journal.calls();
    return Stream.of(
            stateChecks.stream().flatMap(each -> each.get().stream()),
            CallChecks.forbiddenWrites(calls).stream(),
            CallChecks.exceededRates(calls, new TreeMap<>(limits)).stream())
        .flatMap(each -> each)
        .toList();
  }

  /** Calls a second by API; an API that is not named may be called as often as one likes. */
  public void limitRates(Map<String, Integer> callsPerSecond) {
    limits = Map.copyOf(callsPerSecond);
  }
}
