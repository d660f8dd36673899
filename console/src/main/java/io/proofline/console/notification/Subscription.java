package io.proofline.console.notification;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address that receives events.
 *
 * @param secret signs what is sent
 * @param formerSecret signs as well until it ends; null for none
 * @param disabledAt since when nothing is sent; null if it is enabled
 * @param exhaustedAt since when an event was given up and none was delivered; null if healthy
 */
record Subscription(
    String id,
    Definition definition,
    String secret,
    @Nullable String formerSecret,
    @Nullable Instant formerSecretUntil,
    Instant createdAt,
    @Nullable Instant disabledAt,
    @Nullable String disabledReason,
    @Nullable Instant exhaustedAt) {

  /**
   * The part of a subscription that people choose.
   *
   * @param url of a mail address {@code mailto:}
   */
  record Definition(String name, URI url, EventFilter filter, Format format) {}

  /** The form in which events are sent. */
  enum Format {
    /** Signed JSON. */
    STANDARD_WEBHOOKS,
    /** A sentence, as Slack and programs that imitate it take it; unsigned. */
    SLACK,
    /** A sentence as a mail. */
    MAIL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isSigned() {
      return this == STANDARD_WEBHOOKS;
    }
  }

  boolean isEnabled() {
    return disabledAt == null;
  }

  /** The secrets that sign at a time: two while one replaces the other. */
  List<String> secretsAt(Instant now) {
    var former = formerSecret;
    return former != null && formerSecretUntil != null && now.isBefore(formerSecretUntil)
        ? List.of(secret, former)
        : List.of(secret);
  }

  /** Omits the secrets. */
  @Override
  public String toString() {
    return "Subscription[%s]".formatted(id);
  }
}
