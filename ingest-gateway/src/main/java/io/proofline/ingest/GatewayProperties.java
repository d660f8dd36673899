package io.proofline.ingest;

import io.proofline.http.HttpServerSettings;
import io.proofline.ingest.library.StandardWebhooksVerifier;
import io.proofline.ingest.ziflow.SignatureScheme;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The gateway's settings.
 *
 * @param account name of the installation
 * @param port port of the hooks; 0 for any free one
 * @param managementPort port of health and metrics; -1 for none, 0 for any free one
 * @param publicUrl the URL that senders use, before {@code /hooks}; Ziflow's signature covers it
 * @param ziflowSecrets Ziflow's webhook signature keys; at most two, so that one can replace the
 *     other
 * @param ziflowUnsigned accept Ziflow's deliveries without a signature; required if there is no
 *     secret
 * @param librarySecrets at most two, {@code whsec_…}; without one the library hook does not exist
 * @param maxBody limit of a body's size; longer ones are refused
 * @param bodyTimeout limit of the time to receive a body; keep it above Ziflow's own five seconds,
 *     since Ziflow does not repeat after 408
 * @param http limits of the HTTP server; its request time-out is at least five seconds longer than
 *     {@code bodyTimeout}, so that a slow sender gets a response
 */
@Validated
@ConfigurationProperties(prefix = "proofline.gateway", ignoreUnknownFields = false)
public record GatewayProperties(
    String account,
    @DefaultValue("8080") @Min(0) @Max(65535) int port,
    @DefaultValue("-1") @Min(-1) @Max(65535) int managementPort,
    URI publicUrl,
    @DefaultValue List<Secret> ziflowSecrets,
    @DefaultValue("auto") SignatureScheme ziflowSignature,
    @DefaultValue("false") boolean ziflowUnsigned,
    @DefaultValue List<Secret> librarySecrets,
    @DefaultValue("1MB") DataSize maxBody,
    @DefaultValue("10s") Duration bodyTimeout,
    @DefaultValue HttpServerSettings http,
    KafkaConnection kafka) {

  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
  private static final DataSize SMALLEST_BODY = DataSize.ofKilobytes(1);
  private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(8);
  private static final Duration TIME_TO_RESPOND = Duration.ofSeconds(5);

  public GatewayProperties {
    refuse(
        account == null || !ACCOUNT.matcher(account).matches(),
        "account must be lower-case letters, digits and hyphens, 31 at most");
    refuse(
        publicUrl == null || publicUrl.getHost() == null || publicUrl.getRawQuery() != null,
        "public-url must be the URL that senders use, before /hooks, such as"
            + " https://hooks.example.com");
    refuse(
        ziflowSecrets.isEmpty() && !ziflowUnsigned,
        "ziflow-secrets must hold the webhook_signature_key of Ziflow's webhook; to accept"
            + " unsigned deliveries, set ziflow-unsigned to true");
    refuse(
        !ziflowSecrets.isEmpty() && ziflowUnsigned,
        "ziflow-unsigned must not be true beside ziflow-secrets");
    refuse(ziflowSecrets.size() > 2, "ziflow-secrets must be two at most, the old and the new");
    refuse(librarySecrets.size() > 2, "library-secrets must be two at most, the old and the new");
    refuse(
        maxBody.compareTo(SMALLEST_BODY) < 0 || maxBody.compareTo(LARGEST_BODY) > 0,
        "max-body (%s) must be 1KB to 8MB".formatted(maxBody));
    refuse(
        bodyTimeout.compareTo(Duration.ofSeconds(1)) < 0,
        "body-timeout (%s) must be at least 1s".formatted(bodyTimeout));
    http = http.withRequestTimeoutAtLeast(bodyTimeout.plus(TIME_TO_RESPOND));
    refuse(kafka == null, "kafka.bootstrap and kafka.registry must be set");
    ziflowSecrets =
        ziflowSecrets.stream()
            .map(secret -> Secret.required("proofline.gateway.ziflow-secrets", secret))
            .toList();
    librarySecrets =
        librarySecrets.stream()
            .map(secret ->
                secret.withFormat(
                    "proofline.gateway.library-secrets",
                    StandardWebhooksVerifier::isSecret,
                    "must be whsec_ and then 24 to 64 bytes in base64"))
            .toList();
  }

  private static void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new IllegalArgumentException("proofline.gateway." + sentence);
    }
  }
}
