package io.proofline.ingest.hook;

import io.opentelemetry.api.trace.SpanKind;
import io.proofline.ingest.publish.PublishResult;
import io.proofline.ingest.publish.SignalPublisher;
import io.proofline.schemas.Tracing;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * Handles every request on the public port: checks path and method, reads the body within its
 * limits, verifies the signature, publishes the signal and responds. It never blocks.
 */
public final class HookHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(HookHandler.class);

  private final Map<String, Hook> byPath;
  private final SignalPublisher signals;
  private final HookResponder responder;
  private final HookMetrics metrics;
  private final Tracing tracing;
  private final InstantSource clock;
  private final DataSize maxBody;
  private final Duration bodyTimeout;

  public HookHandler(
      List<Hook> hooks,
      SignalPublisher signals,
      HookMetrics metrics,
      Tracing tracing,
      InstantSource clock,
      DataSize maxBody,
      Duration bodyTimeout) {
    this.byPath = hooks.stream().collect(Collectors.toMap(Hook::path, Function.identity()));
    this.signals = signals;
    this.responder = new HookResponder(metrics);
    this.metrics = metrics;
    this.tracing = tracing;
    this.clock = clock;
    this.maxBody = maxBody;
    this.bodyTimeout = bodyTimeout;
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    var hook = byPath.get(request.getURI().getRawPath());
    if (hook == null) {
      return HookResponder.respondEmpty(response, HttpStatus.NOT_FOUND);
    }
    if (!HttpMethod.POST.equals(request.getMethod())) {
      response.getHeaders().setAllow(Set.of(HttpMethod.POST));
      return HookResponder.respondEmpty(response, HttpStatus.METHOD_NOT_ALLOWED);
    }
    return receive(hook, request, response);
  }

  private Mono<Void> receive(Hook hook, ServerHttpRequest request, ServerHttpResponse response) {
    metrics.received(hook.source());
    long began = System.nanoTime();
    var span = tracing.begin("hook " + hook.source(), SpanKind.SERVER, traceparent(request));
    var open =
        new AtomicBoolean(
            true); // a sender may disconnect at any time; each request is counted once
    return body(request)
        .flatMap(body ->
            verifyAndPublish(
                hook, hookRequest(request, body).withTraceparent(Tracing.traceparent(span))))
        .onErrorResume(error -> Mono.just(result(hook, error)))
        .filter(_ -> open.getAndSet(false))
        .doOnNext(hookResult ->
            span.setAttribute("proofline.ending", hookResult.getClass().getSimpleName()))
        .flatMap(hookResult -> responder.respond(response, hook, hookResult, began))
        .doOnCancel(() -> {
          if (open.getAndSet(false)) {
            metrics.brokenOff(hook.source());
          }
        })
        .doFinally(_ -> span.end());
  }

  private static @Nullable String traceparent(ServerHttpRequest request) {
    return request.getHeaders().getFirst("traceparent");
  }

  private Mono<byte[]> body(ServerHttpRequest request) {
    if (request.getHeaders().getContentLength() > maxBody.toBytes()) {
      return Mono.error(new DataBufferLimitException("announced"));
    }
    return DataBufferUtils.join(request.getBody(), Math.toIntExact(maxBody.toBytes()))
        .map(HookHandler::bytes)
        .defaultIfEmpty(new byte[0])
        .timeout(bodyTimeout);
  }

  private Mono<HookResult> verifyAndPublish(Hook hook, HookRequest hookRequest) {
    var refusal = hook.refusal(hookRequest);
    if (refusal.isPresent()) {
      return Mono.just(new HookResult.Refused(refusal.get()));
    }
    return Mono.fromCompletionStage(signals.publish(hook.signal(hookRequest)))
        .map(HookHandler::result);
  }

  private static HookResult result(PublishResult publishResult) {
    return switch (publishResult) {
      case STORED -> new HookResult.Published();
      case TOO_LARGE -> new HookResult.Refused(Refusal.TOO_LARGE);
      case NOT_STORED -> new HookResult.NotStored();
    };
  }

  private static HookResult result(Hook hook, Throwable error) {
    return switch (error) {
      case DataBufferLimitException _ -> new HookResult.Refused(Refusal.TOO_LARGE);
      case TimeoutException _ -> new HookResult.Refused(Refusal.TOO_SLOW);
      case IOException _, AbortedException _ -> new HookResult.BrokenOff();
      default -> {
        LOG.error(
            "An internal error prevented a delivery to {}; the sender is asked to retry",
            hook.path(),
            error);
        yield new HookResult.NotStored();
      }
    };
  }

  private HookRequest hookRequest(ServerHttpRequest request, byte[] body) {
    var uri = request.getURI();
    var now =
        clock.instant().truncatedTo(ChronoUnit.MILLIS); // the precision of a record's timestamp
    return new HookRequest(uri.getRawPath(), uri.getRawQuery(), request.getHeaders(), body, now);
  }

  private static byte[] bytes(DataBuffer buffer) {
    var bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }
}
