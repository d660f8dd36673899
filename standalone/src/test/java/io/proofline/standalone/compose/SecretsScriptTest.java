package io.proofline.standalone.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code docker/secrets}, with fake {@code openssl} and {@code curl}. */
class SecretsScriptTest {

  private static final Path SCRIPT =
      ComposeFile.ROOT.resolve("docker/secrets").toAbsolutePath().normalize();

  @TempDir Path folder;

  private Path output;

  @BeforeEach
  void createPrograms() throws IOException {
    output = folder.resolve("output");
    Files.createDirectory(folder.resolve("programs"));
    program("openssl", "echo made-of-$1");
  }

  @Test
  void missing_secrets_are_named_until_all_exist() throws Exception {
    assertThat(run()).isOne();
    assertThat(output).content().contains(":", "ziflow-api-key", "photoshelter-password");

    for (var name : new String[] {"ziflow-api-key", "photoshelter-api-key"}) {
      Files.writeString(secret(name), "of " + name);
    }
    Files.writeString(secret("photoshelter-password"), "");
    Files.writeString(secret("photoshelter-organization"), "O1");
    assertThat(run()).isOne();
    assertThat(output).content().endsWith("run this again: photoshelter-password\n");

    Files.writeString(secret("photoshelter-password"), "geheim");
    assertThat(run()).isZero();
    assertThat(output).content().startsWith("All secrets are in ./secrets.");
    assertThat(secret("photoshelter-v3-api-key")).hasContent("of photoshelter-api-key");
    assertThat(secret("library-hook")).hasContent("whsec_made-of-rand");
  }

  @Test
  void a_secret_that_can_not_be_generated_leaves_no_file_and_fails() throws Exception {
    for (var name : ComposeFile.read().secrets().keySet()) {
      if (name.startsWith("ziflow-api") || name.startsWith("photoshelter")) {
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secret(name), "of " + name);
      }
    }
    program("openssl", "exit 1");

    assertThat(run()).isOne();

    assertThat(output).content().contains("There is no ziflow-hook").doesNotContain("All secrets");
    assertThat(secret("ziflow-hook")).doesNotExist();
  }

  @Test
  void the_sandboxs_webhook_has_the_name_that_commands_expect() throws Exception {
    program(
        "curl",
        """
        case "$*" in
          *accounts*) echo '{"ziflow_api_key": "z", "photoshelter_v4_key": "4", \
        "photoshelter_v3_key": "3", "photoshelter_password": "p", "organization_id": "o"}' ;;
          *--data-binary*) cp secrets/.hook sent ;;
          *) echo '[]' ;;
        esac
        """);

    assertThat(run("--sandbox", "http://localhost:9104")).as(output::toString).isZero();

    assertThat(folder.resolve("sent"))
        .content()
        .startsWith(
            "{\"name\":\"proofline-sandbox\",\"target\":\"http://gateway:8080/hooks/ziflow\"");
  }

  private Path secret(String name) {
    return folder.resolve("secrets").resolve(name);
  }

  private void program(String name, String body) throws IOException {
    var file = folder.resolve("programs").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private int run(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().merge("PATH", "", (path, _) -> folder.resolve("programs") + ":" + path);
    builder.environment().remove("ACCOUNT");
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
  }
}
