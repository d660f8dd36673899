package io.proofline.processor.topology.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.review.ContainerKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewOutputRecordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Für Presse/Mai",
        "Fu\u0308r Presse/Juni",
        "FÜR PRESSE",
        " für Presse /",
        "/Für Presse"
      })
  void commands_for_containers_of_one_root_have_one_key_in_each_spelling(String path) {
    assertThat(ReviewOutputRecords.containerKey(ContainerKind.GALLERY, path))
        .isEqualTo("photoshelter/für presse");
    assertThat(ReviewOutputRecords.containerKey(ContainerKind.ZIFLOW_FOLDER, path))
        .isEqualTo("ziflow/für presse");
  }
}
