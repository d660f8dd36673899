package io.proofline.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code settings} and references to secrets in a file for {@code up}. */
class UpConfigSettingsTest {

  private static final String FILE =
      """
      account: acme
      data: data
      rules: rules.yaml
      hooks: { address: "https://hooks.example.com" }
      files: { address: "https://files.example.com" }
      ziflow: { api-key: "file:secrets/key" }
      photoshelter: { api-key: "env:KEY", email: a@example.com, password: "env:KEY", organization-id: O0 }
      """;
  private static final String RULES =
      """
      version: 1
      teams: { owner: [dam@example.com] }
      otherwise: { ask: [ { stage: Desk, team: owner } ] }
      proof: { owner: owner }
      """;

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("rules.yaml"), RULES);
    Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets/key"), "z-key\n");
  }

  @Test
  void a_relative_path_of_a_secret_is_resolved_to_the_files_folder() throws Exception {
    assertThat(read("").settings())
        .containsEntry("proofline.workers.ziflow.api-key", "file:" + folder.resolve("secrets/key"));
  }

  @Test
  void a_secret_in_a_file_is_passed_as_a_reference_so_that_it_is_reread() throws Exception {
    assertThat(read("proofline.gateway.ziflow-secrets: 'file:secrets/key'").settings())
        .containsEntry("proofline.gateway.ziflow-secrets", "file:" + folder.resolve("secrets/key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proofline.gateway.ziflow-secrets: env:KEY",
        "proofline.gateway.ziflowSecrets: env:KEY",
        "'proofline.gateway.ziflow-secrets[0]': env:KEY"
      })
  void webhook_secrets_among_the_settings_mean_that_the_webhook_was_created_by_hand(String setting)
      throws Exception {
    assertThat(read("").hasWebhookSecret()).isFalse();
    assertThat(read(setting).hasWebhookSecret()).isTrue();
  }

  @Test
  void two_webhook_secrets_may_be_listed() throws Exception {
    var two =
        "{ 'proofline.gateway.ziflow-secrets[0]': env:NEW, 'proofline.gateway.ziflow-secrets[1]':"
            + " env:OLD }";
    assertThat(read(two).settings())
        .containsEntry("proofline.gateway.ziflow-secrets[0]", "NEW")
        .containsEntry("proofline.gateway.ziflow-secrets[1]", "OLD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proofline.workers.files-secret                    | env:KEY | is set by 'up' itself
          proofline.workers.filesSecret                     | env:KEY | is set by 'up' itself
          proofline.workers.files_secret                    | env:KEY | is set by 'up' itself
          proofline.gateway.library-secrets[0]              | env:KEY | is set by 'up' itself
          proofline.processor.stateDir                      | /tmp    | is set by 'up' itself
          proofline.workers.[person-key]                    | env:KEY | is set by 'up' itself
          proofline.workers.kafka.client.bootstrap.servers  | k:9092  | is set by 'up' itself
          proofline.workers.kafka.client[bootstrap.servers] | k:9092  | is set by 'up' itself
          proofline.workers.kafka.client.sasl.jaas.config   | s3cr3t  | is set by 'up' itself
          proofline.processor.kafka.client.application.id   | other   | is set by 'up' itself
          proofline.workers.photoshelter.v3ApiKey           | s3cr3t  | a secret is not allowed in this file
          proofline.gateway.ziflow-secrets[1]               | s3cr3t  | a secret is not allowed in this file
          proofline.workers.ziflow.apiKey                   | env:KEY | is set above under another name
          proofline.workers.photoshelter.PASS_WORD          | env:KEY | is set above under another name
          """)
  void other_spellings_of_a_setting_are_rejected_too(String name, String value, String why) {
    assertThatThrownBy(() -> read("'%s': '%s'".formatted(name, value)))
        .isInstanceOf(InvalidUpConfigException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void a_setting_in_two_spellings_is_rejected() {
    var two = "{ proofline.workers.ziflow.in-flight: 2, proofline.workers.ziflow.inFlight: 3 }";
    assertThatThrownBy(() -> read(two)).hasMessageContaining("is set above under another name");
  }

  @Test
  void settings_of_kafka_clients_are_allowed() throws Exception {
    assertThat(read("proofline.workers.kafka.client.fetch.max.wait.ms: 100").settings())
        .containsEntry("proofline.workers.kafka.client.fetch.max.wait.ms", "100");
  }

  private UpConfig read(String setting) throws IOException, InvalidUpConfigException {
    var settings = setting.isEmpty() ? "" : "settings:\n  %s\n".formatted(setting);
    var file = Files.writeString(folder.resolve("up.yaml"), FILE + settings);
    return UpConfigReader.read(file, name -> name);
  }
}
