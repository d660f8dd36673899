package io.proofline.standalone.journey;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A world in which nothing answers, and steps that need nothing of it. */
final class Stage {

  final List<String> told = new ArrayList<>();
  final World world = new World(nowhere(), new Waiting(Duration.ZERO, told::add));

  /** A step that goes through and leaves its name. */
  Step done(String sentence) {
    return Step.step(
        sentence, Page.LIBRARY, "that it was " + sentence, _ -> told.add("did " + sentence));
  }

  /** A step that waits for what never comes. */
  static Step inVain(String sentence) {
    return Step.step(
        sentence,
        Page.PROOFS,
        "nothing",
        scene -> scene.await("a miracle", () -> new Look<>(Optional.empty(), "only rain")));
  }

  private static Addresses nowhere() {
    var uri = URI.create("http://pages.example");
    var keys = new Addresses.Keys("", "", "", "", "", "", "", "", "");
    return new Addresses(
        uri, uri, uri, uri, uri, uri, uri, uri, uri, uri, "", "test", Map.of(), keys);
  }
}
