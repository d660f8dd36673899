package io.proofline.journeys;

import io.proofline.journeys.PollingWait.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** State of one run of a journey: its variables, notes and clean-ups. */
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

  /** The current photograph. */
  String photograph() {
    return get(PHOTOGRAPH);
  }

  /** The current proof. */
  String proof() {
    return get(PROOF);
  }

  /** Sets a variable for later steps. */
  <T> void set(JourneyVariable<T> journeyVariable, T value) {
    journeyVariable.putInto(set, value);
  }

  /** Returns a variable's value; fails the journey if no step has set it. */
  <T> T get(JourneyVariable<T> journeyVariable) {
    return journeyVariable
        .getFrom(set)
        .orElseThrow(() ->
            new JourneyFailedException("there is no %s yet".formatted(journeyVariable.name())));
  }

  /**
   * Polls until the awaited value is there, and returns it; fails the journey after the time-out.
   */
  <T> T await(String awaited, Supplier<Observation<T>> look) {
    return environment.polling().until(awaited, look);
  }

  /** Registers a clean-up for the journey's end, passed or failed; the newest runs first. */
  void onEnd(Runnable undoing) {
    cleanups.push(undoing);
  }

  /** Runs the registered clean-ups. */
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
