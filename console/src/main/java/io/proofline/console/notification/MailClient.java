package io.proofline.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.console.notification.AttemptResult.Failure;
import io.proofline.console.notification.MailSettings.Encryption;
import io.proofline.hash.Sha256;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;

/** Sends sentences as mails. Thread-safe. */
final class MailClient {

  private static final int OK = 250;
  private static final int PERMANENT = 500;
  private static final int LONGEST_SUBJECT = 150;

  private final MailSettings settings;
  private final Session session;
  private final InstantSource clock;

  MailClient(NotificationSettings notifications, InstantSource clock) {
    this.settings = notifications.mail();
    this.session = Session.getInstance(properties(settings, notifications.connectTimeout()));
    this.clock = clock;
  }

  private static Properties properties(MailSettings settings, Duration timeout) {
    var properties = new Properties();
    var millis = Long.toString(timeout.toMillis());
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put(
        "mail.smtp.ssl.enable", Boolean.toString(settings.encryption() == Encryption.TLS));
    var startTls = Boolean.toString(settings.encryption() == Encryption.STARTTLS);
    properties.put("mail.smtp.starttls.enable", startTls);
    properties.put("mail.smtp.starttls.required", startTls);
    return properties;
  }

  /** Sends a sentence about an event; a repetition has the same id, by which programs know it. */
  AttemptResult send(String address, String event, String sentence) {
    try {
      var message = new IdentifiedMessage(session, event);
      message.setFrom(new InternetAddress(settings.from()));
      message.setRecipient(RecipientType.TO, new InternetAddress(address, true));
      message.setSubject(subject(sentence), UTF_8.name());
      message.setSentDate(Date.from(clock.instant()));
      message.setHeader("Auto-Submitted", "auto-generated");
      message.setText("%s\n\nEvent %s\n".formatted(sentence, event), UTF_8.name());
      send(message);
      return new AttemptResult(OK, null, null);
    } catch (MessagingException e) {
      return failure(e);
    }
  }

  private void send(MimeMessage message) throws MessagingException {
    if (settings.user().isEmpty()) {
      Transport.send(message);
    } else {
      var password = settings.password();
      Transport.send(message, settings.user(), password == null ? "" : password.value());
    }
  }

  private static String subject(String sentence) {
    return sentence.length() > LONGEST_SUBJECT
        ? sentence.substring(0, LONGEST_SUBJECT) + "…"
        : sentence;
  }

  private static AttemptResult failure(MessagingException problem) {
    for (Throwable cause = problem; cause != null; cause = next(cause)) {
      switch (cause) {
        case AuthenticationFailedException _ -> {
          return AttemptResult.unanswered(Failure.REFUSED);
        }
        case SSLException _ -> {
          return AttemptResult.unanswered(Failure.TLS);
        }
        case SocketTimeoutException _ -> {
          return AttemptResult.unanswered(Failure.TIMEOUT);
        }
        case MailConnectException _, SocketConnectException _ -> {
          return AttemptResult.unanswered(Failure.CONNECTION);
        }
        case SMTPAddressFailedException refused -> {
          return refused(refused.getReturnCode());
        }
        case SMTPSenderFailedException refused -> {
          return refused(refused.getReturnCode());
        }
        case SMTPSendFailedException refused when refused.getNextException() == null -> {
          return refused(refused.getReturnCode());
        }
        default -> {}
      }
    }
    return AttemptResult.unanswered(Failure.CONNECTION);
  }

  private static @Nullable Throwable next(Throwable cause) {
    return cause instanceof MessagingException failed && failed.getNextException() != null
        ? failed.getNextException()
        : cause.getCause();
  }

  private static AttemptResult refused(int code) {
    return new AttemptResult(
        code, code >= PERMANENT ? Failure.REFUSED : Failure.SERVER_ERROR, null);
  }

  /** A message whose id follows from its event. */
  private static final class IdentifiedMessage extends MimeMessage {

    private final String event;

    IdentifiedMessage(Session session, String event) {
      super(session);
      this.event = event;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<%s@proofline>".formatted(Sha256.hex(event.getBytes(UTF_8))));
    }
  }
}
