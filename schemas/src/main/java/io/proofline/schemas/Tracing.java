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
 * Creates OpenTelemetry spans whose context is passed on in envelopes, as {@code traceparent}. A
 * component that forwards an envelope copies that field; one that does work of its own creates a
 * span under it. Span attributes hold ids and Proofline's own words, never names, addresses or
 * texts. Thread-safe.
 */
public final class Tracing implements AutoCloseable {

  private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
  private static final String NONE = "none";
  private static final String HEADER = "traceparent";
  private static final W3CTraceContextPropagator PROPAGATOR =
      W3CTraceContextPropagator.getInstance();

  private final OpenTelemetry telemetry;
  private final Tracer tracer;

  /** Uses an OpenTelemetry instance, and closes it with this one if it is closeable. */
  public Tracing(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
    this.tracer = telemetry.getTracer("io.proofline");
  }

  /** Creates no spans; trace contexts that come in are still passed on. */
  public static Tracing off() {
    return new Tracing(OpenTelemetry.noop());
  }

  /**
   * Configured by OpenTelemetry's own environment variables ({@code OTEL_EXPORTER_OTLP_ENDPOINT},
   * {@code OTEL_TRACES_SAMPLER} and so on); off unless {@code OTEL_TRACES_EXPORTER} names an
   * exporter, such as {@code otlp}.
   *
   * @param service the service's name, unless {@code OTEL_SERVICE_NAME} sets one
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
                    // metrics go to Prometheus, logs to the log
                    "otel.metrics.exporter",
                    NONE,
                    "otel.logs.exporter",
                    NONE))
            .addPropertiesCustomizer(_ -> asProperties(environment))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk());
  }

  /**
   * A span under the trace context of an envelope or a header; a new trace for null or an invalid
   * one.
   */
  public Span begin(String name, SpanKind kind, @Nullable String traceparent) {
    return begin(
        name, kind, PROPAGATOR.extract(Context.root(), traceparent, TraceparentGetter.ONLY));
  }

  /** A span under another. */
  public Span begin(String name, SpanKind kind, Span parent) {
    return begin(name, kind, Context.root().with(parent));
  }

  /** The trace context of a span, for an envelope; null if tracing is off. */
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

  /** Sends the remaining spans. */
  @Override
  public void close() {
    if (telemetry instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("OpenTelemetry can't be closed", e);
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

  /** Presents a text as the value of the {@code traceparent} header. */
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
