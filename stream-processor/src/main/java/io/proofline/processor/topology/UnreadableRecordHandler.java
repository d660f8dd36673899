package io.proofline.processor.topology;

import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.UnreadableSignal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exception handler of both Kafka Streams applications, in the role of a dead-letter handler. A
 * record that can't be deserialized or processed is written unchanged to {@code
 * signals.unreadable}, a new reading of its asset is requested, and processing continues. If Kafka
 * or the schema registry fails, the thread is replaced and retries, since the record is not the
 * cause.
 */
public final class UnreadableRecordHandler
    implements DeserializationExceptionHandler, ProcessingExceptionHandler {

  /** Name of the setting that passes the {@link Topics}. */
  public static final String TOPICS = "proofline.topics";

  /** Name of the setting that passes the account. */
  public static final String ACCOUNT = "proofline.account";

  /** Name of the setting that passes the {@link ProcessorMetrics}; without it nothing counts. */
  public static final String METRICS = "proofline.metrics";

  private static final Logger log = LoggerFactory.getLogger(UnreadableRecordHandler.class);

  @SuppressWarnings("NullAway.Init") // set by configure
  private Topics topics;

  @SuppressWarnings("NullAway.Init") // set by configure
  private String account;

  private ProcessorMetrics metrics = ProcessorMetrics.NONE;

  @Override
  public void configure(Map<String, ?> settings) {
    topics = (Topics) Objects.requireNonNull(settings.get(TOPICS), TOPICS);
    account = (String) Objects.requireNonNull(settings.get(ACCOUNT), ACCOUNT);
    if (settings.get(METRICS) instanceof ProcessorMetrics configured) {
      metrics = configured;
    }
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (isKafkaFailure(exception)) {
      return DeserializationExceptionHandler.Response.fail();
    }
    return DeserializationExceptionHandler.Response.resume(
        List.of(unreadableRecord(context, record.value(), exception)));
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (isKafkaFailure(exception)) {
      return ProcessingExceptionHandler.Response.fail();
    }
    if (context.topic() == null) {
      log.error("A timer of {} failed and goes on", context.processorNodeId(), exception);
      return ProcessingExceptionHandler.Response.resume();
    }
    var unreadable = new ArrayList<ProducerRecord<byte[], byte[]>>();
    unreadable.add(unreadableRecord(context, context.sourceRawValue(), exception));
    if (needsReread(context, record) && record.key() instanceof String asset) {
      unreadable.add(rereadRequest(asset));
    }
    return ProcessingExceptionHandler.Response.resume(unreadable);
  }

  /**
   * False for a request, since a reread request that can't be processed would cause the next one,
   * and for the id system, which is no asset.
   */
  private boolean needsReread(ErrorHandlerContext context, Record<?, ?> record) {
    return context.topic().equals(topics.facts().name())
        && record.value() instanceof Fact fact
        && fact.getKind() != FactKind.REQUESTED
        && !fact.getAssetId().equals(AdministrativeAct.SYSTEM);
  }

  /**
   * Whether Kafka or the registry failed. A {@link SerializationException} means that the record
   * itself is invalid.
   */
  private static boolean isKafkaFailure(Exception exception) {
    for (Throwable t = exception; t != null; t = t.getCause()) {
      if (t instanceof SerializationException) {
        return false;
      }
      if (t instanceof RetriableException) {
        return true;
      }
    }
    return exception instanceof KafkaException;
  }

  private ProducerRecord<byte[], byte[]> unreadableRecord(
      ErrorHandlerContext context, byte @Nullable [] value, Exception exception) {
    log.error(
        "Wrote the record of {}-{} at offset {} to signals.unreadable: {}",
        context.topic(),
        context.partition(),
        context.offset(),
        exception.toString());
    metrics.unreadableRecord(context.topic());
    var signal =
        new UnreadableSignal(
            envelope(),
            context.topic(),
            context.partition(),
            context.offset(),
            "%s: %s".formatted(exception.getClass().getSimpleName(), exception.getMessage()),
            SizeLimit.truncate(ByteBuffer.wrap(value == null ? new byte[0] : value)));
    return serialize(topics.unreadableSignals(), context.topic(), signal);
  }

  private ProducerRecord<byte[], byte[]> rereadRequest(String assetId) {
    return serialize(
        topics.requests(),
        assetId,
        Request.newBuilder()
            .setEnvelope(envelope())
            .setAssetId(assetId)
            .setKind(RequestKind.REREAD)
            .build());
  }

  private Envelope envelope() {
    var id = UUID.randomUUID().toString();
    return new Envelope(id, account, "processor", Origin.LIVE, null, Instant.now(), id, null, null);
  }

  private static <V> ProducerRecord<byte[], byte[]> serialize(
      Topic<String, V> topic, String key, V value) {
    return new ProducerRecord<>(
        topic.name(),
        null,
        System.currentTimeMillis(),
        topic.keys().serializer().serialize(topic.name(), key),
        topic.values().serializer().serialize(topic.name(), value));
  }
}
