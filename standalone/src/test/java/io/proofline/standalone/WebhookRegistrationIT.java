package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.cli.StartupException;
import io.proofline.cli.config.ApiSettings;
import io.proofline.sandbox.Sandbox;
import io.proofline.sandbox.SandboxSettings;
import io.proofline.workers.ziflow.WebhookInstaller;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookRegistrationIT {

  private static final URI TARGET = URI.create("https://hooks.example.com/hooks/ziflow");

  @TempDir Path folder;

  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxSettings.in(folder));
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  @Test
  void a_removed_webhook_is_created_again_with_the_known_key() {
    var first = key(apiSettings(), "");
    assertThat(first).isNotBlank();
    try (var ziflow = apiSettings().ziflowClient()) {
      new WebhookInstaller(ziflow, "acme").remove();
    }
    assertThat(key(apiSettings(), first)).isEqualTo(first);
    assertThat(key(apiSettings(), "")).isEqualTo(first); // as Ziflow returns it
  }

  @Test
  void during_an_outage_of_ziflow_the_known_key_stays_in_use() {
    var apiSettings = apiSettings();
    sandbox.close();
    assertThat(key(apiSettings, "k-77")).isEqualTo("k-77");
    assertThatThrownBy(() -> key(apiSettings, ""))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("can't be reached")
        .hasMessageContaining("Try again when Ziflow answers.")
        .hasMessageNotContaining("administrator");
  }

  @Test
  void an_api_key_that_ziflow_refuses_prevents_the_start_even_with_a_known_webhook() {
    assertThatThrownBy(() -> key(apiSettings("not-the-key"), "k-77"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("refuses our access")
        .hasMessageContaining("Webhooks need the key of an administrator.");
  }

  private static String key(ApiSettings apiSettings, String known) {
    return WebhookRegistration.installAndGetKey(TARGET, "acme", apiSettings, known);
  }

  private ApiSettings apiSettings() {
    return apiSettings(sandbox.accounts().ziflowApiKey());
  }

  private ApiSettings apiSettings(String ziflowKey) {
    return ApiSettings.of(
        Map.of(
            "proofline.workers.ziflow.base-url", sandbox.ziflow() + "/v1",
            "proofline.workers.ziflow.api-key", ziflowKey,
            "proofline.workers.photoshelter.api-key", "p-key",
            "proofline.workers.photoshelter.email", "dam@example.com",
            "proofline.workers.photoshelter.password", "pass",
            "proofline.workers.photoshelter.organization-id", "O0000"));
  }
}
