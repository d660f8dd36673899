package io.proofline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts by the services' own variables, as a container of theirs has them. */
class AccountsTest {

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

    var partners = Accounts.fromEnvironment(environment).partners();

    assertThat(partners.ziflow().apiKey().value()).isEqualTo("zi-key");
    assertThat(partners.photoshelter().organizationId()).isEqualTo("O1");
    assertThat(partners.photoshelter().password().value()).isEqualTo("geheim");
  }

  @Test
  void what_neither_variables_nor_files_say_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Accounts.fromEnvironment(environment))
        .withMessageContaining("proofline.workers.ziflow");
  }

  @Test
  void no_address_of_hooks_is_not_taken_for_none_wanted() {
    environment.put("PROOFLINE_WORKERS_ZIFLOW_API_KEY", "zi-key");
    environment.put("PROOFLINE_WORKERS_PHOTOSHELTER_API_KEY", "ps-key");
    environment.put("PROOFLINE_WORKERS_PHOTOSHELTER_PASSWORD", "geheim");
    environment.put("PROOFLINE_WORKERS_PHOTOSHELTER_ORGANIZATION_ID", "O1");
    assertThat(Accounts.fromEnvironment(environment).areHooksKnown()).isFalse();

    environment.put("PROOFLINE_GATEWAY_PUBLIC_URL", "https://hooks.example.com");
    assertThat(Accounts.fromEnvironment(environment).areHooksKnown()).isTrue();
  }

  private void secret(String name, String text) throws IOException {
    Files.writeString(secrets.resolve("proofline.workers." + name), text);
  }
}
