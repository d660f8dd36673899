package io.proofline.processor;

import io.proofline.http.HttpServerSettings;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The stream processor's settings.
 *
 * @param account name of this installation
 * @param port port of health, metrics and diagnosis
 * @param instanceId name of the instance: constant over restarts, unique among instances
 * @param stateDir directory of the state stores
 * @param personKey creates person ids; the same in all services, never changed
 * @param rulesName name of the rules that apply
 * @param auditKey file with the private key, as PEM, that signs checkpoints of the audit trail;
 *     empty for none: then no checkpoints are written
 * @param auditCheckpointEvery number of entries of a partition after which a checkpoint is written;
 *     it is written earlier if ten minutes have passed
 * @param http limits of the HTTP server
 */
@Validated
@ConfigurationProperties(prefix = "proofline.processor", ignoreUnknownFields = false)
public record ProcessorProperties(
    @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,30}") String account,
    int port,
    @NotNull KafkaConnection kafka,
    @NotBlank String instanceId,
    @NotNull Path stateDir,
    @NotNull PersonKey personKey,
    @NotBlank String rulesName,
    @NotNull String auditKey,
    @Min(1) @Max(5000) int auditCheckpointEvery,
    @DefaultValue HttpServerSettings http) {

  /** Omits the person key. */
  @Override
  public String toString() {
    return "ProcessorProperties[account=%s, port=%d, kafka=%s, instanceId=%s, stateDir=%s, rulesName=%s, auditKey=%s, auditCheckpointEvery=%d, http=%s]"
        .formatted(
            account,
            port,
            kafka,
            instanceId,
            stateDir,
            rulesName,
            auditKey,
            auditCheckpointEvery,
            http);
  }
}
