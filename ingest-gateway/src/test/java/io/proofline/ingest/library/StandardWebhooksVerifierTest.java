package io.proofline.ingest.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.ingest.hook.HookRequest;
import io.proofline.ingest.hook.Refusal;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Secret;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.LibrarySignalKind;
import io.proofline.schemas.avro.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;

class StandardWebhooksVerifierTest {

  /** Key, id, time, body and signature of the scheme's own reference libraries' tests. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long SENT = 1614265330;
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static final String OTHER = "whsec_" + "b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXI=";

  record Row(String name, String id, String timestamp, String signatures, Refusal refusal) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    var sent = Long.toString(SENT);
    return Stream.of(
        row("the scheme's own example", ID, sent, SIGNATURE, null),
        row("one of several", ID, sent, "v1,AAAA v1a,xyz " + SIGNATURE, null),
        row("several, none ours", ID, sent, "v1,AAAA v1a,xyz", Refusal.WRONG_SIGNATURE),
        row("of another version", ID, sent, SIGNATURE.replace("v1,", "v2,"), wrong()),
        row("without version", ID, sent, SIGNATURE.substring(3), wrong()),
        row("no base64", ID, sent, "v1,***", wrong()),
        row("empty", ID, sent, "", wrong()),
        row("of another id", "msg_other", sent, SIGNATURE, wrong()),
        row("of another time", ID, Long.toString(SENT + 1), SIGNATURE, wrong()),
        row("without id", null, sent, SIGNATURE, Refusal.UNSIGNED),
        row("without time", ID, null, SIGNATURE, Refusal.UNSIGNED),
        row("without signature", ID, sent, null, Refusal.UNSIGNED),
        row("a time in words, well signed", ID, "now", signed(SECRET, ID, "now"), stale()),
        row("a time beyond all calendars", ID, far(), signed(SECRET, ID, far()), stale()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_delivery_is_valid_if_one_signature_is(Row row) {
    var scheme = at(SENT, SECRET);

    assertThat(scheme.refusal(delivered(row.id(), row.timestamp(), row.signatures())))
        .isEqualTo(Optional.ofNullable(row.refusal()));
  }

  @ParameterizedTest(name = "{0} s from our clock: {1}")
  @CsvSource({"-301, STALE", "-300,", "-1,", "0,", "300,", "301, STALE"})
  void a_signature_more_than_five_minutes_away_is_stale(long seconds, Refusal refusal) {
    var scheme = at(SENT + seconds, SECRET);

    assertThat(scheme.refusal(delivered(ID, Long.toString(SENT), SIGNATURE)))
        .isEqualTo(Optional.ofNullable(refusal));
  }

  @Test
  void two_secrets_are_valid_while_one_replaces_the_other() {
    var hookRequest = delivered(ID, Long.toString(SENT), SIGNATURE);

    assertThat(at(SENT, OTHER, SECRET).refusal(hookRequest)).isEmpty();
    assertThat(at(SENT, SECRET, OTHER).refusal(hookRequest)).isEmpty();
    assertThat(at(SENT, OTHER).refusal(hookRequest)).contains(wrong());
  }

  @Test
  void the_body_is_signed_byte_by_byte() {
    var changed =
        new HookRequest("/", null, headers(ID, SENT + "", SIGNATURE), "{}".getBytes(UTF_8), at());

    assertThat(at(SENT, SECRET).refusal(changed)).contains(wrong());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true",
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, false",
    "whsec_, false",
    "whsec_c2hvcnQ=, false",
    "whsec_no base64 here, false"
  })
  void a_secret_has_its_prefix_and_enough_bytes(String secret, boolean good) {
    assertThat(StandardWebhooksVerifier.isSecret(secret)).isEqualTo(good);
  }

  @Test
  void a_changed_secret_file_takes_effect_without_a_restart(@TempDir Path directory)
      throws IOException {
    var file = Files.writeString(directory.resolve("key"), "whsec_" + "b2xk".repeat(8));
    var webhooks = at(SENT, "file:" + file);
    var hookRequest = delivered(ID, Long.toString(SENT), SIGNATURE);
    assertThat(webhooks.refusal(hookRequest)).contains(wrong());

    Files.writeString(file, SECRET + "\n");
    await().until(() -> webhooks.refusal(hookRequest).isEmpty());
  }

  @Test
  void the_signal_carries_the_sender_s_id_and_the_asset_as_its_key() {
    var topics = Topics.of("", 1, new InMemorySchemaRegistry());
    var hook = new LibraryHook("acme", topics.librarySignals(), at(SENT, SECRET));
    var body = "{\"asset\": \"I0000abc\", \"select\": true}";
    var headers = headers(ID, Long.toString(SENT), SIGNATURE);

    var signalRecord = hook.signal(new HookRequest("/", null, headers, body.getBytes(UTF_8), at()));

    assertThat(signalRecord.key()).isEqualTo("I0000abc");
    assertThat(signalRecord.receivedAt()).isEqualTo(at());
    assertThat(signalRecord.topic()).isSameAs(topics.librarySignals());
    var envelope = signalRecord.value().getEnvelope();
    assertThat(envelope.getEventId()).isEqualTo(ID);
    assertThat(envelope.getCorrelationId()).isEqualTo(ID);
    assertThat(envelope.getSource()).isEqualTo("library");
    assertThat(envelope.getOrigin()).isEqualTo(Origin.LIVE);
    assertThat(signalRecord.value().getKind()).isEqualTo(LibrarySignalKind.DELIVERY);
    assertThat(signalRecord.value().getDelivery().getHeaders())
        .isEqualTo(Map.of("webhook-id", ID, "webhook-timestamp", Long.toString(SENT)));
  }

  @Test
  void a_body_without_an_asset_has_the_source_as_its_key() {
    var topics = Topics.of("", 1, new InMemorySchemaRegistry());
    var hook = new LibraryHook("acme", topics.librarySignals(), at(SENT, SECRET));

    assertThat(hook.signal(delivered(ID, Long.toString(SENT), SIGNATURE)).key())
        .isEqualTo("library");
  }

  private static Row row(
      String name, String id, String timestamp, String signatures, Refusal refusal) {
    return new Row(name, id, timestamp, signatures, refusal);
  }

  private static Refusal wrong() {
    return Refusal.WRONG_SIGNATURE;
  }

  private static Refusal stale() {
    return Refusal.STALE;
  }

  private static String far() {
    return Long.toString(Long.MAX_VALUE);
  }

  private static Instant at() {
    return Instant.ofEpochSecond(SENT);
  }

  private static StandardWebhooksVerifier at(long epochSecond, String... secrets) {
    return new StandardWebhooksVerifier(
        Stream.of(secrets).map(Secret::of).toList(), () -> Instant.ofEpochSecond(epochSecond));
  }

  private static HookRequest delivered(String id, String timestamp, String signatures) {
    return new HookRequest(
        "/", null, headers(id, timestamp, signatures), BODY.getBytes(UTF_8), at());
  }

  private static HttpHeaders headers(String id, String timestamp, String signatures) {
    var headers = new HttpHeaders();
    headers.addAll("Webhook-Id", id == null ? List.of() : List.of(id));
    headers.addAll("webhook-timestamp", timestamp == null ? List.of() : List.of(timestamp));
    headers.addAll("webhook-signature", signatures == null ? List.of() : List.of(signatures));
    return headers;
  }

  private static String signed(String secret, String id, String timestamp) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
      var text = "%s.%s.%s".formatted(id, timestamp, BODY);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
