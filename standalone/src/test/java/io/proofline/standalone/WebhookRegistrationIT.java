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
  void a_webhook_that_went_is_made_anew_with_the_key_that_is_known() {
    var first = key(partners(), "");
    assertThat(first).isNotBlank();
    try (var ziflow = partners().ziflowClient()) {
      new WebhookInstaller(ziflow, "acme").remove();
    }
    assertThat(key(partners(), first)).isEqualTo(first);
    assertThat(key(partners(), "")).isEqualTo(first); // as Ziflow tells it
  }

  @Test
  void while_Ziflow_is_away_the_key_of_before_stays_in_use() {
    var apiSettings = partners();
    sandbox.close();
    assertThat(key(apiSettings, "k-77")).isEqualTo("k-77");
    assertThatThrownBy(() -> key(apiSettings, ""))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("can't be reached")
        .hasMessageContaining("Try again when Ziflow answers.")
        .hasMessageNotContaining("administrator");
  }

  @Test
  void a_key_that_Ziflow_refuses_is_told_at_the_start_also_when_a_webhook_is_known() {
    assertThatThrownBy(() -> key(partners("not-the-key"), "k-77"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("refuses our access")
        .hasMessageContaining("Webhooks need the key of an administrator.");
  }

  private static String key(ApiSettings apiSettings, String known) {
    return WebhookRegistration.installAndGetKey(TARGET, "acme", apiSettings, known);
  }

  private ApiSettings partners() {
    return partners(sandbox.accounts().ziflowApiKey());
  }

  private ApiSettings partners(String ziflowKey) {
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
