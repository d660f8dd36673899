package io.proofline.ingest.hook;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Counts each result and responds to the sender, with an empty body. */
final class HookResponder {

  private static final Logger LOG = LoggerFactory.getLogger(HookResponder.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final HookMetrics metrics;

  /**
   * Refusals that were logged since the last valid delivery; a public endpoint must not fill the
   * log.
   */
  private final Set<String> loggedRefusals = ConcurrentHashMap.newKeySet();

  HookResponder(HookMetrics metrics) {
    this.metrics = metrics;
  }

  Mono<Void> respond(
      ServerHttpResponse response, Hook hook, HookResult hookResult, long beganNanos) {
    return switch (hookResult) {
      case HookResult.Published _ -> published(response, hook, beganNanos);
      case HookResult.Refused(var why) -> refused(response, hook, why);
      case HookResult.NotStored _ -> notStored(response, hook);
      case HookResult.BrokenOff _ -> brokenOff(hook);
    };
  }

  static Mono<Void> respondEmpty(ServerHttpResponse response, HttpStatus status) {
    response.setStatusCode(status);
    response.getHeaders().setContentLength(0);
    return response.setComplete();
  }

  private Mono<Void> published(ServerHttpResponse response, Hook hook, long beganNanos) {
    metrics.published(hook.source(), Duration.ofNanos(System.nanoTime() - beganNanos));
    if (!loggedRefusals.isEmpty()) {
      loggedRefusals.removeIf(sentence -> sentence.startsWith(hook.path()));
    }
    return respondEmpty(response, HttpStatus.OK);
  }

  private Mono<Void> refused(ServerHttpResponse response, Hook hook, Refusal why) {
    metrics.refused(hook.source(), why);
    if (loggedRefusals.add(hook.path() + why)) {
      LOG.warn(
          "Refused a delivery to {}: {}; logged once until the next valid one", hook.path(), why);
    }
    if (why == Refusal.TOO_LARGE || why == Refusal.TOO_SLOW) {
      response
          .getHeaders()
          .set(HttpHeaders.CONNECTION, "close"); // the rest of the body is not read
    }
    return respondEmpty(response, HttpStatus.valueOf(why.status()));
  }

  private Mono<Void> notStored(ServerHttpResponse response, Hook hook) {
    metrics.notStored(hook.source());
    if (hook.retryResponse() == Hook.RetryResponse.NOT_FOUND) {
      return respondEmpty(response, HttpStatus.NOT_FOUND);
    }
    response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
    return respondEmpty(response, HttpStatus.SERVICE_UNAVAILABLE);
  }

  private Mono<Void> brokenOff(Hook hook) {
    metrics.brokenOff(hook.source());
    return Mono.empty();
  }
}
