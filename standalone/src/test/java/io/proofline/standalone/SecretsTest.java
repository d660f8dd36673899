package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir Path directory;

  @Test
  void secrets_are_made_once() {
    var file = directory.resolve("secrets.json");
    var first = Secrets.in(file);
    assertThat(Secrets.in(file)).isEqualTo(first);
    assertThat(first.libraryHook()).startsWith("whsec_");
  }

  @Test
  void a_key_that_came_later_is_kept() {
    var file = directory.resolve("secrets.json");
    Secrets.in(file).withWebhookKey("k-77").keep(file);
    assertThat(Secrets.in(file).webhookKey()).isEqualTo("k-77");
  }

  @Test
  void only_the_owner_reads_the_file() throws Exception {
    var file = directory.resolve("secrets.json");
    Secrets.in(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void secrets_do_not_print() {
    var secrets = Secrets.in(directory.resolve("secrets.json"));
    assertThat(secrets).hasToString("Secrets[***]");
  }
}
