package io.proofline.console.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.console.access.Caller;
import io.proofline.console.access.Role;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RequestProducerTest {

  private static final Topics TOPICS = Topics.of("", 1, new InMemorySchemaRegistry());
  private static final Caller ADA = new Caller("t", "Ada", Role.OPERATOR, "ada@example.org");

  private final List<String> attempted = new ArrayList<>();

  @Test
  void requests_that_kafka_has_stored_are_reported() {
    assertThat(sendThree("none")).containsExactlyInAnyOrder("r1", "r2", "r3");
  }

  /** Each send blocks for a second while Kafka is away. */
  @Test
  void no_further_request_is_sent_after_one_that_failed() {
    assertThat(sendThree("r2")).containsExactly("r1");
    assertThat(attempted).containsExactly("r1", "r2");
  }

  private Iterable<String> sendThree(String failing) {
    try (var requests =
        new RequestProducer(
            new FailingProducer(failing),
            TOPICS,
            "demo",
            new PersonKey("0123456789abcdef"),
            InstantSource.system())) {
      return requests.send(
          Stream.of("r1", "r2", "r3")
              .map(id -> requests.request(id, "I1", RequestKind.SELECT, ADA).build())
              .toList());
    }
  }

  /** Fails as a producer does whose broker does not answer: with a future, not an exception. */
  private final class FailingProducer extends MockProducer<String, Request> {

    private final String failing;

    FailingProducer(String failing) {
      super(true, null, new StringSerializer(), TOPICS.requests().values().serializer());
      this.failing = failing;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, Request> record) {
      var id = record.value().getEnvelope().getEventId();
      attempted.add(id);
      return id.equals(failing)
          ? CompletableFuture.failedFuture(new TimeoutException("no broker"))
          : super.send(record);
    }
  }
}
