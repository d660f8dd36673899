package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Route;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the limit of the commands that a review stores. */
class IssuedCommandsTest {

  private static final List<IssuedCommand> KEPT =
      List.of(
          done(new RequiredCommand.CreateProof(1, 1, null, "fig.jpg", null, route(), List.of())),
          done(new RequiredCommand.ProofPermit(1, false, 300, "Press")),
          done(
              new RequiredCommand.FileFinal("p1", 1, "pl:marker", List.of(), List.of(), List.of())),
          issued(new RequiredCommand.ReadAsset(1)));

  @Test
  void the_oldest_done_commands_are_deleted_but_creations_and_open_ones_are_kept() {
    var issuedCommands = all(200);

    assertThat(issuedCommands.all()).hasSize(128).containsAll(KEPT);
    assertThat(issuedCommands.all().get(4).key()).isEqualTo("p" + (200 - 124));
    assertThat(issuedCommands.all().getLast().key()).isEqualTo("p199");
  }

  @Test
  void all_commands_are_kept_up_to_the_limit() {
    assertThat(all(124).all()).hasSize(128);
    assertThat(all(124).all().get(4).key()).isEqualTo("p0");
  }

  private static IssuedCommands all(int readings) {
    var proofs =
        IntStream.range(0, readings).mapToObj(i -> done(new RequiredCommand.ReadProof("p" + i, 1)));
    return Stream.concat(KEPT.stream(), proofs)
        .reduce(IssuedCommands.NONE, IssuedCommands::with, (a, _) -> a);
  }

  private static IssuedCommand issued(RequiredCommand requiredCommand) {
    return IssuedCommand.first("demo", ReviewDriver.ASSET, requiredCommand, ReviewDriver.START);
  }

  private static IssuedCommand done(RequiredCommand requiredCommand) {
    return issued(requiredCommand).end(IssuedCommand.CommandState.DONE, null, ReviewDriver.START);
  }

  private static Route route() {
    var asset = ReviewDriver.image(ReviewDriver.START, false, List.of(), List.of(), null);
    return ReviewDriver.RULES.route(asset).orElseThrow();
  }
}
