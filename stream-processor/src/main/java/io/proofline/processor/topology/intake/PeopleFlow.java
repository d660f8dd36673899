package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.only;
import static io.proofline.processor.topology.Nodes.sink;
import static io.proofline.processor.topology.Nodes.store;
import static io.proofline.processor.topology.Nodes.valuesWithPrefix;
import static io.proofline.processor.topology.Nodes.withStores;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.topology.Nodes;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Comment;
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
 * <p>Words belong to whom Ziflow names beside them; when somebody else changes a comment, it goes
 * with them from then on.
 *
 * <pre>
 * (people of events) ── people-of-events ── keep-person ──┐
 * (notes of events) ─── notes-of-events ─── keep-note ────┼── people
 * people ────────────────────────────────── learn-person ─┴── comments
 *                                           (known-people, notes-of-people)
 * </pre>
 */
final class PeopleFlow {

  private static final String PEOPLE = "known-people";
  private static final String COMMENTS = "notes-of-people";

  private PeopleFlow() {}

  /** A store whose changelog forgets as soon as the topic does. */
  private static <V> StoreBuilder<KeyValueStore<String, V>> erasable(String name, Serde<V> values) {
    return store(name, values).withLoggingEnabled(Topic.maxCompactionLag(Topics.ERASED_WITHIN));
  }

  static void add(StreamsBuilder builder, Topics topics, KStream<String, IntakeResult> arrivals) {
    Set<StoreBuilder<?>> stores =
        Set.of(
            erasable(PEOPLE, topics.people().values()),
            erasable(COMMENTS, topics.comments().values()));
    var standing =
        people(topics, arrivals)
            .process(withStores(stores, StorePerson::new), as("keep-person"))
            .merge(
                comments(topics, arrivals)
                    .process(withStores(stores, StoreComment::new), as("keep-note")),
                as("and-kept-notes"))
            .merge(
                Nodes.source(builder, topics.people())
                    .process(withStores(stores, ApplyErasure::new), as("learn-person")),
                as("and-learnt-people"));
    only(standing, IntakeResult.OfPerson.class, "kept-people")
        .map((_, a) -> KeyValue.pair(a.person().getPersonId(), a.person()), as("people"))
        .to(topics.people().name(), sink(topics.people(), "people-out"));
    only(standing, IntakeResult.OfComment.class, "kept-notes")
        .map((_, a) -> KeyValue.pair(a.comment().getNoteId(), a.comment()), as("notes"))
        .to(topics.comments().name(), sink(topics.comments(), "notes-out"));
  }

  private static KStream<String, Person> people(
      Topics topics, KStream<String, IntakeResult> arrivals) {
    return only(arrivals, IntakeResult.OfPerson.class, "people")
        .map((_, a) -> KeyValue.pair(a.person().getPersonId(), a.person()), as("by-person"))
        .repartition(repartitioned(topics.people(), "people-of-events"));
  }

  private static KStream<String, Comment> comments(
      Topics topics, KStream<String, IntakeResult> arrivals) {
    return only(arrivals, IntakeResult.OfComment.class, "notes")
        .map((_, a) -> KeyValue.pair(byPerson(a.comment()), a.comment()), as("notes-by-person"))
        .repartition(repartitioned(topics.comments(), "notes-of-events"));
  }

  /** Words of nobody that we know go by themselves. */
  private static String byPerson(Comment comment) {
    return comment.getPersonId() == null ? comment.getNoteId() : comment.getPersonId();
  }

  private static <V> Repartitioned<String, V> repartitioned(Topic<String, V> topic, String name) {
    return Repartitioned.with(topic.keys(), topic.values())
        .withName(name)
        .withNumberOfPartitions(topic.partitions());
  }

  /** What a place knows of its people. */
  private abstract static class PeopleProcessor<V>
      extends ContextualProcessor<String, V, String, IntakeResult> {

    @SuppressWarnings("NullAway.Init") // by init
    KeyValueStore<String, Person> people;

    /** Without texts: whose and where they are, and when they were said. */
    @SuppressWarnings("NullAway.Init") // by init
    KeyValueStore<String, Comment> comments;

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      people = context.getStateStore(PEOPLE);
      comments = context.getStateStore(COMMENTS);
    }

    boolean isErased(@Nullable String personId) {
      var person = personId == null ? null : people.get(personId);
      return person != null && person.getErasedAt() != null;
    }
  }

  /** Writes who somebody is, when that is news, but not of one who was erased. */
  private static final class StorePerson extends PeopleProcessor<Person> {

    @Override
    public void process(Record<String, Person> record) {
      @Nullable Person known = people.get(record.key());
      var person = withKnownName(record.value(), known);
      if (!isErased(record.key()) && !person.equals(known)) {
        people.put(record.key(), person);
        context().forward(record.withValue(new IntakeResult.OfPerson(person)));
      }
    }

    /** Some events know the address alone. */
    private static Person withKnownName(Person person, @Nullable Person known) {
      return person.getName() == null && known != null
          ? Person.newBuilder(person).setName(known.getName()).build()
          : person;
    }
  }

  /** Writes what somebody wrote, unless something newer stands there; without text when erased. */
  private static final class StoreComment extends PeopleProcessor<Comment> {

    @Override
    public void process(Record<String, Comment> record) {
      var comment = record.value();
      var key = record.key() + "/" + comment.getNoteId();
      if (isOlder(comment, comments.get(key))) {
        return;
      }
      comments.put(key, withoutText(comment));
      var standing = isErased(comment.getPersonId()) ? withoutText(comment) : comment;
      context().forward(record.withValue(new IntakeResult.OfComment(standing)));
    }

    private static boolean isOlder(Comment comment, @Nullable Comment known) {
      return known != null
          && known.getSaidAt() != null
          && comment.getSaidAt() != null
          && comment.getSaidAt().isBefore(known.getSaidAt());
    }
  }

  /** Hears of those who were erased, takes their words away, and holds to it. */
  private static final class ApplyErasure extends PeopleProcessor<Person> {

    @Override
    public void process(Record<String, Person> record) {
      @Nullable Person person = record.value();
      if (person != null && person.getErasedAt() != null) {
        erase(record, withoutName(person));
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
        valuesWithPrefix(comments, record.key() + "/")
            .forEach(comment ->
                context().forward(record.withValue(new IntakeResult.OfComment(comment))));
      }
    }

    private void write(Record<String, Person> record, Person person) {
      context().forward(record.withValue(new IntakeResult.OfPerson(person)));
    }
  }

  private static Person withoutName(Person person) {
    return new Person(person.getPersonId(), null, null, person.getErasedAt());
  }

  private static Comment withoutText(Comment comment) {
    return Comment.newBuilder(comment).setText(null).build();
  }
}
