package io.proofline.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

  @TempDir Path directory;

  @Test
  void only_the_owner_reads_the_file() throws Exception {
    var file = directory.resolve("addresses.json");
    PrivateFile.write(file, new byte[] {1, 2});
    assertThat(Files.readAllBytes(file)).containsExactly(1, 2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_write_that_fails_leaves_the_former_file_and_nothing_beside_it() throws Exception {
    var file = directory.resolve("export.json");
    PrivateFile.write(file, new byte[] {1, 2});

    assertThatIOException()
        .isThrownBy(() ->
            PrivateFile.write(
                file,
                out -> {
                  out.write(3);
                  throw new IOException("no room");
                }));

    assertThat(Files.readAllBytes(file)).containsExactly(1, 2);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }
}
