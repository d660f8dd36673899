package io.proofline.console.notification;

import io.proofline.schemas.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that sends mails of notifications.
 *
 * @param host name of the server; empty to send no mail
 * @param encryption of the connection
 * @param user name at the server; empty to send without one
 * @param password of the user
 * @param from address of the sender
 */
public record MailSettings(
    @DefaultValue("") String host,
    @DefaultValue("587") int port,
    @DefaultValue("starttls") Encryption encryption,
    @DefaultValue("") String user,
    @Nullable Secret password,
    @DefaultValue("") String from) {

  private static final String PREFIX = "proofline.console.notifications.mail.";

  /** How the connection is encrypted. */
  public enum Encryption {
    /** After STARTTLS, without which nothing is sent. */
    STARTTLS,
    /** From its beginning. */
    TLS,
    /** Not at all. */
    NONE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public MailSettings {
    if (!host.isEmpty() && !from.matches("[^@\\s]+@[^@\\s]+")) {
      throw new IllegalArgumentException(
          PREFIX + "from must be an address such as proofline@example.org");
    }
    if (!user.isEmpty()) {
      password = Secret.required(PREFIX + "password", password);
    }
    if (!user.isEmpty() && encryption == Encryption.NONE) {
      throw new IllegalArgumentException(
          PREFIX + "encryption must not be none, since a password is sent");
    }
  }

  boolean isEnabled() {
    return !host.isEmpty();
  }
}
