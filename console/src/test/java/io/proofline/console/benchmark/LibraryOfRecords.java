package io.proofline.console.benchmark;

import io.proofline.audit.HashChain;
import io.proofline.console.TopicFixture;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.MemberView;
import io.proofline.schemas.avro.ProofView;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.StageView;
import io.proofline.schemas.avro.WaitsFor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The records of a library of a given size: for each asset one review, three facts and two entries
 * of the audit trail. A tenth of the reviews is open, one in 500 waits for a person. The same
 * number always makes the same record.
 */
final class LibraryOfRecords implements AutoCloseable {

  static final int GALLERIES = 2_000;
  static final int REVIEWERS = 200;

  private static final int RECORDS_PER_ASSET = 6;
  private static final Instant NOON = TopicFixture.NOON;
  private static final List<String> SUBJECTS =
      List.of("marathon", "harbour", "portrait", "product", "stadium", "gala", "factory", "forest");

  private final Topics topics;
  private final Producer<String, byte[]> producer;

  LibraryOfRecords(KafkaConnection kafka, Topics topics) {
    this.topics = topics;
    var settings = kafka.producerSettings(kafka.prefix() + "benchmark");
    settings.putAll(
        Map.of(
            ProducerConfig.LINGER_MS_CONFIG, 50,
            ProducerConfig.BATCH_SIZE_CONFIG, 512_000,
            ProducerConfig.BUFFER_MEMORY_CONFIG, 128_000_000L,
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 600_000L,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 600_000));
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  static long records(int assets) {
    return (long) assets * RECORDS_PER_ASSET;
  }

  /** Writes all records of a library. */
  void write(int assets, Runnable onAsset) {
    for (int number = 0; number < assets; number++) {
      var asset = asset(number);
      send(topics.reviews(), asset, review(number));
      for (int fact = 0; fact < 3; fact++) {
        send(topics.facts(), asset, fact(asset, fact));
      }
      var first = entry(new HashChain.Head(0, "0".repeat(64)), number, "selected");
      send(topics.audit(), asset, first);
      var second =
          entry(new HashChain.Head(first.getSequence(), first.getHash()), number, "decision");
      send(topics.audit(), asset, second);
      onAsset.run();
    }
    producer.flush();
  }

  /** Writes one review again, with another time. */
  void change(int number, Instant at) {
    var changed = ReviewView.newBuilder(review(number)).setUpdatedAt(at).build();
    send(topics.reviews(), asset(number), changed);
    producer.flush();
  }

  private <V extends SpecificRecordBase> void send(Topic<String, V> topic, String key, V value) {
    var bytes = topic.values().serializer().serialize(topic.name(), value);
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, bytes));
  }

  static String asset(int number) {
    return "I%08d".formatted(number);
  }

  static String fileName(int number) {
    return "%s_%08d.jpg".formatted(SUBJECTS.get(number % SUBJECTS.size()), number);
  }

  private static ReviewView review(int number) {
    boolean isOpen = number % 10 == 0;
    boolean waits = number % 500 == 0;
    var uploaded = NOON.minusSeconds(60L * number);
    return ReviewView.newBuilder()
        .setEnvelope(TopicFixture.envelope("view:" + number))
        .setAssetId(asset(number))
        .setFileName(fileName(number))
        .setState(waits ? ReviewState.STUCK : isOpen ? ReviewState.IN_REVIEW : ReviewState.APPROVED)
        .setWaits(waits ? WaitsFor.DEAD_COMMAND : WaitsFor.NOBODY)
        .setWaitsSince(waits ? uploaded : null)
        .setReason(waits ? "Ziflow refuses our key" : null)
        .setVersion(1)
        .setRule("rule-" + number % 20)
        .setRulesVersion("v-" + number % 5)
        .setProofId("P%08d".formatted(number))
        .setProofLink("https://proof.example.com/p/%08d".formatted(number))
        .setProofs(
            List.of(
                ProofView.newBuilder()
                    .setProofId("P%08d".formatted(number))
                    .setVersion(1)
                    .setLiving(true)
                    .setSha256("0".repeat(64))
                    .setOpenedAt(uploaded)
                    .build()))
        .setStages(List.of(stage("Editors", number, isOpen), stage("Legal", number + 1, isOpen)))
        .setAsset(snapshot(number, uploaded))
        .setUpdatedAt(uploaded)
        .build();
  }

  private static StageView stage(String name, int number, boolean isOpen) {
    return StageView.newBuilder()
        .setName(name)
        .setStatus(isOpen ? "in_progress" : "completed")
        .setMembers(
            List.of(
                MemberView.newBuilder()
                    .setReviewerId("r-" + number)
                    .setPersonId("p-" + number % REVIEWERS)
                    .setDecides(true)
                    .setDecision(isOpen ? null : "approved")
                    .build()))
        .build();
  }

  private static AssetSnapshot snapshot(int number, Instant uploaded) {
    return AssetSnapshot.newBuilder()
        .setAssetId(asset(number))
        .setFileName(fileName(number))
        .setReadingBeganAt(NOON)
        .setMediaType(MediaType.IMAGE)
        .setUploadedAt(uploaded)
        .setGalleries(
            List.of(
                new GalleryRef(
                    "G" + number % GALLERIES,
                    "Partners/Season/Gallery " + number % GALLERIES,
                    List.of("C1", "C2"))))
        .setKeywords(
            List.of(SUBJECTS.get(number % SUBJECTS.size()), "year " + number % 30, "review"))
        .setFields(Map.of("credit", "Photographer " + number % 300, "city", "City " + number % 500))
        .build();
  }

  private static Fact fact(String asset, int number) {
    return Fact.newBuilder()
        .setEnvelope(TopicFixture.envelope("fact:" + asset + ":" + number))
        .setAssetId(asset)
        .setKind(number == 0 ? FactKind.REQUESTED : FactKind.TICK)
        .build();
  }

  private static AuditEntry entry(HashChain.Head head, int number, String kind) {
    return HashChain.append(
        head,
        AuditEntry.newBuilder()
            .setAccount("demo")
            .setAssetId(asset(number))
            .setSequence(0)
            .setKind(kind)
            .setPersonId("p-" + number % REVIEWERS)
            .setNew$("approved")
            .setDetails(Map.of("proof", "P%08d".formatted(number), "stage", "Editors"))
            .setEnteredAt(NOON.minusSeconds(60L * number))
            .setRule("rule-" + number % 20)
            .setCause("fact:" + number)
            .setSource("webhook")
            .setPrevious("")
            .setHash(""));
  }

  @Override
  public void close() {
    producer.close();
  }
}
