package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.workers.probe.ProbeResult;
import io.proofline.workers.probe.ProbeResult.Status;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The trial leaves nothing in a library without reporting it. */
class PhotoShelterWriteProbeTest {

  private static final String TRASHED = "Trial: the file is trashed";

  private final FakePhotoShelter server = new FakePhotoShelter();
  private final PhotoShelterProperties settings = PhotoShelterFixtures.settings(server);
  private final PhotoShelterClient library = new PhotoShelterClient(settings);
  private final PhotoShelterV3Client v3 = new PhotoShelterV3Client(settings);

  @AfterEach
  void close() {
    v3.close();
    library.close();
    server.close();
  }

  @Test
  void the_file_is_removed_from_its_galleries_before_they_are_deleted() {
    assertThat(trashResults()).extracting(ProbeResult::status).containsExactly(Status.PASS);
    assertThat(server.galleries).isEmpty();
    assertThat(server.assets).isEmpty();
  }

  @Test
  void a_file_that_is_not_deleted_is_named() {
    server.trashesOrphans = false;

    assertThat(trashResults())
        .singleElement()
        .satisfies(probeResult -> {
          assertThat(probeResult.status()).isEqualTo(Status.WARN);
          assertThat(probeResult.remedy()).contains("I-new-1", "by hand");
        });
    assertThat(server.assets).containsKey("I-new-1");
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments("readings.rows", Status.PASS, server(s -> s.v3.perPage = 500)),
        arguments("readings.rows", Status.WARN, server(s -> s.v3.failsImages = true)),
        arguments("readings.rows", Status.WARN, server(s -> s.v3.hidesEdits = true)),
        arguments("readings.keywords", Status.PASS, server(_ -> {})),
        arguments("readings.keywords", Status.FAIL, server(s -> s.ignoresKeywordChanges = true)),
        arguments("iptc-encoding", Status.PASS, server(_ -> {})));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("answers")
  void a_trial_answers_each_open_question(
      String setting, Status status, Consumer<FakePhotoShelter> set) {
    set.accept(server);
    assertThat(results(probeResult -> probeResult.check().contains(setting)))
        .singleElement()
        .satisfies(probeResult -> {
          assertThat(probeResult.status()).isEqualTo(status);
          assertThat(probeResult.remedy().isEmpty()).isEqualTo(status == Status.PASS);
        });
  }

  private static Consumer<FakePhotoShelter> server(Consumer<FakePhotoShelter> set) {
    return set;
  }

  private List<ProbeResult> trashResults() {
    return results(probeResult -> probeResult.check().equals(TRASHED));
  }

  private List<ProbeResult> results(Predicate<ProbeResult> which) {
    return new PhotoShelterWriteProbe(library, v3).run("t1").stream().filter(which).toList();
  }
}
