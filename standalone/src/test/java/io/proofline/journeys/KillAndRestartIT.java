package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemRequestsItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.journeys.JourneyLine.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillAndRestartIT {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir Path directory;

  @Test
  void a_kill_loses_nothing_and_creates_no_second_proof() throws Exception {
    var data = directory.resolve("data");
    int ports = freeBase();
    String photograph;
    try (var child = DemoProcess.start(data, ports);
        var journeyEnvironment = environment(child)) {
      photograph = played(journeyEnvironment, aPhotographWithoutAReview(), aPhotographerPutsIt());
      child.kill();
    }
    try (var child = DemoProcess.start(data, ports);
        var journeyEnvironment = environment(child)) {
      play(journeyEnvironment, photograph, itsProofIsThere());
      child.kill();
    }
    try (var child = DemoProcess.start(data, ports);
        var journeyEnvironment = environment(child)) {
      play(journeyEnvironment, photograph, itsProofIsThere(), aReviewerDecides(APPROVED));
      child.kill();
    }
    try (var child = DemoProcess.start(data, ports);
        var journeyEnvironment = environment(child)) {
      play(journeyEnvironment, photograph, itsStatusBecomes("Approved"));
      assertThat(journeyEnvironment.proofing().proofsOf(photograph)).hasSize(1);
      assertThat(child.end(Duration.ofSeconds(20))).as(child::output).isTrue();
    }
    try (var spans = SpanReceiver.start();
        var child = DemoProcess.start(data, ports, spans.environment());
        var journeyEnvironment = environment(child)) {
      played(
          journeyEnvironment,
          aPhotographWithoutAReview(),
          aPhotographerPutsIt(),
          itsProofIsThere());
      assertThat(journeyEnvironment.proofing().proofsOf(photograph)).hasSize(1);
      assertThat(journeyEnvironment.proofing().allProofs()).hasSize(2);
      assertOneTraceFromHookToCall(journeyEnvironment, spans);
    }
  }

  /** The last start exports its spans; gateway and workers are connected by Kafka's topics only. */
  private static void assertOneTraceFromHookToCall(
      JourneyEnvironment journeyEnvironment, SpanReceiver spans) {
    var request = aPartnerSystemRequestsItsReview();
    var photograph =
        played(journeyEnvironment, aPhotographWithoutAReview(), request, itsProofIsThere());

    var hook = spans.await(span -> span.name().equals("hook library"));
    assertThat(hook.service()).isEqualTo("ingest-gateway");
    assertThat(hook.parent()).isEmpty();
    var step =
        spans.await(
            span -> span.name().equals("create_proof create") && span.asset().equals(photograph));
    assertThat(step.service()).isEqualTo("connector-workers");
    assertThat(step.trace()).isEqualTo(hook.trace());
    assertThat(step.parent()).isEqualTo(hook.id());
    var call =
        spans.await(span -> span.name().equals("POST ziflow") && span.parent().equals(step.id()));
    assertThat(call.service()).isEqualTo("connector-workers");
    assertThat(call.trace()).isEqualTo(hook.trace());
  }

  private static Step aPhotographerPutsIt() {
    return aPhotographerPutsItInto(SEND_TO_REVIEW);
  }

  private static JourneyEnvironment environment(DemoProcess child) {
    return new JourneyEnvironment(child.addresses(), new PollingWait(LIMIT, _ -> {}));
  }

  private static String played(JourneyEnvironment journeyEnvironment, Step... steps) {
    var journeyRun = new JourneyRun(journeyEnvironment);
    Stream.of(steps).forEach(step -> step.play(journeyRun));
    return journeyRun.photograph();
  }

  private static void play(
      JourneyEnvironment journeyEnvironment, String photograph, Step... steps) {
    var journeyRun = new JourneyRun(journeyEnvironment);
    journeyRun.set(JourneyRun.PHOTOGRAPH, photograph);
    Stream.of(steps).forEach(step -> step.play(journeyRun));
  }

  static int freeBase() {
    return IntStream.iterate(21_000, base -> base + 20)
        .limit(500)
        .filter(base -> IntStream.rangeClosed(base, base + 10).allMatch(KillAndRestartIT::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
