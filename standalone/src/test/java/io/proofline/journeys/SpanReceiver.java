package io.proofline.journeys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** An OpenTelemetry collector for tests: receives spans by OTLP over HTTP, in protobuf. */
final class SpanReceiver implements AutoCloseable {

  private final List<ReceivedSpan> seen = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private SpanReceiver(HttpServer server) {
    this.server = server;
  }

  /**
   * A received span.
   *
   * @param service name of the service that recorded it
   * @param parent id of the parent span; empty for none
   * @param asset its attribute {@code proofline.asset_id}; empty for none
   */
  record ReceivedSpan(
      String service, String name, String trace, String id, String parent, String asset) {}

  static SpanReceiver start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var receiver = new SpanReceiver(HttpServer.create(address, 0));
    receiver.server.createContext("/v1/traces", receiver::receive);
    receiver.server.start();
    return receiver;
  }

  /** Environment variables with which a process exports its spans here, every 200 ms. */
  Map<String, String> environment() {
    return Map.of(
        "OTEL_TRACES_EXPORTER",
        "otlp",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://127.0.0.1:" + server.getAddress().getPort(),
        "OTEL_BSP_SCHEDULE_DELAY",
        "200");
  }

  /** Waits for the first matching span; spans of a process arrive in any order. */
  ReceivedSpan await(Predicate<ReceivedSpan> fits) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> seen.stream().filter(fits).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
    for (var resource : request.getResourceSpansList()) {
      var service = text(resource.getResource().getAttributesList(), "service.name");
      resource.getScopeSpansList().stream()
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(span -> seen.add(seen(service, span)));
    }
    var answer = "{}".getBytes(US_ASCII);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static ReceivedSpan seen(String service, Span span) {
    return new ReceivedSpan(
        service,
        span.getName(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        text(span.getAttributesList(), "proofline.asset_id"));
  }

  private static String text(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.getKey().equals(key))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
