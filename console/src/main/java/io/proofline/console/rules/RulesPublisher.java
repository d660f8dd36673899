package io.proofline.console.rules;

import io.proofline.console.access.Caller;
import io.proofline.console.request.AdministrativeRecords;
import io.proofline.console.request.KafkaTransactions;
import io.proofline.console.rules.RulesQueries.PushedRules;
import io.proofline.console.web.ApiException;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rules into force: writes their text, the entry for the audit trail and the pointer to the
 * text in one Kafka transaction, so that either all of it happens or nothing.
 */
final class RulesPublisher {

  private static final Logger LOG = LoggerFactory.getLogger(RulesPublisher.class);

  private final Topics topics;
  private final KafkaTransactions transactions;
  private final AdministrativeRecords records;
  private final String name;
  private final InstantSource clock;

  RulesPublisher(
      Topics topics,
      KafkaTransactions transactions,
      AdministrativeRecords records,
      String name,
      InstantSource clock) {
    this.topics = topics;
    this.transactions = transactions;
    this.records = records;
    this.name = name;
    this.clock = clock;
  }

  /**
   * Ends pushes of other consoles: those that have not begun to commit fail, and the others are
   * stored when this method returns.
   *
   * @throws ApiException if Kafka does not answer
   */
  void claim() {
    try {
      transactions.claim();
    } catch (KafkaException e) {
      throw notStored(e);
    }
  }

  /**
   * Puts a file into force, unless another console has claimed the pushes since {@link #claim}.
   *
   * @param replaced the rules in force until now; null for none
   * @param reason why; null for none
   * @return false if another console has claimed the pushes
   * @throws ApiException if Kafka did not store it; the former rules stay in force
   */
  boolean push(
      RulesFile file, @Nullable PushedRules replaced, @Nullable String reason, Caller caller) {
    var id = UUID.randomUUID().toString();
    var version = file.rules().version();
    var now = laterThan(replaced);
    var text =
        new RulesText(
            file.yaml(),
            file.teams(),
            file.watchedGalleries(),
            file.watchedKeywords(),
            file.referencedFields());
    var details = new HashMap<>(Map.of("name", name, "version", version));
    if (replaced != null) {
      details.put("replaces", replaced.version());
    }
    try {
      transactions.run(writer -> {
        writer.write(
            topics.rules(),
            name + "@" + version,
            new RulesRecord(name, RulesKind.TEXT, version, now, text),
            now);
        writer.write(
            topics.requests(),
            AdministrativeAct.SYSTEM,
            records.of(id, AdministrativeAct.RULES_PUSHED, details, reason, caller, now),
            now);
        writer.write(
            topics.rules(),
            name,
            new RulesRecord(name, RulesKind.POINTER, version, now, null),
            now);
      });
      return true;
    } catch (KafkaException e) {
      if (KafkaTransactions.isClaimedByAnother(e)) {
        return false;
      }
      throw notStored(e);
    }
  }

  private static ApiException notStored(KafkaException e) {
    LOG.warn("Rules were not pushed: {}", e.getMessage());
    return ApiException.unavailable(
        "Kafka did not store the rules; the former rules stay in force. Repeat the call.");
  }

  /** Readers take the later push for the newer one, also if a clock was set back. */
  private Instant laterThan(@Nullable PushedRules replaced) {
    var now = clock.instant();
    return replaced == null || replaced.pushedAt().isBefore(now)
        ? now
        : replaced.pushedAt().plusMillis(1);
  }
}
