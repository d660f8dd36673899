package io.proofline.sandbox;

import static io.proofline.sandbox.Proofs.stage;
import static io.proofline.sandbox.Studio.CY;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.sandbox.ziflow.ZiflowSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each switch in each of its readings, asked over HTTP. */
class ZiflowSwitchesIT {
  @TempDir static Path data;
  private static Studio ziflow;

  @BeforeAll
  static void open() {
    ziflow = Studio.open(data);
  }

  @AfterAll
  static void close() {
    ziflow.close();
  }

  @Test
  void editions_and_search_lag_are_switches(@TempDir Path other) {
    var switches =
        ZiflowSettings.defaults()
            .withEdition(ZiflowSettings.Edition.STANDARD)
            .withSearchLag(java.time.Duration.ofHours(1));
    try (var switched = Sandbox.start(SandboxSettings.in(other).with(switches))) {
      var there = new Proofs(switched);
      assertThat(
              there
                  .api
                  .json(
                      "POST",
                      "/proofs",
                      ziflow.body("e:1", stage("A", CY), stage("B", CY), stage("C", CY)))
                  .status())
          .isEqualTo(403);
      var id = there.create(ziflow.body("e:2", stage("A", CY)));
      assertThat(
              there
                  .api
                  .json("POST", "/proofs/search", Map.of("pass_through_value", List.of("e:2")))
                  .json()
                  .path("proofs"))
          .isEmpty();
      assertThat(there.read(id).path("id").asString()).isEqualTo(id);
    }
  }
}
