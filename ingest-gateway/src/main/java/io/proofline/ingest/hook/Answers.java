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

/** Counts each ending and says it to the sender; bodies of answers are empty. */
final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final HookMetrics metrics;

  /** What was said since the last good delivery: a public door is not to fill the log. */
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Answers(HookMetrics metrics) {
    this.metrics = metrics;
  }

  Mono<Void> give(ServerHttpResponse response, Hook hook, Ending ending, long beganNanos) {
    return switch (ending) {
      case Ending.Published _ -> published(response, hook, beganNanos);
      case Ending.Refused(var why) -> refused(response, hook, why);
      case Ending.NotStored _ -> notStored(response, hook);
      case Ending.BrokenOff _ -> brokenOff(hook);
    };
  }

  static Mono<Void> plain(ServerHttpResponse response, HttpStatus status) {
    response.setStatusCode(status);
    response.getHeaders().setContentLength(0);
    return response.setComplete();
  }

  private Mono<Void> published(ServerHttpResponse response, Hook hook, long beganNanos) {
    metrics.published(hook.source(), Duration.ofNanos(System.nanoTime() - beganNanos));
    if (!said.isEmpty()) {
      said.removeIf(sentence -> sentence.startsWith(hook.path()));
    }
    return plain(response, HttpStatus.OK);
  }

  private Mono<Void> refused(ServerHttpResponse response, Hook hook, Refusal why) {
    metrics.refused(hook.source(), why);
    if (said.add(hook.path() + why)) {
      LOG.warn("Refused a delivery to {}: {}; said once until one is good", hook.path(), why);
    }
    if (why == Refusal.TOO_LARGE || why == Refusal.TOO_SLOW) {
      response.getHeaders().set(HttpHeaders.CONNECTION, "close"); // the rest of it is not read
    }
    return plain(response, HttpStatus.valueOf(why.status()));
  }

  private Mono<Void> notStored(ServerHttpResponse response, Hook hook) {
    metrics.notStored(hook.source());
    if (hook.notStored() == Hook.NotStored.NOT_FOUND) {
      return plain(response, HttpStatus.NOT_FOUND);
    }
    response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(COME_AGAIN.toSeconds()));
    return plain(response, HttpStatus.SERVICE_UNAVAILABLE);
  }

  private Mono<Void> brokenOff(Hook hook) {
    metrics.brokenOff(hook.source());
    return Mono.empty();
  }
}
