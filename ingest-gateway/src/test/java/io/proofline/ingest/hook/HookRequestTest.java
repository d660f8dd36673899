package io.proofline.ingest.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Origin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class HookRequestTest {

  private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final HttpHeaders headers = new HttpHeaders();

  @Test
  void headers_are_stored_in_lower_case_without_signatures_and_credentials() {
    headers.set("Content-Type", "application/json");
    headers.set("X-Ziflow-Version", "2");
    headers.addAll("X-Forwarded-For", List.of("10.0.0.1", "10.0.0.2"));
    for (var secret :
        List.of(
            "X-Ziflow-Signature",
            "Webhook-Signature",
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "ApiKey",
            "X-Api-Key")) {
      headers.set(secret, "s3cret");
    }

    assertThat(delivered("{}").toDelivery().getHeaders())
        .isEqualTo(
            Map.of(
                "content-type",
                "application/json",
                "x-ziflow-version",
                "2",
                "x-forwarded-for",
                "10.0.0.1, 10.0.0.2"));
  }

  @Test
  void the_body_is_stored_unchanged() {
    byte[] body = {0, 1, -1, '{', '\r', '\n'};

    assertThat(new HookRequest("/", null, headers, body, AT).toDelivery().getBody())
        .isEqualTo(ByteBuffer.wrap(body));
  }

  @Test
  void its_envelope_has_the_receipt_time_and_the_source() {
    var envelope = delivered("{}").withTraceparent(TRACE).envelope("acme", "ziflow", "e1");

    assertThat(envelope.getEventId()).isEqualTo("e1");
    assertThat(envelope.getAccount()).isEqualTo("acme");
    assertThat(envelope.getSource()).isEqualTo("ziflow");
    assertThat(envelope.getOrigin()).isEqualTo(Origin.LIVE);
    assertThat(envelope.getOccurredAt()).isNull();
    assertThat(envelope.getReceivedAt()).isEqualTo(AT);
    assertThat(envelope.getCorrelationId()).isEqualTo("e1");
    assertThat(envelope.getCausationId()).isNull();
    assertThat(envelope.getTraceparent()).isEqualTo(TRACE);
  }

  @Test
  void a_trace_header_is_passed_on_only_through_the_span() {
    headers.set("traceparent", TRACE);

    assertThat(delivered("{}").envelope("acme", "ziflow", "e1").getTraceparent()).isNull();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"events\":[{\"proof_event\":{\"proof_id\":\"p1\"}},{\"proof_id\":\"p2\"}]} | p1",
        "{\"proof_id\":null,\"more\":{\"proof_id\":\"p2\"}} | p2",
        "{\"proof_id\":7} |",
        "{\"proof_id\":\"\"} |",
        "{\"a\":\"proof_id\",\"b\":\"p1\"} |",
        "{\"a\":1 |",
        "{\"proof_id\":\"p1\" and no more JSON | p1",
        "not json |",
        "'' |"
      })
  void the_hint_is_the_first_text_under_the_name(String body, String hint) {
    assertThat(RecordKeyHint.first("proof_id", body.getBytes(UTF_8)).orElse(null)).isEqualTo(hint);
  }

  @Test
  void a_hint_that_is_too_long_for_a_key_is_ignored() {
    var body = "{\"asset\":\"%s\"}".formatted("I".repeat(101));

    assertThat(RecordKeyHint.first("asset", body.getBytes(UTF_8))).isEmpty();
  }

  private HookRequest delivered(String body) {
    return new HookRequest("/hooks/ziflow", null, headers, body.getBytes(UTF_8), AT);
  }
}
