package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.finding.Finding;
import io.proofline.workers.finding.Finding.Grade;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the trial leaves in a library, and says of it. */
class ScratchGalleryTest {

  private static final String TRASHED = "Trial: the file is trashed";

  private final FakePhotoShelter server = new FakePhotoShelter();
  private final PhotoShelterProperties settings = Libraries.settings(server);
  private final PhotoShelterClient library = new PhotoShelterClient(settings);
  private final PhotoShelterV3 v3 = new PhotoShelterV3(settings);

  @AfterEach
  void close() {
    v3.close();
    library.close();
    server.close();
  }

  @Test
  void the_file_is_taken_out_of_its_galleries_before_these_go() {
    assertThat(trashing()).extracting(Finding::grade).containsExactly(Grade.PASS);
    assertThat(server.galleries).isEmpty();
    assertThat(server.assets).isEmpty();
  }

  @Test
  void a_file_that_is_still_there_afterwards_is_named() {
    server.trashesOrphans = false;

    assertThat(trashing())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.grade()).isEqualTo(Grade.WARN);
          assertThat(finding.remedy()).contains("I-new-1", "by hand");
        });
    assertThat(server.assets).containsKey("I-new-1");
  }

  private List<Finding> trashing() {
    return new ScratchGallery(library, v3)
        .run("t1").stream().filter(finding -> finding.what().equals(TRASHED)).toList();
  }
}
