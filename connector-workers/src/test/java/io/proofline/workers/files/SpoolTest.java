package io.proofline.workers.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.metadata.ImageData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final ImageData PICTURE = new ImageData("picture", 4, null);

  @TempDir private Path directory;

  @Test
  void a_file_survives_a_restart_with_its_name_and_type() throws IOException {
    var id = Spool.idOf("command-1");
    keep(Spool.open(directory, 100), id, "a b.jpg", 10);

    var again = Spool.open(directory, 100).find(id).orElseThrow();
    assertThat(again)
        .isEqualTo(new SpooledFile(id, "a b.jpg", "image/jpeg", 10, "hash", PICTURE, null));
    assertThat(Files.size(Spool.open(directory, 100).path(again))).isEqualTo(10);
  }

  @Test
  void a_description_of_an_older_release_is_still_read() throws IOException {
    var id = Spool.idOf("command-1");
    write(directory.resolve(id + ".data"), 10);
    Files.writeString(
        directory.resolve(id + ".json"),
        "{\"id\":\"%s\",\"fileName\":\"a\",\"mediaType\":\"image/jpeg\",\"length\":10,\"sha256\":\"hash\"}"
            .formatted(id));

    assertThat(Spool.open(directory, 100).find(id).orElseThrow().picture()).isNull();
  }

  @Test
  void a_temporary_file_is_deleted_after_its_use() throws IOException {
    var spool = Spool.open(directory, 100);
    var length =
        spool.withTemporaryFile(part -> {
          write(part, 10);
          return new Success<>(part.toFile().length());
        });
    assertThat(length).isEqualTo(new Success<>(10L));
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void the_oldest_files_are_deleted_when_space_is_needed() throws IOException {
    var spool = Spool.open(directory, 25);
    for (String name : List.of("1", "2", "3")) {
      keep(spool, Spool.idOf(name), name, 10);
    }
    assertThat(spool.find(Spool.idOf("1"))).isEmpty();
    assertThat(spool.find(Spool.idOf("2"))).isPresent();
    assertThat(spool.find(Spool.idOf("3"))).isPresent();
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void a_failed_download_leaves_no_file() throws IOException {
    var spool = Spool.open(directory, 25);
    CallResult<SpooledFile> failed =
        spool.store(
            Spool.idOf("1"),
            "x",
            part -> {
              write(part, 5);
              return new Failure<>(new NoUsableResponse(Api.PHOTOSHELTER, "cut"));
            });
    assertThat(failed).isInstanceOf(Failure.class);
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void incomplete_files_are_deleted_at_the_start() throws IOException {
    var id = Spool.idOf("1");
    keep(Spool.open(directory, 100), id, "a", 10);
    write(directory.resolve(id + ".data"), 3);
    write(directory.resolve("x.part"), 3);
    assertThat(Spool.open(directory, 100).find(id)).isEmpty();
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  private static void keep(Spool spool, String id, String name, int length) {
    spool.store(
        id,
        name,
        part -> {
          write(part, length);
          return new Success<>(
              new DownloadedFile(length, "hash", "application/octet-stream", PICTURE, null));
        });
  }

  private static void write(Path path, int length) {
    try {
      Files.write(path, new byte[length]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
