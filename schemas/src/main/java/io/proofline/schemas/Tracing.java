package io.proofline.schemas;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans whose trace travels in envelopes, as {@code traceparent}. Whoever passes an envelope on
 * passes that on as it is; who does something of their own makes a span under it. Attributes hold
 * ids and words of ours, never names, addresses or texts. Any thread may use it.
 */
public final class Tracing implements AutoCloseable {

  private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
  private static final String NONE = "none";
  private static final String HEADER = "traceparent";
  private static final W3CTraceContextPropagator PROPAGATOR =
      W3CTraceContextPropagator.getInstance();

  private final OpenTelemetry telemetry;
  private final Tracer tracer;

  /** Over what is given; closed with this if it can be. */
  public Tracing(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
    this.tracer = telemetry.getTracer("io.proofline");
  }

  /** Makes no spans: what came with a trace still goes on with it. */
  public static Tracing off() {
    return new Tracing(OpenTelemetry.noop());
  }

  /**
   * As OpenTelemetry's own variables say ({@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code
   * OTEL_TRACES_SAMPLER} and so on); off unless {@code OTEL_TRACES_EXPORTER} names an exporter,
   * such as {@code otlp}.
   *
   * @param service what it is called unless {@code OTEL_SERVICE_NAME} says otherwise
   */
  public static Tracing fromEnvironment(String service, Map<String, String> environment) {
    if (environment.getOrDefault(EXPORTER, NONE).equals(NONE)) {
      return off();
    }
    return new Tracing(
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() ->
                Map.of(
                    "otel.service.name",
                    service,
                    // the JDK's client speaks no gRPC
                    "otel.exporter.otlp.protocol",
                    "http/protobuf",
                    // metrics are Prometheus' and logs are the log's
                    "otel.metrics.exporter",
                    NONE,
                    "otel.logs.exporter",
                    NONE))
            .addPropertiesCustomizer(_ -> asProperties(environment))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk());
  }

  /** A span under what an envelope or a header says; a trace of its own for null or nonsense. */
  public Span begin(String name, SpanKind kind, @Nullable String traceparent) {
    return begin(
        name, kind, PROPAGATOR.extract(Context.root(), traceparent, TraceparentGetter.ONLY));
  }

  /** A span under another. */
  public Span begin(String name, SpanKind kind, Span parent) {
    return begin(name, kind, Context.root().with(parent));
  }

  /** What an envelope says that is written under a span; null when nobody traces. */
  public static @Nullable String traceparent(Span span) {
    var written = new HashMap<String, String>();
    PROPAGATOR.inject(
        Context.root().with(span),
        written,
        (map, name, value) -> {
          if (map != null) {
            map.put(name, value);
          }
        });
    return written.get(HEADER);
  }

  /** Sends what was not sent yet. */
  @Override
  public void close() {
    if (telemetry instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("OpenTelemetry did not end", e);
      }
    }
  }

  private Span begin(String name, SpanKind kind, Context parent) {
    return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
  }

  private static Map<String, String> asProperties(Map<String, String> environment) {
    var properties = new HashMap<String, String>();
    environment.forEach((name, value) -> {
      if (name.startsWith("OTEL_")) {
        properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    return properties;
  }

  /** Reads the one header that a text is the value of. */
  private enum TraceparentGetter implements TextMapGetter<String> {
    ONLY;

    @Override
    public Iterable<String> keys(String value) {
      return List.of(HEADER);
    }

    @Override
    public @Nullable String get(@Nullable String value, String name) {
      return name.equals(HEADER) ? value : null;
    }
  }
}
