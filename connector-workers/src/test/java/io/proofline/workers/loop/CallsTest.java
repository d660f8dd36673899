package io.proofline.workers.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Envelope;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.Http;
import io.proofline.workers.loop.Arrived.How;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Time;
import io.proofline.workers.work.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallsTest {

  @RegisterExtension
  static final OpenTelemetryExtension telemetry = OpenTelemetryExtension.create();

  private final AtomicLong nanos = new AtomicLong();
  private final Time time = new Time(InstantSource.system(), nanos::get);
  private final ScriptedRemote remote = new ScriptedRemote();

  @Test
  void a_creating_call_that_is_late_does_not_leave() {
    assertThat(created(99)).containsExactly("create c1");
    remote.log.clear();
    assertThat(created(100)).isEmpty();
  }

  @Test
  void those_that_share_a_request_take_no_room_from_the_others() {
    var shared = new ScriptedLibrary();
    shared.holdAll(id -> id.startsWith("shared"));
    var works = new Works(shared);
    try (var calls = new Calls(new Shares(4), time, Tracing.off())) {
      for (int i = 0; i < 200; i++) {
        var read = read(works, "shared" + i);
        assertThat(calls.hasRoom(read, List.of())).isTrue();
        calls.begin(read);
      }
      assertThat(calls.hasRoom(read(works, "shared200"), List.of())).isFalse();
      assertThat(calls.hasRoom(read(works, "alone"), List.of())).isTrue();
      shared.releaseAll();
      await().until(() -> calls.drain().isEmpty() && calls.isIdle());
    }
  }

  private static Work read(Works works, String id) {
    return works.polled(Works.TOPICS.ziflowCommands(), Commands.readProof(id, id));
  }

  @Test
  void a_step_and_its_requests_are_spans_under_the_command_and_no_api_is_told() throws Exception {
    var trace = "0af7651916cd43dd8448eb211c80319c";
    var headers = new AtomicReference<Map<String, List<String>>>();
    var api = api(headers);
    var asks = new Asks(URI.create("http://127.0.0.1:" + api.getAddress().getPort()));
    var arrived = new ArrayList<Arrived>();
    try (var calls = new Calls(new Shares(4), time, new Tracing(telemetry.getOpenTelemetry()))) {
      calls.begin(work(traced("00-" + trace + "-b7ad6b7169203331-01"), asks, Step.CALL));
      await().until(() -> arrived.addAll(calls.drain()));
    }
    api.stop(0);

    await().until(() -> telemetry.getSpans().size() == 2);
    assertThat(telemetry.getSpans()).allMatch(span -> span.getTraceId().equals(trace));
    var request = span("GET ziflow");
    var step = span("read_proof call");
    assertThat(step.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(request.getParentSpanId()).isEqualTo(step.getSpanId());
    assertThat(step.getAttributes().asMap().values())
        .containsExactlyInAnyOrder("c1", "a1", "NotYet");
    assertThat(request.getAttributes().asMap().values()).containsExactlyInAnyOrder("GET", "2xx");
    assertThat(headers.get()).isNotEmpty().doesNotContainKeys("Traceparent", "Tracestate");
  }

  private static SpanData span(String name) {
    return telemetry.getSpans().stream()
        .filter(s -> s.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Command traced(String traceparent) {
    var command = Commands.readProof("c1", "a1");
    return Command.newBuilder(command)
        .setEnvelope(Envelope.newBuilder(command.getEnvelope()).setTraceparent(traceparent).build())
        .build();
  }

  private static HttpServer api(AtomicReference<Map<String, List<String>>> headers)
      throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          headers.set(Map.copyOf(exchange.getRequestHeaders()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** One request, and nothing known after it. */
  private record Asks(URI address) implements Worker.Calling {

    @Override
    public CommandKind kind() {
      return CommandKind.READ_PROOF;
    }

    @Override
    public Api api(Command command) {
      return Api.ZIFLOW;
    }

    @Override
    public Ending call(Command command, Attempt attempt) {
      try (var http = new Http(Api.ZIFLOW, _ -> null, Duration.ofSeconds(2))) {
        var _ = http.json(HttpRequest.newBuilder(address).build());
        return new Ending.NotYet("asked");
      }
    }
  }

  private List<String> created(long now) {
    nanos.set(now);
    var arrived = new ArrayList<Arrived>();
    try (var calls = new Calls(new Shares(4), time, Tracing.off())) {
      calls.beginCreating(work(), 100);
      await().until(() -> arrived.addAll(calls.drain()));
      assertThat(arrived.getFirst().how() instanceof How.NotLeft).isEqualTo(now >= 100);
      assertThat(calls.isIdle()).isTrue();
    }
    return remote.log;
  }

  private Work work() {
    return work(Commands.createProof("c1", "a1"), remote.workers().getFirst(), Step.START);
  }

  private static Work work(Command command, Worker worker, Step step) {
    var topics = Topics.of("", 1, new InMemorySchemaRegistry());
    var lane = Lane.of(topics).values().iterator().next();
    var backlog = new Backlog(lane, new TopicPartition("t", 0), null, Map.of(), 0);
    return new Work(backlog, 0, "a1", command, worker, step, Progress.FRESH);
  }
}
