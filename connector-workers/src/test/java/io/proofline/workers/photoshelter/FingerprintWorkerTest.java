package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Judged;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.files.Spool;
import io.proofline.workers.metadata.SamplePhotographs;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintWorkerTest {

  private static final Attempt FIRST = new Attempt(1, Duration.ZERO);

  private final FakePhotoShelter server = new FakePhotoShelter();
  private final PhotoShelterClient client = PhotoShelterFixtures.client(server);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void a_caption_changes_the_hash_of_the_file_and_not_of_the_picture() throws IOException {
    var fakeAsset = server.asset("I1", "ridge.jpg", Instant.parse("2026-03-01T12:00:00Z"));
    fakeAsset.bytes = SamplePhotographs.bytes("aizkorri-ridge.jpg");
    var before = takeFingerprint();
    fakeAsset.bytes =
        SamplePhotographs.withSegment(
            fakeAsset.bytes, 0xfe, "a caption".getBytes(StandardCharsets.UTF_8));
    var after = takeFingerprint();

    assertThat(after.getLength()).isEqualTo(before.getLength() + 13);
    assertThat(after.getSha256()).isNotEqualTo(before.getSha256());
    assertThat(after.getPicture()).isEqualTo(before.getPicture());
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void the_library_is_asked_not_to_embed_its_texts() {
    server.asset("I1", "ridge.jpg", Instant.EPOCH);
    takeFingerprint();
    assertThat(server.journal.getLast()).contains("download_image_embed=false");
  }

  @Test
  void a_deleted_file_is_missing() {
    assertThat(worker().call(CommandFixtures.fingerprint("f1", "I9"), FIRST))
        .isInstanceOfSatisfying(
            StepResult.ApiFailure.class,
            apiFailure -> assertThat(apiFailure.error()).isInstanceOf(NotFound.class));
  }

  private Judged takeFingerprint() {
    var ending = (StepResult.Done) worker().call(CommandFixtures.fingerprint("f1", "I1"), FIRST);
    return ((CommandResult.FingerprintTaken) ending.result()).file();
  }

  private FingerprintWorker worker() {
    return new FingerprintWorker(client, Spool.open(directory, 100));
  }
}
