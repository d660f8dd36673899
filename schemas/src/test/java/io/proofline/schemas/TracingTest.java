package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  @RegisterExtension
  static final OpenTelemetryExtension telemetry = OpenTelemetryExtension.create();

  private final Tracing tracing = new Tracing(telemetry.getOpenTelemetry());

  @Test
  void a_span_is_a_child_of_the_incoming_trace_and_parent_of_later_spans() {
    var span = tracing.begin("hook", SpanKind.SERVER, SENT);
    var below = tracing.begin("call", SpanKind.CLIENT, span);

    assertThat(Tracing.traceparent(span))
        .isEqualTo("00-%s-%s-01", TRACE, span.getSpanContext().getSpanId())
        .isNotEqualTo(SENT);
    assertThat(Tracing.traceparent(below)).startsWith("00-" + TRACE);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00-short-01",
        "<script>",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01"
      })
  void an_invalid_trace_context_begins_a_new_trace(@Nullable String sent) {
    var begun = Tracing.traceparent(tracing.begin("hook", SpanKind.SERVER, sent));

    assertThat(begun).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]").doesNotContain(TRACE);
  }

  @Test
  void tracing_that_is_off_passes_traces_on_and_begins_none() {
    var off = Tracing.fromEnvironment("test", Map.of("OTEL_TRACES_EXPORTER", "none"));

    assertThat(Tracing.traceparent(off.begin("hook", SpanKind.SERVER, SENT))).isEqualTo(SENT);
    assertThat(Tracing.traceparent(off.begin("hook", SpanKind.SERVER, (String) null))).isNull();
    assertThat(Tracing.traceparent(off.begin("hook", SpanKind.SERVER, "<script>"))).isNull();
    off.close();
  }

  @Test
  void environment_variables_configure_the_exporter() throws Exception {
    var exported = new CompletableFuture<String>();
    var collector = collector(exported);
    var environment =
        Map.of(
            "OTEL_TRACES_EXPORTER",
            "otlp",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:" + collector.getAddress().getPort());

    try (var on = Tracing.fromEnvironment("ingest-gateway", environment)) {
      on.begin("hook ziflow", SpanKind.SERVER, SENT).end();
    }

    assertThat(exported.get(10, TimeUnit.SECONDS))
        .startsWith("/v1/traces ")
        .contains("ingest-gateway", "hook ziflow");
    collector.stop(0);
  }

  private static HttpServer collector(CompletableFuture<String> exported) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
          exported.complete(exchange.getRequestURI() + " " + body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
