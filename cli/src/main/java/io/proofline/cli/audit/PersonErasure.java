package io.proofline.cli.audit;

import io.proofline.cli.topic.CompleteTopicReader;
import io.proofline.cli.topic.LatestByKey;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What an installation knows of a person, and how it forgets. */
public final class PersonErasure {

  private final CompleteTopicReader reader;
  private final Topics topics;
  private final PersonKey key;

  public PersonErasure(CompleteTopicReader reader, Topics topics, PersonKey key) {
    this.reader = reader;
    this.topics = topics;
    this.key = key;
  }

  /**
   * What is kept of somebody.
   *
   * @param personId what stands for the address
   * @param person as {@code people} has it; null when it has none
   * @param notes how many have a text of that person
   * @param teams a sentence for each set of rules in force that has the address
   * @param olderRules how many versions that are not in force have it
   */
  public record PersonData(
      String personId, @Nullable Person person, long notes, List<String> teams, long olderRules) {}

  /**
   * Looks, and changes nothing.
   *
   * @throws IllegalArgumentException when it is no address
   */
  public PersonData findPersonData(String email) {
    var id =
        key.idOf(email)
            .filter(_ -> email.contains("@"))
            .orElseThrow(
                () -> new IllegalArgumentException("'%s' is no e-mail address".formatted(email)));
    var people = new LatestByKey<Person>(person -> person.getErasedAt() != null);
    reader.read(topics.people(), people::add);
    var notes = new LatestByKey<Comment>(_ -> false);
    reader.read(topics.comments(), notes::add);
    var rules = new LatestByKey<RulesRecord>(_ -> false);
    reader.read(topics.rules(), rules::add);
    return new PersonData(
        id,
        people.byKey().get(id),
        notes.byKey().values().stream()
            .filter(note -> id.equals(note.getPersonId()) && note.getText() != null)
            .count(),
        teamsInForce(id, rules.byKey()),
        countOlderRules(id, rules.byKey()));
  }

  /**
   * Publishes the erasure of a person; every store of names and texts follows it.
   *
   * @throws KafkaException when it was not taken
   */
  public static void erase(KafkaConnection kafka, Topics topics, String personId, Instant at) {
    var settings = kafka.producerSettings(kafka.prefix() + "erase");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    var people = topics.people();
    try (var producer =
        new KafkaProducer<>(settings, people.keys().serializer(), people.values().serializer())) {
      var erased = new Person(personId, null, null, at);
      producer.send(people.record(personId, erased, at.toEpochMilli())).get();
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not take it, nothing is erased", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted, perhaps nothing is erased", e);
    }
  }

  private List<String> teamsInForce(String id, SortedMap<String, RulesRecord> rules) {
    var told = new ArrayList<String>();
    for (var pointer : rules.values()) {
      var text = rules.get(pointer.getName() + "@" + pointer.getVersion());
      if (pointer.getKind() == RulesKind.POINTER && text != null && namesPerson(id, text)) {
        told.add(
            "%s of rules '%s'".formatted(String.join(", ", teams(id, text)), pointer.getName()));
      }
    }
    return told;
  }

  private long countOlderRules(String id, SortedMap<String, RulesRecord> rules) {
    return rules.values().stream()
        .filter(record -> record.getKind() == RulesKind.TEXT && namesPerson(id, record))
        .filter(record -> !isInForce(record, rules.get(record.getName())))
        .count();
  }

  private static boolean isInForce(RulesRecord text, @Nullable RulesRecord pointer) {
    return pointer != null && pointer.getVersion().equals(text.getVersion());
  }

  private boolean namesPerson(String id, RulesRecord text) {
    return !teams(id, text).isEmpty();
  }

  private List<String> teams(String id, RulesRecord text) {
    return text.getText().getTeams().entrySet().stream()
        .filter(team -> team.getValue().stream().anyMatch(a -> key.idOf(a).equals(Optional.of(id))))
        .map(team -> team.getKey())
        .sorted()
        .toList();
  }
}
