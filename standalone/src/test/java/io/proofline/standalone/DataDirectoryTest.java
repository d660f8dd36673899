package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.cli.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path parent;

  @Test
  void a_directory_has_one_process_at_a_time() {
    var data = parent.resolve("data");
    try (var _ = DataDirectory.open(data)) {
      assertThatThrownBy(() -> DataDirectory.open(data))
          .isInstanceOf(StartupException.class)
          .hasMessage(
              "The data directory %s is in use by process %d. Stop that process, or name another"
                  + " directory with --data.",
              data, ProcessHandle.current().pid());
    }
    DataDirectory.open(data).close();
  }

  @Test
  void a_directory_is_its_owners_only() throws Exception {
    try (var data = DataDirectory.open(parent.resolve("private"))) {
      var permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root()));
      assertThat(permissions).isEqualTo("rwx------");
    }
  }

  @Test
  void a_temporary_directory_is_deleted_at_the_end() throws Exception {
    var data = DataDirectory.temporary();
    Files.createDirectories(data.kafka().resolve("topic-0"));
    Files.writeString(data.kafka().resolve("topic-0/segment"), "records");
    data.close();
    assertThat(data.root()).doesNotExist();
  }

  @Test
  void a_file_in_place_of_the_directory_is_rejected() throws Exception {
    var file = Files.writeString(parent.resolve("file"), "text");
    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("Can't use the data directory " + file);
  }
}
