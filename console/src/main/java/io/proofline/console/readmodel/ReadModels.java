package io.proofline.console.readmodel;

import io.proofline.console.database.DatabaseSettings;
import io.proofline.console.database.SqlDatabase;
import io.proofline.console.readmodel.Generations.Generation;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.RestartingThread;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * The read model: one generation answers, and a rebuild is a second one beside it, which takes over
 * once it has caught up. A new form of the tables is rebuilt without being asked. Several instances
 * share the generations of a PostgreSQL database.
 *
 * <p>Longer than 300 lines because questions and the keeper share the running generations.
 */
public final class ReadModels implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ReadModels.class);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  /** Half of Kafka's default delete.retention.ms, after which a deletion may be missed. */
  private static final Duration LONGEST_ABSENCE = Duration.ofHours(12);

  private static final Duration KEPT_INTERVAL = Duration.ofMinutes(1);
  private static final List<String> MIGRATIONS = List.of("db/read/common", "db/read/{product}");

  /** The migration that creates the tables; the later ones create indexes for questions. */
  private static final String TABLES = "1";

  private final KafkaConnection kafka;
  private final Topics topics;
  private final DatabaseSettings settings;
  private final String instanceId;
  private final Generations generations;
  private final EndOffsets endOffsets;
  private final InstantSource clock;
  private final AtomicLong unreadable = new AtomicLong();
  private final SkippingDecoder decoder = new SkippingDecoder(unreadable::incrementAndGet);
  private final Map<Integer, RunningModel> running = new ConcurrentSkipListMap<>();
  private final Map<Integer, ReadModel> retired = new HashMap<>();
  private final RestartingThread thread;
  private final AsOf asOf;
  private Instant keptAt = Instant.EPOCH;
  private volatile @Nullable RunningModel active;
  private volatile @Nullable String failure;

  /** A read model that is not started yet; {@code own} is the console's own database. */
  public ReadModels(
      KafkaConnection kafka,
      Topics topics,
      DatabaseSettings settings,
      String instanceId,
      SqlDatabase own,
      EndOffsets endOffsets,
      InstantSource clock) {
    this.kafka = kafka;
    this.topics = topics;
    this.settings = settings;
    this.instanceId = instanceId;
    this.generations = new Generations(own, clock);
    this.endOffsets = endOffsets;
    this.clock = clock;
    this.asOf = new AsOf(endOffsets, kafka.prefix(), topics, clock);
    this.thread =
        new RestartingThread(
            "The keeper of the read model",
            Thread.ofPlatform().name("console-read-model").daemon(),
            CHECK_INTERVAL,
            STOP_TIMEOUT,
            _ -> keepAndReport(),
            cause -> failure = cause);
  }

  /**
   * For questions to the generation that answers.
   *
   * @throws ReadModelIncompleteException while there is none
   */
  public JdbcClient reader() {
    return activeModel().model().database().reader();
  }

  /** The database of the generation that answers, for what depends on the product. */
  public SqlDatabase database() {
    return activeModel().model().database();
  }

  private RunningModel activeModel() {
    var model = active;
    if (model == null) {
      throw new ReadModelIncompleteException(
          "The read model is being built from Kafka"
              + building().map(progress -> " " + progress.describe()).orElse(""));
    }
    return model;
  }

  /** The time up to which the answers are complete; empty before the first measurement. */
  public Optional<Instant> asOf() {
    return asOf.time();
  }

  /** The generation that is being built; empty for none. */
  public Optional<RebuildProgress> building() {
    return running.values().stream()
        .filter(each -> !isActive(each))
        .findFirst()
        .map(RunningModel::progress);
  }

  /**
   * The next offset that the generation that answers has not copied, of a topic with one partition.
   *
   * @throws ReadModelIncompleteException while there is none
   */
  public long positionInOnlyPartition(String topic) {
    return position(topic).next().getOrDefault(0, 0L);
  }

  /** The number of the generation that answers; empty for none. */
  public Optional<Integer> generation() {
    return Optional.ofNullable(active).map(each -> each.generation().number());
  }

  /**
   * Up to where the generation that answers has copied a topic.
   *
   * @param reader for questions to the same generation
   * @param next the next offset by partition; a partition that was not read yet is missing
   */
  public record TopicPosition(JdbcClient reader, Map<Integer, Long> next) {

    public TopicPosition {
      next = Map.copyOf(next);
    }
  }

  /**
   * Up to where the generation that answers has copied a topic.
   *
   * @throws ReadModelIncompleteException while there is none
   */
  public TopicPosition position(String topic) {
    var reader = reader();
    return new TopicPosition(reader, SourcePositions.ofTopic(reader, topic));
  }

  /**
   * The position of the generation that answers in the topic of reviews; empty for none.
   *
   * @throws DataAccessException if the database does not answer
   */
  public Optional<ReviewsPosition> reviewsPosition() {
    return Optional.ofNullable(active)
        .map(each ->
            new ReviewsPosition(
                each.generation().number(),
                SourcePositions.ofTopic(
                    each.model().database().reader(), topics.reviews().name())));
  }

  /**
   * Reads the reviews that changed in a range of a partition.
   *
   * @return empty if another generation answers now
   */
  public Optional<List<ReviewsPosition.ChangedReview>> changedReviews(
      ReviewsPosition.Range range, int most) {
    return Optional.ofNullable(active)
        .filter(each -> each.generation().number() == range.generation())
        .map(each -> range.read(each.model().database().reader(), most));
  }

  /** Number of records that could not be read or stored, and are missing in the answers. */
  public long unreadable() {
    return unreadable.get();
  }

  /** Why the read model does not advance; empty if it does. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure)
        .or(() ->
            running.values().stream().flatMap(each -> each.model().failure().stream()).findFirst());
  }

  /** Starts a second generation, which takes over once it is complete. */
  public void rebuild() {
    generations.startIfNoneIsBuilt(ReadModelSchema.version());
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() {
    thread.stop();
    running.values().forEach(each -> each.model().close());
    running.clear();
    List.copyOf(retired.keySet()).forEach(this::close);
    active = null;
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }

  /** Kafka or a database that is away is reported once, and tried again soon. */
  private void keepAndReport() {
    try {
      keep();
      failure = null;
    } catch (KafkaException | DataAccessException | TransactionException | FlywayException e) {
      var cause = String.valueOf(e.getMessage());
      if (!cause.equals(failure)) {
        LOG.warn("The read model is not kept current: {}", cause);
      }
      failure = cause;
    }
  }

  /** One pass: joins, activates, retires and deletes generations. */
  private void keep() {
    var inUse = inUse();
    if (inUse.isEmpty()) {
      rebuild();
      inUse = inUse();
    }
    inUse.forEach((number, generation) -> running.computeIfAbsent(number, _ -> join(generation)));
    recordKept();
    running.values().stream()
        .filter(each -> !each.generation().isActive() && each.isComplete())
        .reduce((_, newest) -> newest)
        .ifPresent(this::activate);
    chooseActive();
    leaveRetired();
    deleteRetired();
    running.values().forEach(each -> each.model().removeErasedBytes());
    asOf.measure(active == null ? null : SourcePositions.all(reader()));
  }

  private void activate(RunningModel complete) {
    complete.model().database().applyAllMigrations();
    generations.activate(complete.generation());
  }

  private void recordKept() {
    var now = clock.instant();
    if (keptAt.plus(KEPT_INTERVAL).isBefore(now)) {
      generations.recordKept();
      keptAt = now;
    }
  }

  /**
   * A read model that was away for long, or is ahead of a topic that was created again, may hold
   * rows of keys that were deleted since.
   */
  private boolean mayHaveMissedDeletions(
      Generation generation, SqlDatabase database, Map<TopicPartition, Long> ends) {
    return generation.keptAt().plus(LONGEST_ABSENCE).isBefore(clock.instant())
        || SourcePositions.all(database.reader()).entrySet().stream()
            .anyMatch(position ->
                position.getValue() > ends.getOrDefault(position.getKey(), Long.MAX_VALUE));
  }

  private Map<Integer, Generation> inUse() {
    var inUse = new TreeMap<Integer, Generation>();
    generations.all().stream()
        .filter(each -> each.isInUse() && each.schemaVersion().equals(ReadModelSchema.version()))
        .forEach(each -> inUse.put(each.number(), each));
    return inUse;
  }

  private RunningModel join(Generation generation) {
    var database =
        generation.isActive()
            ? SqlDatabase.open(settings, generation.databaseName(), MIGRATIONS)
            : SqlDatabase.open(settings, generation.databaseName(), MIGRATIONS, TABLES);
    var model =
        new ReadModel(
            kafka,
            topics,
            instanceId,
            database,
            new SourcePositions(database, clock),
            decoder,
            unreadable::incrementAndGet);
    try {
      var targets = endOffsets.ends(model.partitions());
      if (mayHaveMissedDeletions(generation, database, targets)) {
        LOG.info("{} may have missed deletions, and is rebuilt", database.name());
        rebuild();
      }
      model.start();
      return new RunningModel(generation, model, targets);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private void chooseActive() {
    generations.all().stream()
        .filter(each -> each.isActive() && running.containsKey(each.number()))
        .reduce((_, newest) -> newest)
        .map(each -> running.get(each.number()))
        .filter(each -> !isActive(each))
        .ifPresent(each -> {
          LOG.info("Generation {} of the read model answers", each.generation().number());
          active = each;
        });
  }

  private boolean isActive(RunningModel model) {
    var answering = active;
    return answering != null && answering.generation().number() == model.generation().number();
  }

  /** The database stays open for a while, for questions that are being answered. */
  private void leaveRetired() {
    var inUse = inUse();
    running
        .values()
        .removeIf(each -> {
          boolean isRetired = !inUse.containsKey(each.generation().number()) && !isActive(each);
          if (isRetired) {
            each.model().stop();
            retired.put(each.generation().number(), each.model());
          }
          return isRetired;
        });
  }

  private void deleteRetired() {
    for (var generation : generations.deletable()) {
      close(generation.number());
      SqlDatabase.delete(settings, generation.databaseName());
      generations.delete(generation);
    }
    var known = generations.all().stream().map(Generation::number).toList();
    List.copyOf(retired.keySet()).stream()
        .filter(number -> !known.contains(number)) // another instance has deleted it
        .forEach(this::close);
  }

  private void close(int retiredGeneration) {
    var model = retired.remove(retiredGeneration);
    if (model != null) {
      model.close();
    }
  }
}
