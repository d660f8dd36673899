package io.proofline.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.console.TopicFixture;
import io.proofline.console.database.DatabaseSettings;
import io.proofline.console.database.SqlDatabase;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.ApiState;
import io.proofline.schemas.avro.CircuitBreakerState;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.ItemStanding;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.ReviewState;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.TransactionSystemException;

/** Rows and positions, on SQLite. */
class BatchWriterTest {

  private static final Topics TOPICS = Topics.of("", 1, new InMemorySchemaRegistry());
  private static final TopicPartition PEOPLE = partition(TOPICS.people());

  @TempDir Path directory;
  private SqlDatabase database;
  private SourcePositions positions;
  private boolean fails;

  @BeforeEach
  void open() {
    database =
        SqlDatabase.open(
            new DatabaseSettings("", "", null, directory, 2),
            "read_1",
            List.of("db/read/common", "db/read/sqlite"));
    positions = new SourcePositions(database, InstantSource.system());
    positions.open(List.of(PEOPLE));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_position_moves_only_with_the_rows_of_its_records() {
    fails = true;
    assertThatThrownBy(() -> write(person("a", "Ada", 0), 0, 1))
        .isInstanceOf(TransactionSystemException.class);
    assertThat(position()).isZero();
    assertThat(count("person")).isZero();

    fails = false;
    write(person("a", "Ada", 0), 0, 1);
    assertThat(position()).isOne();
    assertThat(count("person")).isOne();
  }

  @Test
  void a_writer_that_has_lost_its_partition_to_another_one_writes_nothing() {
    write(person("a", "Ada", 0), 0, 1);

    assertThatThrownBy(() -> write(person("b", "Bob", 0), 0, 1))
        .isInstanceOf(SourcePositions.PositionMovedException.class);
    assertThat(position()).isOne();
    assertThat(names()).containsExactly("Ada");
  }

  @Test
  void an_older_record_never_brings_an_erased_name_back() {
    write(person("a", null, 7), 0, 8);

    writer().write(List.of(person("a", "Ada", 3)), List.of());
    assertThat(names()).containsExactly("null");
  }

  static Stream<Arguments> keyed() {
    return Stream.of(
        Arguments.of(TOPICS.people(), "a", new Person("a", "Ada", null, null), "person"),
        Arguments.of(
            TOPICS.comments(),
            "n",
            new Comment("n", "I1", "a", "Crop it", TopicFixture.NOON),
            "comment_text"),
        Arguments.of(
            TOPICS.reviews(),
            "I1",
            TopicFixture.review("I1", "fig.jpg", ReviewState.APPROVED)
                .setPublishedIn(List.of("Press"))
                .build(),
            "review"),
        Arguments.of(
            TOPICS.reviews(),
            "I1",
            TopicFixture.review("I1", "fig.jpg", ReviewState.APPROVED)
                .setPublishedIn(List.of("Press"))
                .build(),
            "review_term"),
        Arguments.of(
            TOPICS.collections(),
            "Press",
            new CollectionView(TopicFixture.envelope("c"), "Press", true, 1, 0, 0, 1),
            "collection"),
        Arguments.of(
            TOPICS.collectionItems(),
            "Press/2026\0I1",
            new CollectionItem(
                TopicFixture.envelope("c"),
                "Press/2026",
                "I1",
                ItemStanding.OPEN,
                ReviewState.IN_REVIEW,
                false),
            "collection_item"),
        Arguments.of(
            TOPICS.apis(),
            "ziflow:w1",
            ApiState.newBuilder()
                .setApi("ziflow")
                .setInstance("w1")
                .setCircuitBreaker(CircuitBreakerState.CLOSED)
                .setReportedAt(TopicFixture.NOON)
                .setValidUntil(TopicFixture.NOON)
                .build(),
            "api_state"));
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("keyed")
  <V extends SpecificRecordBase> void a_null_deletes_its_row_and_no_newer_one(
      Topic<String, V> topic, String key, V value, String table) {
    var writer = writer();
    writer.write(List.of(record(topic, key, value, 5)), List.of());
    assertThat(count(table)).isOne();
    writer.write(List.of(record(topic, key, null, 4)), List.of());
    assertThat(count(table)).isOne();
    writer.write(List.of(record(topic, key, null, 6)), List.of());
    assertThat(count(table)).isZero();
  }

  private void write(ConsumerRecord<String, byte[]> record, long from, long to) {
    writer().write(List.of(record), List.of(new SourcePositions.Move(PEOPLE, from, to)));
  }

  private BatchWriter writer() {
    var projections = Projections.of(TOPICS).stream().<Projection<?>>map(this::failing).toList();
    return new BatchWriter(
        database, positions, new SkippingDecoder(() -> {}), projections, () -> {});
  }

  /** Fails behind the writes, as a database does that goes away before the commit. */
  private <V extends SpecificRecordBase> Projection<V> failing(Projection<V> projection) {
    return new Projection<>() {
      @Override
      public Topic<String, V> topic() {
        return projection.topic();
      }

      @Override
      public void apply(NamedParameterJdbcTemplate sql, List<Change<V>> changes) {
        projection.apply(sql, changes);
        if (fails) {
          throw new TransactionSystemException("The database has gone away");
        }
      }
    };
  }

  private static ConsumerRecord<String, byte[]> person(
      String id, @Nullable String name, long offset) {
    return record(TOPICS.people(), id, new Person(id, name, null, null), offset);
  }

  private static <V extends SpecificRecordBase> ConsumerRecord<String, byte[]> record(
      Topic<String, V> topic, String key, @Nullable V value, long offset) {
    return new ConsumerRecord<>(
        topic.name(),
        0,
        offset,
        key,
        value == null ? null : topic.values().serializer().serialize(topic.name(), value));
  }

  private static TopicPartition partition(Topic<String, ?> topic) {
    return new TopicPartition(topic.name(), 0);
  }

  private long position() {
    return positions.open(List.of(PEOPLE)).getOrDefault(PEOPLE, -1L);
  }

  private int count(String table) {
    return database.reader().sql("SELECT count(*) FROM " + table).query(Integer.class).single();
  }

  private List<String> names() {
    return database
        .reader()
        .sql("SELECT name FROM person ORDER BY person_id")
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list();
  }
}
