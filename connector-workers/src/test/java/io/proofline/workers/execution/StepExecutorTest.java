package io.proofline.workers.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.ApiCall;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Envelope;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiHttpClient;
import io.proofline.workers.execution.CompletedStep.Completion;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.Clocks;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StepExecutorTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @RegisterExtension
  static final OpenTelemetryExtension telemetry = OpenTelemetryExtension.create();

  private final AtomicLong nanos = new AtomicLong();
  private final Clocks clocks = new Clocks(InstantSource.system(), nanos::get);
  private final ScriptedApis remote = new ScriptedApis();

  @Test
  void a_creating_call_past_its_deadline_is_not_sent() {
    assertThat(created(99)).containsExactly("create c1");
    remote.log.clear();
    assertThat(created(100)).isEmpty();
  }

  @Test
  void commands_that_share_a_request_do_not_count_against_the_concurrency_limit() {
    var shared = new ScriptedLibrary();
    shared.holdAll(id -> id.startsWith("shared"));
    var runs = new CommandRuns(shared);
    try (var stepExecutor = new StepExecutor(new ConcurrencyLimits(4), clocks, Tracing.off())) {
      for (int i = 0; i < 200; i++) {
        var read = read(runs, "shared" + i);
        assertThat(stepExecutor.hasCapacity(read, List.of())).isTrue();
        stepExecutor.execute(read);
      }
      assertThat(stepExecutor.hasCapacity(read(runs, "shared200"), List.of())).isFalse();
      assertThat(stepExecutor.hasCapacity(read(runs, "alone"), List.of())).isTrue();
      shared.releaseAll();
      await().until(() -> stepExecutor.drainCompleted().isEmpty() && stepExecutor.isIdle());
    }
  }

  private static CommandRun read(CommandRuns runs, String id) {
    return runs.polled(
        CommandRuns.TOPICS.commandLanes().ziflow(), CommandFixtures.readProof(id, id));
  }

  @Test
  void steps_and_requests_are_spans_of_the_command_and_no_api_gets_trace_headers()
      throws Exception {
    var trace = "0af7651916cd43dd8448eb211c80319c";
    var headers = new AtomicReference<Map<String, List<String>>>();
    var api = api(headers);
    var requestingWorker =
        new RequestingWorker(URI.create("http://127.0.0.1:" + api.getAddress().getPort()));
    var completed = new ArrayList<CompletedStep>();
    try (var stepExecutor =
        new StepExecutor(
            new ConcurrencyLimits(4), clocks, new Tracing(telemetry.getOpenTelemetry()))) {
      stepExecutor.execute(
          work(traced("00-" + trace + "-b7ad6b7169203331-01"), requestingWorker, CommandStep.CALL));
      await().until(() -> completed.addAll(stepExecutor.drainCompleted()));
    }
    api.stop(0);

    await().until(() -> telemetry.getSpans().size() == 2);
    assertThat(telemetry.getSpans()).allMatch(span -> span.getTraceId().equals(trace));
    var request = span("GET ziflow");
    var step = span("read_proof call");
    assertThat(step.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(request.getParentSpanId()).isEqualTo(step.getSpanId());
    assertThat(step.getAttributes().asMap().values())
        .containsExactlyInAnyOrder("c1", "a1", "RetryLater");
    assertThat(request.getAttributes().asMap().values()).containsExactlyInAnyOrder("GET", "2xx");
    assertThat(headers.get()).isNotEmpty().doesNotContainKeys("Traceparent", "Tracestate");
  }

  @Test
  void the_outcome_has_the_calls_of_all_steps() throws Exception {
    var api = api(new AtomicReference<>());
    var address = URI.create("http://127.0.0.1:%d/proofs".formatted(api.getAddress().getPort()));
    var run =
        work(
            CommandFixtures.readProof("c1", "a1"), new RequestingWorker(address), CommandStep.CALL);
    try (var stepExecutor = new StepExecutor(new ConcurrencyLimits(4), clocks, Tracing.off())) {
      for (int step = 0; step < 2; step++) {
        stepExecutor.execute(run);
        await().until(() -> !stepExecutor.drainCompleted().isEmpty());
      }
    }
    api.stop(0);

    var outcome =
        new OutcomeRecords(CommandRetryPolicyTest.SETTINGS)
            .outcome(run, new CommandTransition.Dead("it was refused", "Look"), NOON, NOON);
    assertThat(outcome.getCalls()).isEqualTo(2);
    assertThat(outcome.getCallLog())
        .extracting(ApiCall::getOperation, ApiCall::getStatus)
        .containsExactly(tuple("GET /proofs", 204), tuple("GET /proofs", 204));
  }

  private static SpanData span(String name) {
    return telemetry.getSpans().stream()
        .filter(s -> s.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Command traced(String traceparent) {
    var command = CommandFixtures.readProof("c1", "a1");
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

  /** Sends one request and returns. */
  private record RequestingWorker(URI address) implements Worker.Idempotent {

    @Override
    public CommandKind kind() {
      return CommandKind.READ_PROOF;
    }

    @Override
    public Api api(Command command) {
      return Api.ZIFLOW;
    }

    @Override
    public StepResult call(Command command, Attempt attempt) {
      try (var apiHttpClient = new ApiHttpClient(Api.ZIFLOW, _ -> null, Duration.ofSeconds(2))) {
        var _ = apiHttpClient.json(HttpRequest.newBuilder(address).build());
        return new StepResult.RetryLater("asked");
      }
    }
  }

  private List<String> created(long now) {
    nanos.set(now);
    var completed = new ArrayList<CompletedStep>();
    try (var stepExecutor = new StepExecutor(new ConcurrencyLimits(4), clocks, Tracing.off())) {
      stepExecutor.executeCreate(work(), 100);
      await().until(() -> completed.addAll(stepExecutor.drainCompleted()));
      assertThat(completed.getFirst().completion() instanceof Completion.NotSent)
          .isEqualTo(now >= 100);
      assertThat(stepExecutor.isIdle()).isTrue();
    }
    return remote.log;
  }

  private CommandRun work() {
    return work(
        CommandFixtures.createProof("c1", "a1"), remote.workers().getFirst(), CommandStep.START);
  }

  private static CommandRun work(Command command, Worker worker, CommandStep commandStep) {
    var topics = Topics.of("", 1, new InMemorySchemaRegistry());
    var commandLane = CommandLane.of(topics).values().iterator().next();
    var queue = new PartitionQueue(commandLane, new TopicPartition("t", 0), null, Map.of(), 0);
    return new CommandRun(queue, 0, "a1", command, worker, commandStep, CommandProgress.INITIAL);
  }
}
