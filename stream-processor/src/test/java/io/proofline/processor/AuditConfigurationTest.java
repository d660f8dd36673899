package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.audit.SigningKey;
import io.proofline.processor.AuditConfiguration.AuditKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

class AuditConfigurationTest {

  @TempDir private Path folder;

  private final AuditConfiguration configuration = new AuditConfiguration();

  @Test
  void health_reports_without_a_key_that_no_checkpoints_are_written() {
    var health =
        configuration.auditHealthIndicator(new AuditKey(AuditConfiguration.read(""))).health();
    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails().get("checkpoints").toString())
        .startsWith("not written: proofline.processor.audit-key names no key");
  }

  @Test
  void health_names_the_key() throws Exception {
    var key = SigningKey.generate();
    var file = Files.writeString(folder.resolve("audit-key.pem"), key.pem());
    var health =
        configuration
            .auditHealthIndicator(new AuditKey(AuditConfiguration.read(file.toString())))
            .health();
    assertThat(health.getDetails())
        .containsEntry("checkpoints", "signed with key " + key.verifyingKey().id());
  }

  @Test
  void a_file_without_a_key_is_refused_with_its_name_and_without_its_text() throws Exception {
    var file = Files.writeString(folder.resolve("other"), "hush").toString();
    assertThatThrownBy(() -> AuditConfiguration.read(file))
        .hasMessage(
            "proofline.processor.audit-key: %s has no Ed25519 private key as PEM".formatted(file));
    var missing = folder.resolve("missing").toString();
    assertThatThrownBy(() -> AuditConfiguration.read(missing))
        .hasMessage("proofline.processor.audit-key: %s can't be read".formatted(missing));
  }
}
