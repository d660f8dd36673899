package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Photographer.SEND_TO_REVIEW;
import static io.proofline.standalone.journey.Photographer.aPartnerSystemAsksForItsReview;
import static io.proofline.standalone.journey.Photographer.aPhotographThatNobodyAskedAbout;
import static io.proofline.standalone.journey.Photographer.aPhotographerPutsItInto;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.standalone.journey.Line.Step;
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
  void a_kill_in_the_middle_loses_nothing_and_makes_no_second_proof() throws Exception {
    var data = directory.resolve("data");
    int ports = freeBase();
    String photograph;
    try (var child = ChildProcess.start(data, ports);
        var world = world(child)) {
      photograph = played(world, aPhotographThatNobodyAskedAbout(), aPhotographerPutsIt());
      child.kill();
    }
    try (var child = ChildProcess.start(data, ports);
        var world = world(child)) {
      play(world, photograph, itsProofIsThere());
      child.kill();
    }
    try (var child = ChildProcess.start(data, ports);
        var world = world(child)) {
      play(world, photograph, itsProofIsThere(), aReviewerDecides(APPROVED));
      child.kill();
    }
    try (var child = ChildProcess.start(data, ports);
        var world = world(child)) {
      play(world, photograph, itsStatusBecomes("Approved"));
      assertThat(world.proofing().proofsOf(photograph)).hasSize(1);
      assertThat(child.end(Duration.ofSeconds(20))).as(child::output).isTrue();
    }
    try (var spans = SpanReceiver.start();
        var child = ChildProcess.start(data, ports, spans.environment());
        var world = world(child)) {
      played(world, aPhotographThatNobodyAskedAbout(), aPhotographerPutsIt(), itsProofIsThere());
      assertThat(world.proofing().proofsOf(photograph)).hasSize(1);
      assertThat(world.proofing().all()).hasSize(2);
      isOneTraceFromHookToCall(world, spans);
    }
  }

  /** The last start is told to send its spans; between gateway and workers lie Kafka's topics. */
  private static void isOneTraceFromHookToCall(World world, SpanReceiver spans) {
    var asked = aPartnerSystemAsksForItsReview();
    var photograph = played(world, aPhotographThatNobodyAskedAbout(), asked, itsProofIsThere());

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

  private static World world(ChildProcess child) {
    return new World(child.addresses(), new Waiting(LIMIT, _ -> {}));
  }

  private static String played(World world, Step... steps) {
    var scene = new Scene(world);
    Stream.of(steps).forEach(step -> step.play(scene));
    return scene.photograph();
  }

  private static void play(World world, String photograph, Step... steps) {
    var scene = new Scene(world);
    scene.cast(Scene.PHOTOGRAPH, photograph);
    Stream.of(steps).forEach(step -> step.play(scene));
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
