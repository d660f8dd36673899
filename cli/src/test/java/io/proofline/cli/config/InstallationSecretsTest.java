package io.proofline.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationSecretsTest {

  @TempDir Path directory;

  @Test
  void secrets_are_generated_once() {
    var file = directory.resolve("secrets.json");
    var first = InstallationSecrets.loadOrCreate(file);
    assertThat(InstallationSecrets.loadOrCreate(file)).isEqualTo(first);
    assertThat(first.libraryHook()).startsWith("whsec_");
  }

  @Test
  void a_file_of_an_older_version_gets_a_token_for_the_console_once_and_loses_the_processor_s()
      throws Exception {
    var file = directory.resolve("secrets.json");
    var old =
        "{\"libraryHook\":\"a\",\"doorToken\":\"b\",\"files\":\"c\",\"personKey\":\"d\",\"webhookKey\":\"e\"}";
    Files.writeString(file, old);
    var first = InstallationSecrets.loadOrCreate(file);
    assertThat(first.consoleToken()).hasSize(64);
    assertThat(first.files()).isEqualTo("c");
    assertThat(Files.readString(file)).doesNotContain("doorToken");
    assertThat(InstallationSecrets.loadOrCreate(file)).isEqualTo(first);
  }

  @Test
  void a_webhook_key_is_stored() {
    var file = directory.resolve("secrets.json");
    InstallationSecrets.loadOrCreate(file).withWebhookKey("k-77").save(file);
    assertThat(InstallationSecrets.loadOrCreate(file).webhookKey()).isEqualTo("k-77");
  }

  @Test
  void only_the_owner_reads_the_file() throws Exception {
    var file = directory.resolve("secrets.json");
    InstallationSecrets.loadOrCreate(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void secrets_are_not_printed() {
    var installationSecrets = InstallationSecrets.loadOrCreate(directory.resolve("secrets.json"));
    assertThat(installationSecrets).hasToString("Secrets[***]");
  }
}
