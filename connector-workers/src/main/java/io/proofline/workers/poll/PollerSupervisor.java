package io.proofline.workers.poll;

import io.proofline.schemas.RestartingThread;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.RulesText;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.photoshelter.GalleryListings;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.SnapshotReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Elects one poller among all instances of the workers: the instance that Kafka assigns the only
 * partition of {@code poll.cursor} polls the library, the others wait. A {@link RestartingThread}
 * keeps the group membership; a {@link PollerThread} polls. After an exception it joins the group
 * again, after a pause of {@link PollSettings#waitFirst}.
 */
final class PollerSupervisor implements SmartLifecycle {

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final Topics topics;
  private final KafkaClients kafkaClients;
  private final PollSettings settings;
  private final PhotoShelterClient library;
  private final SnapshotReader snapshots;
  private final GalleryListings rows;
  private final GalleryPathCache paths;
  private final Supplier<Optional<RulesText>> rules;
  private final InstantSource clock;
  private final PollHealth health;
  private final Tracing tracing;
  private final SkippingDecoder decoder;
  private final RestartingThread thread;

  PollerSupervisor(
      Topics topics,
      KafkaClients kafkaClients,
      PollSettings settings,
      PhotoShelterClient library,
      SnapshotReader snapshots,
      GalleryListings rows,
      GalleryPathCache paths,
      Supplier<Optional<RulesText>> rules,
      InstantSource clock,
      PollHealth health,
      Tracing tracing) {
    this.topics = topics;
    this.kafkaClients = kafkaClients;
    this.settings = settings;
    this.library = library;
    this.snapshots = snapshots;
    this.rows = rows;
    this.paths = paths;
    this.rules = rules;
    this.clock = clock;
    this.health = health;
    this.tracing = tracing;
    this.decoder = new SkippingDecoder(health::countUnreadable);
    this.thread =
        new RestartingThread(
            "The poller",
            Thread.ofPlatform().name("poll-loop"),
            settings.waitFirst(),
            STOP_TIMEOUT,
            this::run,
            health::setFailure);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() {
    thread.stop();
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }

  private void run(RestartingThread.StopRequest stop) {
    try (var groupMembership = new GroupMembership()) {
      groupMembership.run(stop);
    }
  }

  /** One membership in the poller's group, from joining to leaving. */
  private final class GroupMembership implements AutoCloseable, ConsumerRebalanceListener {

    private final Producer<String, byte[]> producer = kafkaClients.producer();
    private final Consumer<String, byte[]> consumer = kafkaClients.groupConsumer();
    private @Nullable PollerThread pollerThread;

    void run(RestartingThread.StopRequest stop) {
      producer.initTransactions();
      consumer.subscribe(List.of(topics.pollCursor().name()), this);
      while (!stop.isRequested()) {
        consumer.poll(POLL_TIMEOUT);
        if (pollerThread != null) {
          pollerThread.rethrowFailure();
        }
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      if (!assigned.isEmpty()) {
        consumer.pause(assigned); // only the assignment matters; another consumer reads the records
        var member = consumer.groupMetadata();
        pollerThread =
            new PollerThread(settings, health, rules, stopped -> poller(member, stopped));
        health.setState("this instance polls");
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      if (pollerThread != null) {
        pollerThread.close();
        pollerThread = null;
        health.setState("another instance polls");
        health.progress(null);
        health.setFailure(null);
      }
    }

    @Override
    public void close() {
      onPartitionsRevoked(List.of());
      producer.close(Duration.ZERO);
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private Poller poller(ConsumerGroupMetadata member, BooleanSupplier stopped) {
      var store = new PollStore(topics, settings.account(), producer, member, clock, tracing);
      try (var reader = kafkaClients.reader("seen")) {
        return new Poller(
            library,
            snapshots,
            rows,
            paths,
            settings,
            store.restore(reader, decoder),
            store,
            clock,
            stopped);
      }
    }
  }
}
