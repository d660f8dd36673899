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
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts rules into force, unless they are in force already. */
@Component
final class RulesPushes {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

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
   * Puts a text into force, or a version that was pushed before. Pushes of this instance follow
   * each other. One with a precondition first waits until the read model has every push that Kafka
   * has.
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
    pushing.lock();
    try {
      if (precondition.isGiven()) {
        awaitNewestPush();
        precondition.check(queries.inForce(name));
      }
      return pushNow(yaml, version, reason, caller);
    } finally {
      pushing.unlock();
    }
  }

  private void awaitNewestPush() {
    long end = endOffsets.end(topics.rules());
    if (!PollingWait.until(clock, LONGEST_WAIT, () -> queries.next(topics.rules()) >= end)) {
      throw ApiException.unavailable(
          "The read model does not have the newest push of rules yet. Nothing was pushed. Repeat"
              + " the call.");
    }
  }

  private Pushed pushNow(
      @Nullable String yaml, @Nullable String version, @Nullable String reason, Caller caller) {
    var file = file(yaml == null ? pushed(String.valueOf(version)).yaml() : yaml);
    var replaced = queries.inForce(name).orElse(null);
    var result =
        new Pushed(
            file.rules().version(),
            replaced == null ? null : replaced.version(),
            replaced == null || !replaced.version().equals(file.rules().version()));
    if (result.isChanged()) {
      publisher.push(file, replaced, reason, caller);
    }
    return result;
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
