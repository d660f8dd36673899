package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.FieldText;
import io.proofline.policy.Route;
import io.proofline.review.RequiredCommand.StageWithDeadline;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the identity of commands. Reviews store their keys and targets: if these texts changed,
 * every earlier command would be issued again after an upgrade.
 */
class RequiredCommandTest {

  private static final Route ROUTE =
      ReviewDriver.RULES
          .route(ReviewDriver.image(ReviewDriver.START, false, List.of(), List.of(), null))
          .orElseThrow();

  static Stream<Arguments> commands() {
    return Stream.of(
        command(new RequiredCommand.ProofPermit(2, true, 300, "Press"), "2", "turn"),
        command(new RequiredCommand.ProofPermit(2, false, null, "Press"), "2 selected", "turn"),
        command(new RequiredCommand.ReadAsset(3), "asset", "reading 3"),
        command(new RequiredCommand.ReadProof("p1", 3), "p1", "reading 3"),
        command(new RequiredCommand.Fingerprint(2), "file", "look 2"),
        command(
            new RequiredCommand.EnsureContainer(ContainerKind.GALLERY, "Press kit/2026", false),
            "GALLERY/Press kit/2026",
            "Press kit/2026"),
        command(
            new RequiredCommand.CreateProof(2, 1, null, "fig.jpg", null, ROUTE, timed("Desk")),
            "2",
            "wish 1"),
        command(
            new RequiredCommand.UpdateStages(
                "p1", ROUTE, timed("Legal", "Health"), List.of("Press")),
            "p1",
            "add [Legal, Health], drop [Press]"),
        command(new RequiredCommand.DeleteProof("p1"), "p1", "gone"),
        command(
            new RequiredCommand.WriteFields(
                "I1",
                List.of(text("instructions", "version 1"), text("edit_status", "Approved")),
                false),
            "I1",
            "{edit_status=Approved, instructions=version 1}"),
        command(
            new RequiredCommand.EnterGallery("I1", "G1", "Press kit", true), "I1/G1", "published"),
        command(new RequiredCommand.EnterGallery("I1", "G1", "Open", false), "I1/G1", "inside"),
        command(
            new RequiredCommand.LeaveGallery("I1", "G1", "Press kit", "G2", true),
            "I1/G1",
            "outside, at last in G2"),
        command(
            new RequiredCommand.DropKeywords("I1", List.of("review:brand", "review:press")),
            "I1",
            "review:brand\nreview:press"),
        command(
            new RequiredCommand.FileFinal("p2", 2, "pl:marker", List.of(), List.of(), List.of()),
            "p2",
            "filed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_command_has_its_key_and_target(
      RequiredCommand requiredCommand, String key, String target) {
    assertThat(requiredCommand.key()).isEqualTo(key);
    assertThat(requiredCommand.target()).isEqualTo(target);
  }

  @Test
  void no_two_commands_of_one_asset_have_the_same_id() {
    assertThat(
            commands()
                .map(a -> (RequiredCommand) a.get()[0])
                .map(RequiredCommandTest::asked)
                .map(IssuedCommand::commandId))
        .hasSize(15)
        .filteredOn(id -> !id.equals(ENTERED.commandId()))
        .doesNotHaveDuplicates()
        .hasSize(13);
  }

  @Test
  void a_command_id_is_the_same_in_every_release() {
    assertThat(ENTERED.commandId()).isEqualTo("5737ec4d188c5b2d17d8d99934f306ba");
  }

  /** Adding a file to a gallery is one command, regardless of its purpose. */
  private static final IssuedCommand ENTERED =
      asked(new RequiredCommand.EnterGallery("I1", "G1", "Press kit", true));

  private static IssuedCommand asked(RequiredCommand requiredCommand) {
    return IssuedCommand.first("demo", ReviewDriver.ASSET, requiredCommand, ReviewDriver.START);
  }

  private static Arguments command(RequiredCommand requiredCommand, String key, String target) {
    return Arguments.of(requiredCommand, key, target);
  }

  private static List<StageWithDeadline> timed(String... stages) {
    return Stream.of(stages)
        .map(name -> Route.Stage.of(name, "legal", Route.Decides.EVERYONE))
        .map(stage -> new StageWithDeadline(stage, null))
        .toList();
  }

  private static FieldText text(String field, String text) {
    return new FieldText(field, text, false);
  }
}
