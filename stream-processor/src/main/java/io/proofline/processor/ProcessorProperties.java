package io.proofline.processor;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The stream processor's settings.
 *
 * @param account name of this installation
 * @param port of the HTTP door
 * @param instanceId the same over restarts, another for each instance
 * @param stateDir where the state stores lie
 * @param doorToken bearer token of the HTTP door; in a file it may change
 * @param personKey makes ids of people; the same in all services, and never changed
 * @param rulesName which rules are followed
 * @param auditKey file with the private key, as PEM, that signs checkpoints of the audit trail;
 *     empty for none, and then none are written
 * @param auditCheckpointEvery after how many entries of a partition a checkpoint is written, if not
 *     before
 * @param advertised {@code host:port} at which other instances and clients reach this one's door
 */
@Validated
@ConfigurationProperties(prefix = "proofline.processor", ignoreUnknownFields = false)
public record ProcessorProperties(
    @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,30}") String account,
    int port,
    @NotNull KafkaConnection kafka,
    @NotBlank String instanceId,
    @NotNull Path stateDir,
    Secret doorToken,
    @NotNull PersonKey personKey,
    @NotBlank String rulesName,
    @NotNull String auditKey,
    @Min(1) @Max(5000) int auditCheckpointEvery,
    @NotBlank String advertised) {

  public ProcessorProperties {
    doorToken = Secret.required("proofline.processor.door-token", doorToken);
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "ProcessorProperties[account=%s, port=%d, kafka=%s, instanceId=%s, stateDir=%s, rulesName=%s, auditKey=%s, auditCheckpointEvery=%d, advertised=%s]"
        .formatted(
            account,
            port,
            kafka,
            instanceId,
            stateDir,
            rulesName,
            auditKey,
            auditCheckpointEvery,
            advertised);
  }
}
