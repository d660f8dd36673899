package io.proofline.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningInstallationsTest {

  @TempDir private Path folder;

  private RunningInstallations installations;

  @BeforeEach
  void create() {
    installations = new RunningInstallations(folder.resolve("running"));
  }

  @Test
  void an_installation_is_listed_until_its_end() {
    try (var _ = installations.register(folder.resolve("b"));
        var _ = installations.register(folder.resolve("a"))) {
      assertThat(installations.list())
          .extracting(RunningInstallations.RunningInstallation::data)
          .containsExactly(folder.resolve("a").toString(), folder.resolve("b").toString());
      assertThat(installations.list()).allMatch(one -> one.pid() == ProcessHandle.current().pid());
    }
    assertThat(installations.list()).isEmpty();
  }

  @Test
  void without_a_directory_nothing_runs() {
    assertThat(installations.list()).isEmpty();
  }

  @Test
  void the_file_of_a_process_that_no_longer_runs_is_ignored_and_removed() throws Exception {
    var ended = new ProcessBuilder("true").start();
    ended.waitFor();
    var file = entry("{\"data\":\"/d\",\"pid\":%d,\"startedAt\":null}".formatted(ended.pid()));

    assertThat(installations.list()).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void a_later_process_with_the_same_id_is_another_one() throws Exception {
    var file =
        entry(
            "{\"data\":\"/d\",\"pid\":%d,\"startedAt\":\"2001-01-01T00:00:00Z\"}"
                .formatted(ProcessHandle.current().pid()));

    assertThat(installations.list()).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void a_damaged_file_is_ignored() throws Exception {
    entry("{");
    assertThat(installations.list()).isEmpty();
  }

  @Test
  void the_directory_is_its_owners_only_and_follows_the_environment() throws Exception {
    var ofUser = RunningInstallations.of(Map.of("XDG_STATE_HOME", folder.toString()));
    try (var _ = ofUser.register(folder)) {
      var directory = folder.resolve("proofline").resolve("running");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
  }

  private Path entry(String json) throws Exception {
    var directory = Files.createDirectories(folder.resolve("running"));
    return Files.writeString(directory.resolve("1-2.json"), json);
  }
}
