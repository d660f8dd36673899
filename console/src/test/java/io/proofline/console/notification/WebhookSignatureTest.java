package io.proofline.console.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.console.notification.WebhookReceiver.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant NOW = Instant.now();
  private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void the_signature_is_that_of_the_published_test_vector() {
    assertThat(WebhookSignature.sign(List.of(SECRET), ID, TIME, BODY)).isEqualTo(SIGNATURE);
  }

  @Test
  void two_secrets_make_two_signatures() {
    var other = WebhookSignature.newSecret();

    assertThat(WebhookSignature.sign(List.of(other, SECRET), ID, TIME, BODY).split(" "))
        .hasSize(2)
        .contains(SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"name\": \"M\u00fcller \ud83d\udcf7\u2028\"}", "", "a.b.c"})
  void the_library_of_standard_webhooks_accepts_an_event_and_no_changed_one(String body) {
    var secret = WebhookSignature.newSecret();
    var sent = received("e~2f~1", NOW, body, secret);

    assertThat(sent.isSignedWith(secret)).isTrue();
    assertThat(sent.isSignedWith(WebhookSignature.newSecret())).isFalse();
    var changed = new Received("/", "e2", sent.timestamp(), sent.signature(), body, sent.at());
    assertThat(changed.isSignedWith(secret)).isFalse();
    changed = new Received("/", sent.id(), sent.timestamp(), sent.signature(), body + " ", NOW);
    assertThat(changed.isSignedWith(secret)).isFalse();
  }

  @Test
  void the_library_accepts_no_old_event() {
    var secret = WebhookSignature.newSecret();
    assertThat(received("e1", NOW.minus(Duration.ofMinutes(6)), "{}", secret).isSignedWith(secret))
        .isFalse();
  }

  private static Received received(String id, Instant time, String body, String secret) {
    return new Received(
        "/",
        id,
        Long.toString(time.getEpochSecond()),
        WebhookSignature.sign(List.of(WebhookSignature.newSecret(), secret), id, time, body),
        body,
        time);
  }

  @Test
  void a_new_secret_has_256_bits_and_is_never_the_same() {
    assertThat(WebhookSignature.newSecret())
        .matches("whsec_[A-Za-z0-9+/]{43}=")
        .isNotEqualTo(WebhookSignature.newSecret());
  }
}
