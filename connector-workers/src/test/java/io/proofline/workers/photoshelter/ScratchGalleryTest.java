package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.workers.finding.Finding;
import io.proofline.workers.finding.Finding.Grade;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments("readings.rows", Grade.PASS, server(s -> s.v3.perPage = 500)),
        arguments("readings.rows", Grade.WARN, server(s -> s.v3.failsImages = true)),
        arguments("readings.rows", Grade.WARN, server(s -> s.v3.hidesEdits = true)),
        arguments("readings.keywords", Grade.PASS, server(_ -> {})),
        arguments("readings.keywords", Grade.FAIL, server(s -> s.forgetsKeywords = true)),
        arguments("iptc-encoding", Grade.PASS, server(_ -> {})));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("answers")
  void an_open_question_is_answered_by_trying(
      String setting, Grade grade, Consumer<FakePhotoShelter> set) {
    set.accept(server);
    assertThat(findings(finding -> finding.what().contains(setting)))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.grade()).isEqualTo(grade);
          assertThat(finding.remedy().isEmpty()).isEqualTo(grade == Grade.PASS);
        });
  }

  private static Consumer<FakePhotoShelter> server(Consumer<FakePhotoShelter> set) {
    return set;
  }

  private List<Finding> trashing() {
    return findings(finding -> finding.what().equals(TRASHED));
  }

  private List<Finding> findings(Predicate<Finding> which) {
    return new ScratchGallery(library, v3).run("t1").stream().filter(which).toList();
  }
}
