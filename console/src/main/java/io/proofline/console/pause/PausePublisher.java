package io.proofline.console.pause;

import io.proofline.console.access.Caller;
import io.proofline.console.request.AdministrativeRecords;
import io.proofline.console.request.KafkaTransactions;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.PollingWait;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Switch;
import java.time.Duration;
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
 * Pauses and resumes: writes the switch and the entry for the audit trail in one Kafka transaction,
 * and waits a moment until the answers show it.
 */
public final class PausePublisher {

  private static final Logger LOG = LoggerFactory.getLogger(PausePublisher.class);
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(5);
  private static final int LONGEST_STORED_REASON = 500;

  private final Topics topics;
  private final KafkaTransactions transactions;
  private final AdministrativeRecords records;
  private final PauseQueries queries;
  private final InstantSource clock;

  PausePublisher(
      Topics topics,
      KafkaTransactions transactions,
      AdministrativeRecords records,
      PauseQueries queries,
      InstantSource clock) {
    this.topics = topics;
    this.transactions = transactions;
    this.records = records;
    this.queries = queries;
    this.clock = clock;
  }

  /**
   * Pauses a target, or replaces its pause.
   *
   * @param until when it ends by itself; null for never
   * @return the id of the request that records it
   * @throws ApiException if Kafka did not store it
   */
  public String pause(PauseTarget target, String reason, @Nullable Instant until, Caller caller) {
    var id = UUID.randomUUID().toString();
    var now = clock.instant();
    var details = new HashMap<>(Map.of("target", target.word()));
    if (until != null) {
      details.put("until", until.toString());
    }
    var name = target.switchName();
    var stored =
        new Switch(
            name,
            true,
            now,
            records.personId(caller),
            reason.substring(0, Math.min(reason.length(), LONGEST_STORED_REASON)),
            until,
            id);
    write(id, AdministrativeAct.PAUSED, details, reason, caller, now, name, stored);
    LOG.info("{} is paused by token {}", target.word(), caller.tokenId());
    await(target, now);
    return id;
  }

  /**
   * Ends the pause of a target.
   *
   * @return the id of the request that records it
   * @throws ApiException if Kafka did not store it
   */
  public String resume(PauseTarget target, @Nullable String reason, Caller caller) {
    var id = UUID.randomUUID().toString();
    var now = clock.instant();
    var details = Map.of("target", target.word());
    write(id, AdministrativeAct.RESUMED, details, reason, caller, now, target.switchName(), null);
    LOG.info("{} is resumed by token {}", target.word(), caller.tokenId());
    await(target, null);
    return id;
  }

  private void write(
      String id,
      AdministrativeAct act,
      Map<String, String> details,
      @Nullable String reason,
      Caller caller,
      Instant now,
      String name,
      @Nullable Switch stored) {
    try {
      transactions.run(writer -> {
        writer.write(
            topics.requests(),
            AdministrativeAct.SYSTEM,
            records.of(id, act, details, reason, caller, now),
            now);
        writer.write(topics.switches(), name, stored, now);
      });
    } catch (KafkaException e) {
      LOG.warn("A switch was not changed: {}", e.getMessage());
      throw ApiException.unavailable(
          "Kafka did not store it, so nothing has changed. Repeat the call.");
    }
  }

  /** Waits until the read model has the pause that began at a time, or none. */
  private void await(PauseTarget target, @Nullable Instant since) {
    var millis = since == null ? null : Instant.ofEpochMilli(since.toEpochMilli());
    var _ =
        PollingWait.until(
            clock,
            SHOWN_WITHIN,
            () -> {
              var shown = queries.find(target).map(Pause::since).orElse(null);
              return millis == null ? shown == null : millis.equals(shown);
            });
  }
}
