package io.proofline.ingest.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.proofline.ingest.publish.PublisherPreparation;
import io.proofline.ingest.publish.SignalPublisher;
import io.proofline.ingest.publish.SignalRecord;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.ZiflowSignal;
import io.proofline.schemas.avro.ZiflowSignalKind;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.util.unit.DataSize;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Responses over a real socket, with a producer whose acknowledgements the test controls.
 *
 * <p>Longer than 300 lines because its tables have a row for each answer of a hook.
 */
class HookHandlerTest {

  private final Topics topics = Topics.of("", 2, new InMemorySchemaRegistry());
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(cluster(), false, null, new StringSerializer(), new ByteArraySerializer());
  private final SignalPublisher signals = new SignalPublisher();

  @RegisterExtension
  static final OpenTelemetryExtension telemetry = OpenTelemetryExtension.create();

  private final InMemoryHookMetrics metrics = new InMemoryHookMetrics();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private PublisherPreparation publisherPreparation;
  private DisposableServer server;

  @BeforeEach
  void start() {
    publisherPreparation =
        new PublisherPreparation(
            Map.of(topics.ziflowSignals(), ZiflowSignal.getClassSchema()),
            new InMemorySchemaRegistry(),
            () -> producer,
            signals);
    var hookHandler =
        new HookHandler(
            List.of(new Open("patient"), new Open("broken")),
            signals,
            metrics,
            new Tracing(telemetry.getOpenTelemetry()),
            InstantSource.system(),
            DataSize.ofBytes(10),
            Duration.ofMillis(300));
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(hookHandler))
            .bindNow();
  }

  @AfterEach
  void stop() {
    http.shutdownNow(); // close() would wait for unanswered requests
    server.disposeNow();
    publisherPreparation.close();
  }

  @Test
  void no_response_is_sent_before_the_broker_s_acknowledgement() {
    prepared();
    var answer = post("patient", "{}");
    await().until(() -> producer.history().size() == 1);
    assertThat(answer).isNotDone();

    producer.completeNext();

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(metrics.counts()).isEqualTo(Map.of("received", 1, "published", 1));
  }

  @Test
  void a_delivery_is_a_span_under_the_sender_s_and_its_signal_has_the_trace() {
    prepared();
    var trace = "0af7651916cd43dd8448eb211c80319c";
    var sent = "00-" + trace + "-b7ad6b7169203331-01";
    var request = to("patient").header("traceparent", sent);
    var answer = sent(request.POST(BodyPublishers.ofString("{}")));
    await().until(() -> producer.history().size() == 1);
    producer.completeNext();
    answer.join();

    await().until(() -> !telemetry.getSpans().isEmpty());
    assertThat(telemetry.getSpans())
        .singleElement()
        .satisfies(span -> {
          assertThat(span.getParentSpanContext().getSpanId()).isEqualTo("b7ad6b7169203331");
          assertThat(span.getAttributes().asMap().values()).containsExactly("Published");
          assertThat(published().getEnvelope().getTraceparent())
              .isEqualTo("00-%s-%s-01", trace, span.getSpanId());
        });
  }

  private ZiflowSignal published() {
    var record = producer.history().getFirst();
    return topics
        .ziflowSignals()
        .values()
        .deserializer()
        .deserialize(record.topic(), record.value());
  }

  @Test
  void a_record_that_the_broker_rejects_is_not_stored() {
    prepared();
    var answer = post("patient", "{}");
    await().until(() -> producer.history().size() == 1);

    producer.errorNext(new TimeoutException("delivery.timeout.ms"));

    assertThat(answer.join().statusCode()).isEqualTo(404);
    assertThat(metrics.counts()).isEqualTo(Map.of("received", 1, "notStored", 1));
  }

  @Test
  void a_record_that_the_broker_finds_too_large_is_refused() {
    prepared();
    var answer = post("patient", "{}");
    await().until(() -> producer.history().size() == 1);

    producer.errorNext(new RecordTooLargeException());

    assertThat(answer.join().statusCode()).isEqualTo(413);
    assertThat(metrics.counts()).isEqualTo(Map.of("received", 1, "refused TOO_LARGE", 1));
  }

  @Test
  void a_producer_that_throws_is_not_stored() {
    prepared();
    producer.sendException = new TimeoutException("no metadata after 0 ms");

    assertThat(post("patient", "{}").join().statusCode()).isEqualTo(404);
    assertThat(metrics.counts()).isEqualTo(Map.of("received", 1, "notStored", 1));
  }

  @Test
  void nothing_is_stored_before_the_preparation_is_complete() {
    assertThat(post("patient", "{}").join().statusCode()).isEqualTo(404);
    assertThat(signals.trouble()).contains("not connected yet");
  }

  @Test
  void an_internal_error_makes_the_sender_retry() {
    prepared();

    assertThat(post("broken", "fault").join().statusCode()).isEqualTo(404);
    assertThat(metrics.counts()).isEqualTo(Map.of("received", 1, "notStored", 1));
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void each_refusal_is_answered_and_counted_by_its_reason(Refusal refusal) {
    prepared();

    assertThat(post("patient", refusal.name().substring(0, 5)).join().statusCode())
        .isEqualTo(refusal.status());
    assertThat(metrics.counts()).isEqualTo(Map.of("received", 1, "refused " + refusal, 1));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void other_paths_and_methods_are_not_received() {
    assertThat(post("unknown", "{}").join().statusCode()).isEqualTo(404);
    assertThat(sent(to("patient").GET()).join().statusCode()).isEqualTo(405);
    assertThat(metrics.counts()).isEmpty();
  }

  @Test
  void a_sender_that_disconnects_is_counted() throws IOException {
    prepared();
    try (var socket = new Socket("127.0.0.1", server.port())) {
      var head = "POST /patient HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      await().until(() -> metrics.counts().containsKey("received"));
    }

    await()
        .untilAsserted(
            () -> assertThat(metrics.counts()).isEqualTo(Map.of("received", 1, "brokenOff", 1)));
  }

  @Test
  void a_sender_that_disconnects_while_the_broker_is_slow_is_counted() throws IOException {
    prepared();
    try (var socket = new Socket("127.0.0.1", server.port())) {
      var head = "POST /patient HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      await().until(() -> producer.history().size() == 1);
    }

    await()
        .untilAsserted(
            () -> assertThat(metrics.counts()).isEqualTo(Map.of("received", 1, "brokenOff", 1)));
  }

  @Test
  void a_topic_with_another_partition_count_is_not_written_to() {
    var another = Topics.of("", 3, new InMemorySchemaRegistry()).ziflowSignals();
    try (var wrong =
        new PublisherPreparation(
            Map.of(another, ZiflowSignal.getClassSchema()),
            new InMemorySchemaRegistry(),
            () -> producer,
            signals)) {
      wrong.start();

      await()
          .untilAsserted(() ->
              assertThat(signals.trouble())
                  .contains(
                      "Topic signals.ziflow has 2 partitions, but kafka.partitions requires 3. The"
                          + " count can't be changed later: set kafka.partitions back, or choose a"
                          + " new kafka.prefix and rebuild."));
      assertThat(post("patient", "{}").join().statusCode()).isEqualTo(404);
    }
  }

  private void prepared() {
    publisherPreparation.start();
    await().until(() -> signals.trouble().isEmpty());
  }

  private CompletableFuture<HttpResponse<String>> post(String hook, String body) {
    return sent(to(hook).POST(BodyPublishers.ofString(body)));
  }

  private CompletableFuture<HttpResponse<String>> sent(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString()).orTimeout(5, TimeUnit.SECONDS);
  }

  private HttpRequest.Builder to(String hook) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d/%s".formatted(server.port(), hook)));
  }

  private Cluster cluster() {
    var node = new Node(1, "localhost", 9092);
    var replicas = new Node[] {node};
    var partitions =
        IntStream.range(0, 2)
            .mapToObj(i -> new PartitionInfo("signals.ziflow", i, node, replicas, replicas))
            .toList();
    return new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
  }

  /** Refuses a delivery for the reason in its body, and throws on {@code fault}. */
  private final class Open implements Hook {

    private final String name;

    Open(String name) {
      this.name = name;
    }

    @Override
    public String path() {
      return "/" + name;
    }

    @Override
    public String source() {
      return name;
    }

    @Override
    public Optional<Refusal> refusal(HookRequest hookRequest) {
      var body = new String(hookRequest.body(), UTF_8);
      return Arrays.stream(Refusal.values())
          .filter(refusal -> body.length() == 5 && refusal.name().startsWith(body))
          .findFirst();
    }

    @Override
    public SignalRecord<?> signal(HookRequest hookRequest) {
      if (name.equals("broken")) {
        throw new IllegalStateException("planted");
      }
      var envelope = hookRequest.envelope("acme", name, "e1");
      return new SignalRecord<>(
          topics.ziflowSignals(),
          name,
          new ZiflowSignal(envelope, ZiflowSignalKind.DELIVERY, hookRequest.toDelivery()),
          hookRequest.receivedAt());
    }

    @Override
    public RetryResponse retryResponse() {
      return RetryResponse.NOT_FOUND;
    }
  }
}
