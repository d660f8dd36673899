package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.only;
import static io.proofline.processor.topology.Nodes.sink;
import static io.proofline.processor.topology.Nodes.store;
import static io.proofline.processor.topology.Nodes.withStores;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.topology.Nodes;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Stores people's names and comments' texts, apart from the facts. All records about one person
 * reach one task, through two repartition topics whose records are purged after processing. The
 * task also reads {@code people}, onto which {@code proofline erase} writes, and this task itself
 * for an erasure that was requested. It checks its store before it writes; if it reads on {@code
 * people} a name that it wrote after the erasure, it writes the erasure again. So an erased person
 * ends up without a name, regardless of the order of the records.
 *
 * <p>A comment's text belongs to the person that Ziflow's event names. If another person changes
 * the comment, its text belongs to that person from then on.
 *
 * <pre>
 * (people of events) ──── people-of-events ── store-person ───┐
 * (comments of events) ── notes-of-events ─── store-comment ──┼── people
 * people ──────────────────────────────────── apply-erasure ──┴── comments
 *                                             (known-people, notes-of-people)
 * </pre>
 */
final class PeopleFlow {

  private static final String PEOPLE = "known-people";
  private static final String COMMENTS = "notes-of-people";
  private static final String UNFINISHED = "unfinished-erasures";
  private static final char AFTER_SLASH = '/' + 1;

  private PeopleFlow() {}

  /** A store whose changelog deletes replaced values as soon as the topic does. */
  private static <V> StoreBuilder<KeyValueStore<String, V>> erasable(String name, Serde<V> values) {
    return store(name, values).withLoggingEnabled(Topic.maxCompactionLag(Topics.ERASED_WITHIN));
  }

  static void add(StreamsBuilder builder, Topics topics, KStream<String, IntakeResult> arrivals) {
    Set<StoreBuilder<?>> stores =
        Set.of(
            erasable(PEOPLE, topics.people().values()),
            erasable(COMMENTS, topics.comments().values()),
            store(UNFINISHED, Serdes.String()));
    var stored =
        people(topics, arrivals)
            .process(withStores(stores, StorePerson::new), as("store-person"))
            .merge(
                comments(topics, arrivals)
                    .process(withStores(stores, StoreComment::new), as("store-comment")),
                as("merge-comments"))
            .merge(
                Nodes.source(builder, topics.people())
                    .process(withStores(stores, ApplyErasure::new), as("apply-erasure")),
                as("merge-erasures"));
    only(stored, IntakeResult.OfPerson.class, "stored-people")
        .map((_, a) -> KeyValue.pair(a.person().getPersonId(), a.person()), as("key-people"))
        .to(topics.people().name(), sink(topics.people(), "people-out"));
    only(stored, IntakeResult.OfComment.class, "stored-comments")
        .map((_, a) -> KeyValue.pair(a.comment().getNoteId(), a.comment()), as("key-comments"))
        .to(topics.comments().name(), sink(topics.comments(), "comments-out"));
  }

  private static KStream<String, Person> people(
      Topics topics, KStream<String, IntakeResult> arrivals) {
    return only(arrivals, IntakeResult.OfPerson.class, "people")
        .map((_, a) -> KeyValue.pair(a.person().getPersonId(), a.person()), as("key-by-person"))
        .repartition(repartitioned(topics.people(), "people-of-events"));
  }

  private static KStream<String, Comment> comments(
      Topics topics, KStream<String, IntakeResult> arrivals) {
    return only(arrivals, IntakeResult.OfComment.class, "comments")
        .map(
            (_, a) -> KeyValue.pair(byPerson(a.comment()), a.comment()),
            as("key-comments-by-person"))
        .repartition(repartitioned(topics.comments(), "notes-of-events"));
  }

  /** The person's id, or the comment's own id if the person is unknown. */
  private static String byPerson(Comment comment) {
    return comment.getPersonId() == null ? comment.getNoteId() : comment.getPersonId();
  }

  private static <V> Repartitioned<String, V> repartitioned(Topic<String, V> topic, String name) {
    return Repartitioned.with(topic.keys(), topic.values())
        .withName(name)
        .withNumberOfPartitions(topic.partitions());
  }

