package io.proofline.processor.web;

import io.proofline.audit.HashChain;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicScan;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Person;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Returns an asset's audit trail, with the current names and comment texts of its ids. It reads the
 * asset's partition of the topic from its beginning, which suits occasional requests; {@code
 * proofline audit export} suits more. Entries that can't be read are left out. Every instance can
 * answer for every asset.
 */
@RestController
final class AuditTrailController {

  private final Topics topics;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final SkippingDecoder decoder;

  AuditTrailController(
      Topics topics, Supplier<Consumer<String, byte[]>> consumers, ProcessorMetrics metrics) {
    this.topics = topics;
    this.decoder = new SkippingDecoder(() -> metrics.unreadableRecord(topics.audit().name()));
    this.consumers = consumers;
  }

  @GetMapping("/audit/{assetId}")
  Mono<TrailResponse> audit(@PathVariable String assetId) {
    return Mono.fromCallable(() -> trail(assetId)).subscribeOn(Schedulers.boundedElastic());
  }

  private TrailResponse trail(String assetId) {
    try (var consumer = consumers.get()) {
      var entries = read(consumer, topics.audit(), assetId);
      var nameLookup = new NameLookup(consumer);
      return new TrailResponse(
          entries.stream().map(entry -> EntryResponse.of(entry, nameLookup)).toList(),
          HashChain.isUnbroken(entries));
    }
  }

  /** The readable values of a key, in their order. */
  private <V> List<V> read(Consumer<String, byte[]> consumer, Topic<String, V> topic, String key) {
    var partition = new TopicPartition(topic.name(), partitionOf(key, topic.partitions()));
    var found = new ArrayList<V>();
    TopicScan.start(consumer, List.of(partition))
        .readToEnd(record -> {
          if (key.equals(record.key())) {
            decoder.decode(topic, record, (_, value) -> addUnlessDeleted(value, found));
          }
        });
    return found;
  }

  private static <V> void addUnlessDeleted(@Nullable V value, List<V> found) {
    if (value != null) {
      found.add(value);
    }
  }

  /** The partition that Kafka's default partitioner chooses for a key. */
  private static int partitionOf(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  /** Looks up people's names and comments' texts, each once. */
  private final class NameLookup {

    private final Consumer<String, byte[]> consumer;
    private final Map<String, @Nullable String> known = new HashMap<>();

    NameLookup(Consumer<String, byte[]> consumer) {
      this.consumer = consumer;
    }

    @Nullable String name(@Nullable String personId) {
      return personId == null
          ? null
          : known.computeIfAbsent(
              "person " + personId,
              _ -> {
                var person = newest(topics.people(), personId);
                return person == null ? null : nameOrAddress(person);
              });
    }

    /** The address if the name is unknown, as of operators. */
    private static @Nullable String nameOrAddress(Person person) {
      return person.getName() == null ? person.getEmail() : person.getName();
    }

    @Nullable String commentText(@Nullable String noteId) {
      return noteId == null
          ? null
          : known.computeIfAbsent(
              "note " + noteId,
              _ -> {
                var comment = newest(topics.comments(), noteId);
                return comment == null ? null : comment.getText();
              });
    }

    private <V> @Nullable V newest(Topic<String, V> topic, String key) {
      var all = read(consumer, topic, key);
      return all.isEmpty() ? null : all.getLast();
    }
  }

  /**
   * An asset's trail.
   *
   * @param whole whether the hash chain is unbroken: no entry is missing or changed
   */
  record TrailResponse(List<EntryResponse> entries, boolean whole) {}

  /**
   * An entry, with the name and the text that belong to its ids.
   *
   * @param name name of the person, else the address; null for Proofline, for an unknown person and
   *     for an erased one
   * @param text text of the comment; null for none and for an erased one
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record EntryResponse(
      long sequence,
      String kind,
      @Nullable String personId,
      @Nullable String name,
      @Nullable String before,
      @Nullable String after,
      Map<String, String> details,
      @Nullable String text,
      @Nullable Instant occurredAt,
      Instant enteredAt,
      @Nullable String rule,
      @Nullable String rulesVersion,
      String cause,
      String source,
      @Nullable String commandId,
      String previous,
      String hash) {

    private static EntryResponse of(AuditEntry entry, NameLookup nameLookup) {
      return new EntryResponse(
          entry.getSequence(),
          entry.getKind(),
          entry.getPersonId(),
          nameLookup.name(entry.getPersonId()),
          entry.getOld(),
          entry.getNew$(),
          new TreeMap<>(entry.getDetails()),
          nameLookup.commentText(entry.getDetails().get("note")),
          entry.getOccurredAt(),
          entry.getEnteredAt(),
          entry.getRule(),
          entry.getRulesVersion(),
          entry.getCause(),
          entry.getSource(),
          entry.getCommandId(),
          entry.getPrevious(),
          entry.getHash());
    }
  }
}
