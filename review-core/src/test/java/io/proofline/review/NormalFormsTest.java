package io.proofline.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that names are equal if they differ only in Unicode normal form, case or outer blanks. */
class NormalFormsTest {

  private static final String COMPOSED = "Review/Für Presse";
  private static final String DECOMPOSED = "Review/Fu\u0308r Presse";

  @Test
  void a_container_is_found_by_its_path_in_either_form() {
    var placements = Placements.of("I1").recordContainer(ContainerKind.GALLERY, DECOMPOSED, "G1");

    assertThat(placements.idOf(ContainerKind.GALLERY, COMPOSED)).isEqualTo("G1");
    assertThat(placements.idOf(ContainerKind.ZIFLOW_FOLDER, COMPOSED)).isNull();
  }

  @Test
  void a_file_is_found_in_its_gallery_in_either_form() {
    var place =
        new LibraryFile.Place(
            "G1", DECOMPOSED, LibraryFile.Purpose.PUBLISHED, Instant.EPOCH, true, null);

    assertThat(LibraryFile.of("I1", null).enter(place).isInGallery(COMPOSED)).isTrue();
    assertThat(
            new PublicationTargets(List.of(COMPOSED), List.of(), false, List.of())
                .hasGallery(DECOMPOSED))
        .isTrue();
  }

  @Test
  void a_keyword_in_another_form_does_not_select_again() {
    var before = withKeyword("fu\u0308r Presse");

    assertThat(withKeyword("für Presse").onlyNewSince(before).keywords()).isEmpty();
    assertThat(withKeyword("für Print").onlyNewSince(before).keywords()).hasSize(1);
  }

  @Test
  void a_stage_is_found_by_its_name_in_either_form() {
    var status = new ProofState.StageStatus("s1", "Pru\u0308fung", null, null, List.of());
    var state = new ProofState(false, null, false, null, List.of(), List.of(status));

    assertThat(state.stage("Prüfung")).contains(status);
  }

  @Test
  void a_required_stage_is_added_once_in_every_form_of_its_name() {
    var route = route("Prüfung");

    assertThat(route.withStages(route("pru\u0308fung").stages()).stages()).hasSize(1);
    assertThat(route.replacing(route("Pru\u0308fung")).dropped()).isEmpty();
  }

  private static Route route(String stage) {
    return new Route(
        "R",
        "v1",
        Rules.none().proof(),
        null,
        false,
        List.of(Route.Stage.of(stage, "owner", Route.Decides.EVERYONE)),
        List.of());
  }

  private static Asset withKeyword(String keyword) {
    return ReviewDriver.image(ReviewDriver.START, false, List.of(), List.of(keyword), null);
  }
}
