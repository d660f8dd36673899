package io.proofline.console.rules;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.Caller;
import io.proofline.console.readmodel.EndOffsets;
import io.proofline.console.rules.RulesQueries.PushedRules;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.PollingWait;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts rules into force, unless they are in force already. */
@Component
final class RulesPushes {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int MOST_ATTEMPTS = 10;

  /** After the first attempt, and twice as long after the second one. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(300);

  private final RulesQueries queries;
  private final RulesPublisher publisher;
  private final EndOffsets endOffsets;
  private final Topics topics;
  private final InstantSource clock;
  private final String name;
  private final ReentrantLock pushing = new ReentrantLock();

  RulesPushes(
      RulesQueries queries,
      RulesPublisher publisher,
      EndOffsets endOffsets,
      Topics topics,
      InstantSource clock,
      ConsoleProperties settings) {
    this.queries = queries;
    this.publisher = publisher;
    this.endOffsets = endOffsets;
    this.topics = topics;
    this.clock = clock;
    this.name = settings.rulesName();
  }

  /**
   * The result of a push.
   *
   * @param replaces the version in force before; null for none
   * @param isChanged false if these rules were in force already
   */
  record Pushed(String version, @Nullable String replaces, boolean isChanged) {}

  /**
   * Puts a text into force, or a version that was pushed before, whatever is in force.
   *
   * @param yaml the text; null for a former version
   * @param reason for the audit trail; null for none
   * @throws ApiException if the rules have mistakes, or Kafka did not store them
   */
  Pushed push(
      @Nullable String yaml, @Nullable String version, @Nullable String reason, Caller caller) {
    return push(yaml, version, reason, caller, RulesPrecondition.NONE);
  }

  /**
   * Puts a text into force, or a version that was pushed before. Pushes follow each other, also
   * those of other consoles: each claims the pushes, waits until the read model has every push that
   * Kafka has, and then decides. If another console claims them meanwhile, it begins again. A push
   * of the rules in force changes nothing, whatever it expects, so a call can be repeated.
   *
   * @param yaml the text; null for a former version
   * @param reason for the audit trail; null for none
   * @throws ApiException if the rules have mistakes, if the precondition does not hold, or if Kafka
   *     did not store them
   */
  Pushed push(
      @Nullable String yaml,
      @Nullable String version,
      @Nullable String reason,
      Caller caller,
      RulesPrecondition precondition) {
    var given = yaml == null ? null : file(yaml);
    pushing.lock();
    try {
      for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
        publisher.claim();
        awaitNewestPush();
        var file = given == null ? file(pushed(String.valueOf(version)).yaml()) : given;
        var inForce = queries.inForce(name).orElse(null);
        var result = result(file, inForce);
        if (!result.isChanged()) {
          return result;
        }
        precondition.check(Optional.ofNullable(inForce));
        if (publisher.push(file, inForce, reason, caller)) {
          return result;
        }
        letTheOtherFinish(attempt);
      }
    } finally {
      pushing.unlock();
    }
    throw ApiException.unavailable(
        "Other consoles push rules at the same time. Nothing was pushed. Repeat the call.");
  }

  private static Pushed result(RulesFile file, @Nullable PushedRules inForce) {
    var version = file.rules().version();
    return new Pushed(
        version,
        inForce == null ? null : inForce.version(),
        inForce == null || !inForce.version().equals(version));
  }

  private void awaitNewestPush() {
    long end = endOffsets.end(topics.rules());
    if (!PollingWait.until(clock, LONGEST_WAIT, () -> queries.next(topics.rules()) >= end)) {
      throw ApiException.unavailable(
          "The read model does not have the newest push of rules yet. Nothing was pushed. Repeat"
              + " the call.");
    }
  }

  /** For a random time, since two consoles that wait equally long would stop each other again. */
  private void letTheOtherFinish(int attempt) {
    long millis = ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toMillis() * attempt);
    var _ = PollingWait.until(clock, Duration.ofMillis(millis), () -> false);
  }

  private static RulesFile file(String yaml) {
    try {
      return RulesFile.readForPublishing(yaml);
    } catch (InvalidRulesException e) {
      throw ApiException.invalid(
          "The rules have mistakes, and are not in force: " + e.getMessage());
    }
  }

  /** The rules of a version that was pushed. */
  PushedRules pushed(String version) {
    return queries
        .version(name, version)
        .orElseThrow(() ->
            ApiException.notFound(
                "No rules '%s' of version %.80s were pushed. GET /api/v1/rules/history has all versions."
                    .formatted(name, version)));
  }
}
