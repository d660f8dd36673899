package io.proofline.journeys;

import io.proofline.journeys.PollingWait.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One journey in one world: what it speaks of, and what it saw. */
final class JourneyRun {

  static final JourneyVariable<String> PHOTOGRAPH = new JourneyVariable<>("photograph");
  static final JourneyVariable<String> PROOF = new JourneyVariable<>("proof");

  private final JourneyEnvironment environment;
  private final Map<JourneyVariable<?>, Object> set = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Deque<Runnable> cleanups = new ArrayDeque<>();

  JourneyRun(JourneyEnvironment journeyEnvironment) {
    this.environment = journeyEnvironment;
  }

  JourneyEnvironment environment() {
    return environment;
  }

  /** The file that the journey is about at this moment. */
  String photograph() {
    return get(PHOTOGRAPH);
  }

  /** The proof that the journey is about at this moment. */
  String proof() {
    return get(PROOF);
  }

  /** From now on this has that role. */
  <T> void set(JourneyVariable<T> journeyVariable, T value) {
    journeyVariable.putInto(set, value);
  }

  /** What has that role now. */
  <T> T get(JourneyVariable<T> journeyVariable) {
    return journeyVariable
        .getFrom(set)
        .orElseThrow(() ->
            new JourneyFailedException("there is no %s yet".formatted(journeyVariable.name())));
  }

  /** Returns what is awaited, once it is there. */
  <T> T await(String awaited, Supplier<Observation<T>> look) {
    return environment.polling().until(awaited, look);
  }

  /** Actions to undo at the end, whether the journey passed or failed; the newest first. */
  void onEnd(Runnable undoing) {
    cleanups.push(undoing);
  }

  /** Leaves the world as it was found. */
  void cleanUp() {
    while (!cleanups.isEmpty()) {
      cleanups.pop().run();
    }
  }

  void addNote(String what) {
    notes.add(what);
  }

  /** The notes, in order. */
  List<String> notes() {
    return List.copyOf(notes);
  }
}
