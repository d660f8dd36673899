package io.proofline.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.proofline.console.notification.AttemptResult.Failure;
import io.proofline.console.notification.MailSettings.Encryption;
import io.proofline.schemas.Secret;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails to a server on this computer. */
class MailClientTest {

  private static final String SENTENCE = "Müller 📷.jpg: It was held back.";

  private final GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static MailClient client(
      int port, Encryption encryption, String user, @Nullable Secret password) {
    var mail =
        new MailSettings("127.0.0.1", port, encryption, user, password, "proofline@example.org");
    var settings =
        new NotificationSettings(
            List.of(),
            false,
            List.of(),
            0,
            Duration.ofHours(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1,
            1,
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ZERO,
            mail);
    return new MailClient(settings, Clock.systemUTC());
  }

  private AttemptResult send(String address) {
    return client(server.getSmtp().getPort(), Encryption.NONE, "", null)
        .send(address, "audit:demo:I1:1", SENTENCE);
  }

  @Test
  void a_sentence_is_a_mail_whose_id_is_the_same_for_each_copy()
      throws MessagingException, IOException {
    assertThat(send("desk@example.org").failure()).isNull();
    assertThat(send("desk@example.org").status()).isEqualTo(250);

    var mails = server.getReceivedMessages();
    assertThat(mails).hasSize(2);
    var mail = mails[0];
    assertThat(mail.getSubject()).isEqualTo(SENTENCE);
    assertThat(new String(mail.getInputStream().readAllBytes(), UTF_8))
        .contains(SENTENCE, "Event audit:demo:I1:1");
    assertThat(mail.getAllRecipients()[0]).hasToString("desk@example.org");
    assertThat(mail.getFrom()[0]).hasToString("proofline@example.org");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getMessageID()).matches("<[0-9a-f]{64}@proofline>");
    assertThat(mails[1].getMessageID()).isEqualTo(mail.getMessageID());
  }

  @Test
  void a_server_that_is_away_is_a_failed_connection() {
    int port = server.getSmtp().getPort();
    server.stop();
    assertThat(client(port, Encryption.NONE, "", null).send("a@example.org", "e", "s").failure())
        .isEqualTo(Failure.CONNECTION);
  }

  @Test
  void a_server_that_does_not_answer_is_left() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              client(silent.getLocalPort(), Encryption.NONE, "", null)
                  .send("a@example.org", "e", "s")
                  .failure())
          .isIn(Failure.TIMEOUT, Failure.CONNECTION);
    }
  }

  @Test
  void nothing_is_sent_without_the_encryption_that_is_set() {
    for (var encryption : List.of(Encryption.STARTTLS, Encryption.TLS)) {
      var client = client(server.getSmtp().getPort(), encryption, "", null);
      assertThat(client.send("a@example.org", "e", "s").failure()).as("%s", encryption).isNotNull();
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void wrong_settings_are_refused() {
    assertThatThrownBy(() -> new MailSettings("mx", 25, Encryption.TLS, "", null, ""))
        .hasMessageContaining("mail.from");
    assertThatThrownBy(() -> new MailSettings("mx", 25, Encryption.TLS, "u", null, "a@b"))
        .hasMessageContaining("mail.password");
    assertThatThrownBy(
            () -> new MailSettings("mx", 25, Encryption.NONE, "u", Secret.of("secret"), "a@b"))
        .hasMessageContaining("mail.encryption");
  }
}
