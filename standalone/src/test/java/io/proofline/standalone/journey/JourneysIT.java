package io.proofline.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.Demo;
import io.proofline.standalone.Ports;
import io.proofline.standalone.journey.Ending.Arrived;
import io.proofline.standalone.journey.Journey.Audience;
import io.proofline.standalone.journey.Journey.Claim.NotYet;
import io.proofline.standalone.journey.Line.Step;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class JourneysIT {

  private static Demo demo;
  private static World world;

  @BeforeAll
  static void startTheDemo() {
    demo = new Demo(DataDirectory.temporary(), Ports.free(), _ -> {});
    world = new World(demo.start(), new Waiting(Waiting.LIMIT, _ -> {}));
  }

  @AfterAll
  static void endIt() {
    world.close();
    demo.close();
  }

  @TestFactory
  Stream<DynamicTest> what_is_claimed_goes_through() {
    return Journeys.claimed(Journeys.ALL).stream()
        .map(journey -> dynamicTest(journey.name(), () -> goesThrough(journey)));
  }

  @TestFactory
  Stream<DynamicTest> what_is_not_yet_comes_as_far_as_its_mark() {
    return Journeys.notYet(Journeys.ALL).stream()
        .map(JourneysIT::untilItsMark)
        .map(journey -> dynamicTest(journey.name(), () -> goesThrough(journey)));
  }

  private static void goesThrough(Journey journey) {
    try (var pages = new Pages()) {
      assertThat(journey.play(new Scene(world), pages)).isEqualTo(new Arrived());
    }
  }

  private static Journey untilItsMark(Journey journey) {
    int from = ((NotYet) journey.claim()).from();
    return Journey.journey(
        journey.scenario(),
        journey.title(),
        journey.steps().subList(0, from - 1).toArray(Line[]::new));
  }

  /** Opens the page of each step, as one would who follows the story. */
  private static final class Pages implements Audience, AutoCloseable {

    private final Http http = new Http();

    @Override
    public void afterStep(Step step, Scene scene) {
      var page = URI.create(world.address(step.page(), scene));
      assertThat(http.bytes(HttpRequest.newBuilder(page).GET())).as(step.sentence()).isNotEmpty();
    }

    @Override
    public void close() {
      http.close();
    }
  }
}
