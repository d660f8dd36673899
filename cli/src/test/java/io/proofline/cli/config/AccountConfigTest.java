package io.proofline.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts from the services' environment variables, as in their containers. */
class AccountConfigTest {

  @TempDir Path secrets;

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "PROOFLINE_WORKERS_ACCOUNT", "acme",
              "PROOFLINE_WORKERS_PHOTOSHELTER_EMAIL", "proofline@example.com"));

  @Test
  void secrets_are_read_from_the_files_that_the_services_read() throws IOException {
    secret("ziflow.api-key", "zi-key\n");
    secret("photoshelter.api-key", "ps-key\n");
    secret("photoshelter.password", "geheim\n");
    secret("photoshelter.organization-id", "O1\n");
    environment.put("SPRING_CONFIG_IMPORT", "configtree:%s/".formatted(secrets));

    var apiSettings = AccountConfig.fromEnvironment(environment).apiSettings();

    assertThat(apiSettings.ziflow().apiKey().value()).isEqualTo("zi-key");
    assertThat(apiSettings.photoshelter().organizationId()).isEqualTo("O1");
    assertThat(apiSettings.photoshelter().password().value()).isEqualTo("geheim");
  }

  @Test
  void a_missing_setting_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccountConfig.fromEnvironment(environment))
        .withMessageContaining("proofline.workers.ziflow");
  }

  @Test
  void a_missing_webhook_address_does_not_mean_that_no_webhook_is_expected() {
    environment.put("PROOFLINE_WORKERS_ZIFLOW_API_KEY", "zi-key");
    environment.put("PROOFLINE_WORKERS_PHOTOSHELTER_API_KEY", "ps-key");
    environment.put("PROOFLINE_WORKERS_PHOTOSHELTER_PASSWORD", "geheim");
    environment.put("PROOFLINE_WORKERS_PHOTOSHELTER_ORGANIZATION_ID", "O1");
    assertThat(AccountConfig.fromEnvironment(environment).expectedHooks().addressKnown()).isFalse();

    environment.put("PROOFLINE_GATEWAY_PUBLIC_URL", "https://hooks.example.com");
    assertThat(AccountConfig.fromEnvironment(environment).expectedHooks().addressKnown()).isTrue();
  }

  private void secret(String name, String text) throws IOException {
    Files.writeString(secrets.resolve("proofline.workers." + name), text);
  }

  private static final Map<String, String> LEAST =
      Map.of(
          "PROOFLINE_WORKERS_ZIFLOW_API_KEY", "z-key",
          "PROOFLINE_WORKERS_PHOTOSHELTER_API_KEY", "p-key",
          "PROOFLINE_WORKERS_PHOTOSHELTER_EMAIL", "dam@example.com",
          "PROOFLINE_WORKERS_PHOTOSHELTER_PASSWORD", "pass",
          "PROOFLINE_WORKERS_PHOTOSHELTER_ORGANIZATION_ID", "O0000");

  @Test
  void the_services_variables_give_all_that_a_file_gives() {
    var accountConfig =
        AccountConfig.fromEnvironment(
            with(
                Map.of(
                    "PROOFLINE_WORKERS_ACCOUNT", "acme",
                    "PROOFLINE_GATEWAY_PUBLIC_URL", "https://hooks.example.com",
                    "PROOFLINE_WORKERS_FILES_URL", "https://files.example.com")));
    assertThat(accountConfig.account()).isEqualTo("acme");
    assertThat(accountConfig.hooks())
        .isEqualTo(URI.create("https://hooks.example.com/hooks/ziflow"));
    assertThat(accountConfig.files()).isEqualTo(URI.create("https://files.example.com"));
    assertThat(accountConfig.hasOwnWebhookKey()).isTrue();
    assertThat(accountConfig.apiSettings().ziflow().apiKey().value()).isEqualTo("z-key");
    assertThat(accountConfig.apiSettings().photoshelter().organizationId()).isEqualTo("O0000");
  }

  @Test
  void the_gateways_variable_names_the_installation_if_the_workers_variable_is_missing() {
    assertThat(AccountConfig.fromEnvironment(with(Map.of("PROOFLINE_GATEWAY_ACCOUNT", "acme"))))
        .extracting(AccountConfig::account)
        .isEqualTo("acme");
  }

  @Test
  void no_installation_is_guessed() {
    assertThatThrownBy(() -> AccountConfig.fromEnvironment(LEAST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The installation is not named. Add --config FILE, or set PROOFLINE_WORKERS_ACCOUNT.");
  }

  private static Map<String, String> with(Map<String, String> more) {
    var all = new HashMap<>(LEAST);
    all.putAll(more);
    return all;
  }
}
