package io.proofline.standalone.soak;

import io.proofline.standalone.Addresses;
import io.proofline.standalone.journey.FaultsDoor;
import io.proofline.standalone.journey.HookDoor;
import io.proofline.standalone.journey.Http;
import io.proofline.standalone.journey.JourneyFailed;
import io.proofline.standalone.journey.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Lets random people loose on a running demo, disturbs the simulators meanwhile, waits for quiet,
 * and says what is wrong then.
 */
public final class Soak {

  private static final Duration MOST_PAUSE = Duration.ofMillis(1200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(15);

  private final SoakPlan plan;
  private final Consumer<String> out;
  private final SandboxDoor sandbox;
  private final FaultsDoor faults;
  private final People people;
  private final Findings findings;
  private final Random random;
  private final long start = System.nanoTime();

  private Soak(Http http, Addresses at, SoakPlan plan, Consumer<String> out) {
    this.plan = plan;
    this.out = out;
    this.random = new Random(plan.seed());
    this.sandbox = new SandboxDoor(http, at);
    this.faults = new FaultsDoor(http, at);
    this.people = new People(sandbox, new HookDoor(http, at), random);
    this.findings = new Findings(http, at, sandbox);
  }

  /**
   * Takes the plan's length and as long as it takes until all is quiet.
   *
   * @return whether nothing was wrong
   */
  public static boolean run(Addresses at, SoakPlan plan, Consumer<String> out) {
    try (var http = new Http()) {
      return new Soak(http, at, plan, out).run();
    } catch (JourneyFailed e) {
      out.accept("The soak could not go on: " + e.getMessage());
      return false;
    }
  }

  private boolean run() {
    sandbox.expectPublic(
        Asked.PRESS_KIT, List.of("Needs changes", "Nobody decided", "Withdrawn", "Superseded"));
    plan.faults().drawn(plan.seed()).forEach(each -> faults.set(each.side(), each.body()));
    actUntil(plan.rough());
    faults.clear();
    out.accept("%s  no more faults".formatted(clock()));
    actUntil(plan.length());
    out.accept("%s  everybody goes home; waiting for quiet".formatted(clock()));
    var wrong = new Quiet(sandbox, findings, out).await(people.asked());
    tell(wrong);
    return wrong.isEmpty();
  }

  private void actUntil(Duration end) {
    var line = elapsed().plus(BETWEEN_LINES);
    while (elapsed().compareTo(end) < 0) {
      people.act();
      if (elapsed().compareTo(line) > 0) {
        out.accept(standing());
        line = line.plus(BETWEEN_LINES);
      }
      Waiting.pause(Duration.ofMillis(random.nextLong(MOST_PAUSE.toMillis())));
    }
  }

  private void tell(List<String> wrong) {
    out.accept(standing());
    wrong.forEach(each -> out.accept("WRONG  " + each));
    out.accept(
        wrong.isEmpty()
            ? "Clean: nothing lost, nothing doubled, every verdict in its place (seed %d)."
                .formatted(plan.seed())
            : "%d things are wrong (seed %d).".formatted(wrong.size(), plan.seed()));
  }

  private String standing() {
    var counts = sandbox.counts();
    return "%s  %d deeds, %d photographs, %d to be reviewed, %d proofs; %d calls, %d of them failed; %d MB"
        .formatted(
            clock(),
            people.done(),
            sandbox.photographs().size(),
            people.asked().size(),
            sandbox.proofs().size(),
            calls(counts),
            calls(counts.stream().filter(Soak::failed).toList()),
            Memory.held() / 1_000_000);
  }

  private static long calls(List<JsonNode> counts) {
    return counts.stream().mapToLong(each -> each.path("calls").asLong(0)).sum();
  }

  /** Cut off is 0. */
  private static boolean failed(JsonNode count) {
    int status = count.path("status").asInt(0);
    return status == 0 || status >= 400;
  }

  private String clock() {
    var so = elapsed();
    return "%3d:%02d".formatted(so.toMinutes(), so.toSecondsPart());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
