package io.proofline.journeys;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An environment without services, and steps that need none. */
final class JourneyFixture {

  final List<String> output = new ArrayList<>();
  final JourneyEnvironment world =
      new JourneyEnvironment(unreachableAddresses(), new PollingWait(Duration.ZERO, output::add));

  /** A step that passes and adds its name to the output. */
  Step passing(String sentence) {
    return Step.step(
        sentence,
        SandboxPage.LIBRARY,
        "that it was " + sentence,
        _ -> output.add("did " + sentence));
  }

  /** A step whose awaited state is never reached. */
  static Step timingOut(String sentence) {
    return Step.step(
        sentence,
        SandboxPage.PROOFS,
        "nothing",
        journeyRun ->
            journeyRun.await("a miracle", () -> new Observation<>(Optional.empty(), "only rain")));
  }

  private static DemoAddresses unreachableAddresses() {
    var uri = URI.create("http://pages.example");
    var keys = new DemoAddresses.Keys("", "", "", "", "", "", "", "", "console");
    return new DemoAddresses(
        uri, uri, uri, uri, uri, uri, uri, uri, uri, uri, uri, "", "test", Map.of(), keys);
  }
}
