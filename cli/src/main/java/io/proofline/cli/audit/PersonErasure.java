package io.proofline.cli.audit;

import io.proofline.cli.topic.CompleteTopicReader;
import io.proofline.cli.topic.LatestByKey;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.TopicWriter;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Finds the personal data that an installation has of a person, and erases it. */
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
   * Personal data that the topics have of one person.
   *
   * @param personId id derived from the address
   * @param person record in {@code people}; null if there is none
   * @param notes number of comments with a text of that person
   * @param teams a sentence for each set of rules in force that contains the address
   * @param olderRules number of versions not in force that contain the address
   */
  public record PersonData(
      String personId, @Nullable Person person, long notes, List<String> teams, long olderRules) {}

  /**
   * Finds the data of a person; changes nothing.
   *
   * @throws IllegalArgumentException if it is not an e-mail address
   */
  public PersonData findPersonData(String email) {
    var id =
        key.idOf(email)
            .filter(_ -> email.contains("@"))
            .orElseThrow(() ->
                new IllegalArgumentException("'%s' is not an e-mail address".formatted(email)));
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
   * Records the erasure of a person for the audit trail, and publishes it; every store of names and
   * texts applies it.
   *
   * @param as address of the person who erases; null if not named
   * @throws KafkaException if Kafka did not store the record
   */
  public static void erase(
      KafkaConnection kafka, Topics topics, String personId, Instant at, @Nullable String as) {
    var _ =
        AdministrativeRequests.record(
            kafka, topics, AdministrativeAct.PERSON_ERASED, Map.of("person", personId), as);
    try (var writer = new TopicWriter<>(kafka, "erase", topics.people(), "nothing is erased")) {
      writer.write(personId, new Person(personId, null, null, at), at);
    }
  }

  private List<String> teamsInForce(String id, SortedMap<String, RulesRecord> rules) {
    var descriptions = new ArrayList<String>();
    for (var pointer : rules.values()) {
      var text = rules.get(pointer.getName() + "@" + pointer.getVersion());
      if (pointer.getKind() == RulesKind.POINTER && text != null && namesPerson(id, text)) {
        descriptions.add(
            "%s of rules '%s'".formatted(String.join(", ", teams(id, text)), pointer.getName()));
      }
    }
    return descriptions;
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
