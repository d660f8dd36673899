package io.proofline.standalone.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.standalone.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillAndRestartIT {

  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir Path directory;

  @Test
  void a_kill_in_the_middle_loses_nothing_and_makes_no_second_proof() throws Exception {
    var data = directory.resolve("data");
    int ports = freeBase();
    String asset;
    try (var child = ChildProcess.start(data, ports);
        var doors = new Doors(child.addresses())) {
      asset = doors.scene.untouchedPhotograph();
      doors.scene.selectByGallery(asset);
      child.kill();
    }
    try (var child = ChildProcess.start(data, ports);
        var doors = new Doors(child.addresses())) {
      doors.scene.awaitProof(asset);
      child.kill();
    }
    try (var child = ChildProcess.start(data, ports);
        var doors = new Doors(child.addresses())) {
      doors.scene.decide(doors.scene.awaitProof(asset), "approved");
      child.kill();
    }
    try (var child = ChildProcess.start(data, ports);
        var doors = new Doors(child.addresses())) {
      doors.scene.awaitStatus(asset, "Approved");
      assertThat(doors.proofing.proofsOf(asset)).hasSize(1);
      assertThat(child.end(Duration.ofSeconds(20))).as(child::output).isTrue();
    }
    try (var child = ChildProcess.start(data, ports);
        var doors = new Doors(child.addresses())) {
      var other = doors.scene.untouchedPhotograph();
      doors.scene.selectByGallery(other);
      doors.scene.awaitProof(other);
      assertThat(doors.proofing.proofsOf(asset)).hasSize(1);
      assertThat(doors.proofing.all()).hasSize(2);
    }
  }

  private static int freeBase() {
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

  private static final class Doors implements AutoCloseable {

    final Http http = new Http();
    final ProofingDoor proofing;
    final Scene scene;

    Doors(Addresses at) {
      proofing = new ProofingDoor(http, at);
      scene =
          new Scene(
              new LibraryDoor(http, at),
              proofing,
              new HookDoor(http, at),
              new Waiting(LIMIT, _ -> {}));
    }

    @Override
    public void close() {
      http.close();
    }
  }
}
