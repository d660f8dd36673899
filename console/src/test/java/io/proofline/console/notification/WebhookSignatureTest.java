package io.proofline.console.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
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

  @Test
  void a_new_secret_has_256_bits_and_is_never_the_same() {
    assertThat(WebhookSignature.newSecret())
        .matches("whsec_[A-Za-z0-9+/]{43}=")
        .isNotEqualTo(WebhookSignature.newSecret());
  }
}