  /** Access to the two stores that the flow's processors share. */
  private abstract static class PeopleProcessor<V>
      extends ContextualProcessor<String, V, String, IntakeResult> {

    @SuppressWarnings("NullAway.Init") // set by init
    KeyValueStore<String, Person> people;

    /** Comments without their texts: author, asset and time. */
    @SuppressWarnings("NullAway.Init") // set by init
    KeyValueStore<String, Comment> comments;

    /** Key of the next comment to erase, of people whose comments are not all erased. */
    @SuppressWarnings("NullAway.Init") // set by init
    KeyValueStore<String, String> unfinished;

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      unfinished = context.getStateStore(UNFINISHED);
      people = context.getStateStore(PEOPLE);
      comments = context.getStateStore(COMMENTS);
    }

    boolean isErased(@Nullable String personId) {
      var person = personId == null ? null : people.get(personId);
      return person != null && person.getErasedAt() != null;
    }
  }

  /** Writes a person's name and address if they are new and the person is not erased. */
  private static final class StorePerson extends PeopleProcessor<Person> {

    /** An erasure that was requested is written as it is; {@link ApplyErasure} then applies it. */
    @Override
    public void process(Record<String, Person> record) {
      if (record.value().getErasedAt() != null) {
        context().forward(record.withValue(new IntakeResult.OfPerson(record.value())));
        return;
      }
      @Nullable Person known = people.get(record.key());
      var person = withKnownName(record.value(), known);
      if (!isErased(record.key()) && !person.equals(known)) {
        people.put(record.key(), person);
        context().forward(record.withValue(new IntakeResult.OfPerson(person)));
      }
    }

    /** Keeps the stored name, since some events have the address only. */
    private static Person withKnownName(Person person, @Nullable Person known) {
      return person.getName() == null && known != null
          ? Person.newBuilder(person).setName(known.getName()).build()
          : person;
    }
  }

  /** Writes a comment unless a newer one is stored; without its text if the person is erased. */
  private static final class StoreComment extends PeopleProcessor<Comment> {

    @Override
    public void process(Record<String, Comment> record) {
      var comment = record.value();
      var key = record.key() + "/" + comment.getNoteId();
      if (isOlder(comment, comments.get(key))) {
        return;
      }
      comments.put(key, withoutText(comment));
      var written = isErased(comment.getPersonId()) ? withoutText(comment) : comment;
      context().forward(record.withValue(new IntakeResult.OfComment(written)));
    }

    private static boolean isOlder(Comment comment, @Nullable Comment known) {
      return known != null
          && known.getSaidAt() != null
          && comment.getSaidAt() != null
          && comment.getSaidAt().isBefore(known.getSaidAt());
    }
  }

  /**
   * Erases the comments of an erased person, and repeats an erasure that a later name overwrote. If
   * the comments are many, it continues every second.
   */
  private static final class ApplyErasure extends PeopleProcessor<Person> {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A person may have written thousands; what one transaction holds stays bounded. */
    private static final int MOST_ERASED = 1_000;

    @Override
    public void init(ProcessorContext<String, IntakeResult> context) {
      super.init(context);
      context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::finish);
    }

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
      boolean isNew = !isErased(record.key());
      if (!erased.equals(record.value())) {
        write(record, erased);
      }
      if (isNew) {
        people.put(record.key(), erased);
        eraseComments(record.key(), record.key() + "/", record.timestamp());
      }
    }

    private void finish(long nowMillis) {
      var next = firstUnfinished();
      if (next != null) {
        eraseComments(next.key, next.value, nowMillis);
      }
    }

    private @Nullable KeyValue<String, String> firstUnfinished() {
      try (var all = unfinished.all()) {
        return all.hasNext() ? all.next() : null;
      }
    }

    private void eraseComments(String personId, String fromKey, long timestamp) {
      var texts = new ArrayList<Comment>();
      unfinished.put(personId, readComments(fromKey, personId + AFTER_SLASH, texts));
      texts.forEach(comment ->
          context()
              .forward(new Record<>(personId, new IntakeResult.OfComment(comment), timestamp)));
    }

    /** Returns the key at which to continue; null at the end. */
    private @Nullable String readComments(String fromKey, String toKey, List<Comment> found) {
      try (var all = comments.range(fromKey, toKey)) {
        while (all.hasNext()) {
          var entry = all.next();
          if (found.size() == MOST_ERASED) {
            return entry.key;
          }
          found.add(entry.value);
        }
      }
      return null;
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
