package io.proofline.processor.topology;

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
 * What to do with a record that can't be worked on: it is set aside as it came, the asset is to be
 * read again, and the stream goes on. Where Kafka or the registry is what fails, the thread is
 * replaced and tries again: the record is not to blame.
 */
public final class UnreadableRecordHandler
    implements DeserializationExceptionHandler, ProcessingExceptionHandler {

  /** Under which setting the topics are handed over. */
  public static final String TOPICS = "proofline.topics";

  /** Under which setting the account is handed over. */
  public static final String ACCOUNT = "proofline.account";

  private static final Logger log = LoggerFactory.getLogger(UnreadableRecordHandler.class);

  @SuppressWarnings("NullAway.Init") // by configure
  private Topics topics;

  @SuppressWarnings("NullAway.Init") // by configure
  private String account;

  @Override
  public void configure(Map<String, ?> settings) {
    topics = (Topics) Objects.requireNonNull(settings.get(TOPICS), TOPICS);
    account = (String) Objects.requireNonNull(settings.get(ACCOUNT), ACCOUNT);
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (isKafkaFailure(exception)) {
      return DeserializationExceptionHandler.Response.fail();
    }
    var aside = unreadableRecord(context, record.value(), exception);
    // the thread that keeps the rules has no producer
    return context.topic().equals(topics.rules().name())
        ? DeserializationExceptionHandler.Response.resume()
        : DeserializationExceptionHandler.Response.resume(List.of(aside));
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (isKafkaFailure(exception)) {
      return ProcessingExceptionHandler.Response.fail();
    }
    var aside = new ArrayList<ProducerRecord<byte[], byte[]>>();
    aside.add(unreadableRecord(context, context.sourceRawValue(), exception));
    if (needsReread(context, record) && record.key() instanceof String asset) {
      aside.add(rereadRequest(asset));
    }
    return ProcessingExceptionHandler.Response.resume(aside);
  }

  /** Not for a request: a reading that was asked for here would be set aside here again. */
  private boolean needsReread(ErrorHandlerContext context, Record<?, ?> record) {
    return context.topic().equals(topics.facts().name())
        && record.value() instanceof Fact fact
        && fact.getKind() != FactKind.REQUESTED;
  }

  /** A record that has the wrong bytes is a serialization exception; all else of Kafka's is not. */
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
        "Set aside {}-{} at offset {}: {}",
        context.topic(),
        context.partition(),
        context.offset(),
        exception.toString());
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
        new Request(envelope(), assetId, RequestKind.REREAD, null, null, null, null));
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
