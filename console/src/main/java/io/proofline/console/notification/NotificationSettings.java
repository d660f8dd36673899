package io.proofline.console.notification;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are sent to subscribers.
 *
 * @param allowedNetworks networks, such as {@code 10.1.0.0/16}, to which events may be sent though
 *     they are not public
 * @param allowHttp whether an address may begin with http://; otherwise only one of this computer
 *     may
 * @param retryDelays after the first failure, the second, and so on; after the last one an event is
 *     given up
 * @param jitter largest part of a delay that is added to it by chance
 * @param longestRetryAfter largest delay that a receiver can ask for
 * @param connectTimeout of a connection
 * @param answerTimeout from the start of an attempt to the answer's header
 * @param parallel most attempts of one subscription at one time
 * @param mostWaiting most events of one subscription in the outbox; more are taken once there is
 *     room
 * @param keptFor how long a finished delivery can be seen
 * @param formerSecretFor how long a secret that was replaced signs as well
 * @param silenceAtLeast usual hours from which a source can be silent; 0 for no such events
 * @param mail server that sends mails
 */
public record NotificationSettings(
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "10h"}) List<Duration> retryDelays,
    @DefaultValue("0.2") double jitter,
    @DefaultValue("12h") Duration longestRetryAfter,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("15s") Duration answerTimeout,
    @DefaultValue("4") int parallel,
    @DefaultValue("10000") int mostWaiting,
    @DefaultValue("7d") Duration keptFor,
    @DefaultValue("24h") Duration formerSecretFor,
    @DefaultValue("4h") Duration silenceAtLeast,
    @DefaultValue MailSettings mail) {

  private static final String PREFIX = "proofline.console.notifications.";

  /** Half of the time for which one console is the one that delivers. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  private static final Duration LONGEST_SILENCE = Duration.ofDays(28);

  public NotificationSettings {
    allowedNetworks = List.copyOf(allowedNetworks);
    retryDelays = List.copyOf(retryDelays);
    try {
      allowedNetworks.forEach(Network::parse);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PREFIX + "allowed-networks: " + e.getMessage(), e);
    }
    require(
        retryDelays.stream().noneMatch(Duration::isNegative), "retry-delays", "not be negative");
    require(jitter >= 0 && jitter <= 1, "jitter", "be from 0 to 1");
    require(isPositive(connectTimeout), "connect-timeout", "be positive");
    require(
        isPositive(answerTimeout) && answerTimeout.compareTo(LONGEST_ANSWER) <= 0,
        "answer-timeout",
        "be from 1ms to " + LONGEST_ANSWER.toSeconds() + "s");
    require(parallel >= 1, "parallel", "be 1 or more");
    require(mostWaiting >= 1, "most-waiting", "be 1 or more");
    require(isPositive(keptFor), "kept-for", "be positive");
    require(
        !silenceAtLeast.isNegative()
            && silenceAtLeast.equals(Duration.ofHours(silenceAtLeast.toHours()))
            && silenceAtLeast.compareTo(LONGEST_SILENCE) <= 0,
        "silence-at-least",
        "be whole hours, up to " + LONGEST_SILENCE.toHours() + "h");
  }

  private static boolean isPositive(Duration duration) {
    return duration.isPositive();
  }

  private static void require(boolean isRight, String setting, String rule) {
    if (!isRight) {
      throw new IllegalArgumentException("%s%s must %s".formatted(PREFIX, setting, rule));
    }
  }

  RetrySchedule schedule() {
    return new RetrySchedule(retryDelays, jitter, longestRetryAfter);
  }

  SilenceRule silence() {
    return new SilenceRule((int) silenceAtLeast.toHours());
  }

  AddressGuard guard() {
    return new AddressGuard(allowedNetworks.stream().map(Network::parse).toList());
  }
}
