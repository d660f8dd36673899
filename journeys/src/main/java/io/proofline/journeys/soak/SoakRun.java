package io.proofline.journeys.soak;

import io.proofline.journeys.DemoAddresses;
import io.proofline.journeys.FaultInjectionClient;
import io.proofline.journeys.HookClient;
import io.proofline.journeys.JourneyFailedException;
import io.proofline.journeys.JourneyHttpClient;
import io.proofline.journeys.PollingWait;
import io.proofline.journeys.PressKit;
import io.proofline.journeys.SandboxClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Lets random people loose on a running demo, disturbs the simulators meanwhile, waits for quiet,
 * and says what is wrong then.
 */
public final class SoakRun {

  private static final Duration MOST_PAUSE = Duration.ofMillis(1200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(15);

  private final SoakPlan plan;
  private final Consumer<String> out;
  private final SandboxClient sandbox;
  private final FaultInjectionClient faults;
  private final RandomUsers randomUsers;
  private final SoakVerifier soakVerifier;
  private final Random random;
  private final long start = System.nanoTime();

  private SoakRun(
      JourneyHttpClient journeyHttpClient, DemoAddresses at, SoakPlan plan, Consumer<String> out) {
    this.plan = plan;
    this.out = out;
    this.random = new Random(plan.seed());
    this.sandbox = new SandboxClient(journeyHttpClient, at);
    this.faults = new FaultInjectionClient(journeyHttpClient, at);
    this.randomUsers = new RandomUsers(sandbox, new HookClient(journeyHttpClient, at), random);
    this.soakVerifier = new SoakVerifier(journeyHttpClient, at, sandbox);
  }

  /**
   * Takes the plan's length and as long as it takes until all is quiet.
   *
   * @return whether nothing was wrong
   */
  public static boolean run(DemoAddresses at, SoakPlan plan, Consumer<String> out) {
    try (var journeyHttpClient = new JourneyHttpClient()) {
      return new SoakRun(journeyHttpClient, at, plan, out).run();
    } catch (JourneyFailedException e) {
      out.accept("The soak could not go on: " + e.getMessage());
      return false;
    }
  }

  private boolean run() {
    sandbox.expectPublic(
        PressKit.NAME, List.of("Needs changes", "Nobody decided", "Withdrawn", "Superseded"));
    plan.faults().drawFaults(plan.seed()).forEach(each -> faults.inject(each.side(), each.body()));
    actUntil(plan.faultPhase());
    faults.clear();
    out.accept("%s  no more faults".formatted(clock()));
    actUntil(plan.length());
    out.accept("%s  everybody goes home; waiting for quiet".formatted(clock()));
    var wrong = new QuiescenceWait(sandbox, soakVerifier, out).await(randomUsers.expectedProofs());
    report(wrong);
    return wrong.isEmpty();
  }

  private void actUntil(Duration end) {
    var line = elapsed().plus(BETWEEN_LINES);
    while (elapsed().compareTo(end) < 0) {
      randomUsers.performRandomAction();
      if (elapsed().compareTo(line) > 0) {
        out.accept(statusLine());
        line = line.plus(BETWEEN_LINES);
      }
      PollingWait.pause(Duration.ofMillis(random.nextLong(MOST_PAUSE.toMillis())));
    }
  }

  private void report(List<String> wrong) {
    out.accept(statusLine());
    wrong.forEach(each -> out.accept("WRONG  " + each));
    out.accept(
        wrong.isEmpty()
            ? "Clean: nothing lost, nothing doubled, every verdict in its place (seed %d)."
                .formatted(plan.seed())
            : "%d things are wrong (seed %d).".formatted(wrong.size(), plan.seed()));
  }

  private String statusLine() {
    var counts = sandbox.callCounts();
    return "%s  %d deeds, %d photographs, %d to be reviewed, %d proofs; %d calls, %d of them failed; %d MB"
        .formatted(
            clock(),
            randomUsers.actionCount(),
            sandbox.photographs().size(),
            randomUsers.expectedProofs().size(),
            sandbox.proofs().size(),
            calls(counts),
            calls(counts.stream().filter(SoakRun::failed).toList()),
            HeapUsage.usedAfterCollection() / 1_000_000);
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
