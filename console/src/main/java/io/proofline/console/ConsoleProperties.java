package io.proofline.console;

import io.proofline.console.database.DatabaseSettings;
import io.proofline.console.notification.NotificationSettings;
import io.proofline.console.picture.PictureSettings;
import io.proofline.console.session.SessionSettings;
import io.proofline.console.verification.VerificationSettings;
import io.proofline.http.HttpServerSettings;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Secret;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The console's settings.
 *
 * @param account name of this installation
 * @param port port of the management API
 * @param instanceId name of the instance: constant over restarts, unique among instances
 * @param adminToken token with the role administrator, with which the first tokens are made; it may
 *     change if it is in a file
 * @param personKey creates person ids; the same in all services, never changed
 * @param rulesName name of the rules that apply
 * @param session how long people stay signed in
 * @param sandboxUrl address of the simulators' pages, which each page then links; empty for none
 * @param libraryUrl address of a photograph in the library, with {asset} for its id, which its page
 *     links; empty for none. It has no query, so no session and no token
 * @param pictures where pictures come from
 * @param notifications how events are sent to subscribers
 * @param verification how exports of the audit trail are verified
 * @param feedsPerToken largest number of open feeds of changes for each token
 * @param callsPerMinute largest number of calls of each token; 0 for no limit
 * @param http limits of the HTTP server
 */
@Validated
@ConfigurationProperties(prefix = "proofline.console", ignoreUnknownFields = false)
public record ConsoleProperties(
    @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,30}") String account,
    int port,
    @NotNull KafkaConnection kafka,
    @NotBlank String instanceId,
    @DefaultValue DatabaseSettings database,
    Secret adminToken,
    @NotNull PersonKey personKey,
    @NotBlank String rulesName,
    @DefaultValue SessionSettings session,
    @DefaultValue("") @Pattern(regexp = "|https?://\\S+") String sandboxUrl,
    @DefaultValue("") @Pattern(regexp = "|https?://[^\\s?@{]+\\{asset\\}[^\\s?@{]*")
        String libraryUrl,
    @DefaultValue PictureSettings pictures,
    @DefaultValue NotificationSettings notifications,
    @DefaultValue VerificationSettings verification,
    @DefaultValue("20") @Min(1) int feedsPerToken,
    @DefaultValue("6000") @Min(0) int callsPerMinute,
    @DefaultValue HttpServerSettings http) {

  private static final int SHORTEST_TOKEN = 16;

  public ConsoleProperties {
    adminToken =
        Secret.required("proofline.console.admin-token", adminToken)
            .withFormat(
                "proofline.console.admin-token",
                token -> token.matches("[\\x21-\\x7e]{%d,}".formatted(SHORTEST_TOKEN)),
                "must have at least %d characters, and no blanks".formatted(SHORTEST_TOKEN));
  }

  /** Omits the secrets. */
  @Override
  public String toString() {
    return "ConsoleProperties[account=%s, port=%d, kafka=%s, instanceId=%s, database=%s, rulesName=%s, session=%s, sandboxUrl=%s, libraryUrl=%s, pictures=%s, notifications=%s, verification=%s, http=%s]"
        .formatted(
            account,
            port,
            kafka,
            instanceId,
            database,
            rulesName,
            session,
            sandboxUrl,
            libraryUrl,
            pictures,
            notifications,
            verification,
            http);
  }
}
