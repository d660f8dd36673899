package io.proofline.processor.topology;

import static io.proofline.processor.topology.Nodes.only;
import static io.proofline.processor.topology.Nodes.store;
import static io.proofline.processor.topology.Nodes.to;
import static io.proofline.processor.topology.Nodes.under;
import static io.proofline.processor.topology.Nodes.with;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Note;
import io.proofline.schemas.avro.Person;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Who people are and what they wrote, apart from facts. All that concerns one person comes to one
 * place, by two internal topics that forget what was read; that place also reads {@code people},
 * onto which whoever erases somebody writes. It looks into its memory before it writes, and when it
 * finds on {@code people} a name of its own behind the erasing, it writes the erasing again: so in
 * the end an erased person has no name, whoever was first.
 *
 * <p>Words belong to whom Ziflow names beside them; when somebody else changes a comment, the note
 * goes with them from then on.
 *
 * <pre>
 * (people of events) ── people-of-events ── keep-person ──┐
 * (notes of events) ─── notes-of-events ─── keep-note ────┼── people
 * people ────────────────────────────────── learn-person ─┴── notes
 *                                           (known-people, notes-of-people)
 * </pre>
 */
final class PeopleFlow {

  private static final String PEOPLE = "known-people";
  private static final String NOTES = "notes-of-people";

  private PeopleFlow() {}

  /** A store whose changelog forgets as soon as the topic does. */
  private static <V> StoreBuilder<KeyValueStore<String, V>> erasable(String name, Serde<V> values) {
    return store(name, values).withLoggingEnabled(Topic.replacedIsGone(Topics.ERASED_WITHIN));
  }

  static void add(StreamsBuilder builder, Topics topics, KStream<String, Arrival> arrivals) {
    Set<StoreBuilder<?>> stores =
        Set.of(
            erasable(PEOPLE, topics.people().values()), erasable(NOTES, topics.notes().values()));
    var standing =
        people(topics, arrivals)
            .process(with(stores, KeepPerson::new), as("keep-person"))
            .merge(
                notes(topics, arrivals).process(with(stores, KeepNote::new), as("keep-note")),
                as("and-kept-notes"))
            .merge(
                Nodes.from(builder, topics.people())
                    .process(with(stores, LearnPerson::new), as("learn-person")),
                as("and-learnt-people"));
    only(standing, Arrival.OfPerson.class, "kept-people")
        .map((_, a) -> KeyValue.pair(a.person().getPersonId(), a.person()), as("people"))
        .to(topics.people().name(), to(topics.people(), "people-out"));
    only(standing, Arrival.OfNote.class, "kept-notes")
        .map((_, a) -> KeyValue.pair(a.note().getNoteId(), a.note()), as("notes"))
        .to(topics.notes().name(), to(topics.notes(), "notes-out"));
  }

  private static KStream<String, Person> people(Topics topics, KStream<String, Arrival> arrivals) {
    return only(arrivals, Arrival.OfPerson.class, "people")
        .map((_, a) -> KeyValue.pair(a.person().getPersonId(), a.person()), as("by-person"))
        .repartition(within(topics.people(), "people-of-events"));
  }

  private static KStream<String, Note> notes(Topics topics, KStream<String, Arrival> arrivals) {
    return only(arrivals, Arrival.OfNote.class, "notes")
        .map((_, a) -> KeyValue.pair(byPerson(a.note()), a.note()), as("notes-by-person"))
        .repartition(within(topics.notes(), "notes-of-events"));
  }

  /** Words of nobody that we know go by themselves. */
  private static String byPerson(Note note) {
    return note.getPersonId() == null ? note.getNoteId() : note.getPersonId();
  }

  private static <V> Repartitioned<String, V> within(Topic<String, V> topic, String name) {
    return Repartitioned.with(topic.keys(), topic.values())
        .withName(name)
        .withNumberOfPartitions(topic.partitions());
  }

  /** What a place knows of its people. */
  private abstract static class Known<V> extends ContextualProcessor<String, V, String, Arrival> {

    @SuppressWarnings("NullAway.Init") // by init
    KeyValueStore<String, Person> people;

    /** Without texts: whose and where they are, and when they were said. */
    @SuppressWarnings("NullAway.Init") // by init
    KeyValueStore<String, Note> notes;

    @Override
    public void init(ProcessorContext<String, Arrival> context) {
      super.init(context);
      people = context.getStateStore(PEOPLE);
      notes = context.getStateStore(NOTES);
    }

    boolean isErased(@Nullable String personId) {
      var person = personId == null ? null : people.get(personId);
      return person != null && person.getErasedAt() != null;
    }
  }

  /** Writes who somebody is, when that is news, but not of one who was erased. */
  private static final class KeepPerson extends Known<Person> {

    @Override
    public void process(Record<String, Person> record) {
      @Nullable Person known = people.get(record.key());
      var person = named(record.value(), known);
      if (!isErased(record.key()) && !person.equals(known)) {
        people.put(record.key(), person);
        context().forward(record.withValue(new Arrival.OfPerson(person)));
      }
    }

    /** Some events know the address alone. */
    private static Person named(Person person, @Nullable Person known) {
      return person.getName() == null && known != null
          ? Person.newBuilder(person).setName(known.getName()).build()
          : person;
    }
  }

  /** Writes what somebody wrote, unless something newer stands there; without text when erased. */
  private static final class KeepNote extends Known<Note> {

    @Override
    public void process(Record<String, Note> record) {
      var note = record.value();
      var key = record.key() + "/" + note.getNoteId();
      if (isOlder(note, notes.get(key))) {
        return;
      }
      notes.put(key, silent(note));
      var standing = isErased(note.getPersonId()) ? silent(note) : note;
      context().forward(record.withValue(new Arrival.OfNote(standing)));
    }

    private static boolean isOlder(Note note, @Nullable Note known) {
      return known != null
          && known.getSaidAt() != null
          && note.getSaidAt() != null
          && note.getSaidAt().isBefore(known.getSaidAt());
    }
  }

  /** Hears of those who were erased, takes their words away, and holds to it. */
  private static final class LearnPerson extends Known<Person> {

    @Override
    public void process(Record<String, Person> record) {
      @Nullable Person person = record.value();
      if (person != null && person.getErasedAt() != null) {
        erase(record, nameless(person));
      } else if (isErased(record.key())) {
        write(record, Objects.requireNonNull(people.get(record.key())));
      } else {
        people.put(record.key(), person);
      }
    }

    private void erase(Record<String, Person> record, Person erased) {
      boolean isNews = !isErased(record.key());
      if (!erased.equals(record.value())) {
        write(record, erased);
      }
      if (isNews) {
        people.put(record.key(), erased);
        under(notes, record.key() + "/")
            .forEach(note -> context().forward(record.withValue(new Arrival.OfNote(note))));
      }
    }

    private void write(Record<String, Person> record, Person person) {
      context().forward(record.withValue(new Arrival.OfPerson(person)));
    }
  }

  private static Person nameless(Person person) {
    return new Person(person.getPersonId(), null, null, person.getErasedAt());
  }

  private static Note silent(Note note) {
    return Note.newBuilder(note).setText(null).build();
  }
}
