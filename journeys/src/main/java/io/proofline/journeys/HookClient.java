package io.proofline.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Client of the gateway's webhooks, as a partner system: signs by Standard Webhooks. */
public final class HookClient {

  private final JourneyHttpClient journeyHttpClient;
  private final DemoAddresses at;

  public HookClient(JourneyHttpClient journeyHttpClient, DemoAddresses at) {
    this.journeyHttpClient = journeyHttpClient;
    this.at = at;
  }

  public void select(String asset) {
    var body = "{\"asset\":\"%s\",\"select\":true}".formatted(asset);
    var id = "msg_" + UUID.randomUUID();
    var time = Long.toString(Instant.now().getEpochSecond());
    journeyHttpClient.exchange(
        HttpRequest.newBuilder(URI.create(at.gateway() + "/hooks/library"))
            .header("Content-Type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", time)
            .header("webhook-signature", "v1," + signature(id + "." + time + "." + body))
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends a decision signed without the key, and returns the status of the answer. */
  int forgeDecision(String proof) {
    var body =
        Map.of(
            "event_id", UUID.randomUUID().toString(),
            "event_type", "proof",
            "proof_event", Map.of("proof_id", proof, "action", "decision_made"));
    return journeyHttpClient.status(
        HttpRequest.newBuilder(URI.create(at.gateway() + "/hooks/ziflow"))
            .header("Content-Type", "application/json")
            .header("x-ziflow-signature", "0".repeat(64))
            .POST(JourneyHttpClient.json(body)));
  }

  private String signature(String text) {
    var secret = at.secrets().libraryHookSecret().substring("whsec_".length());
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }
}
