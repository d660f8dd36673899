package io.proofline.schemas;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides whether a schema that the registry does not know may still appear. Apicurio with its
 * storage kafkasql answers requests before it has read its topic, and until then answers 404 for
 * schemas that it has; a record that is skipped for that is lost. So unknown schemas count as not
 * loaded yet for 30 s from the first one, and are then believed for ten minutes, or until the
 * registry does not answer: records with an invalid schema id delay their partition by 30 s in ten
 * minutes at most. Thread-safe.
 */
final class UnknownSchemas {

  /** Several times as long as Apicurio needs for thousands of schemas. */
  static final Duration LOADING = Duration.ofSeconds(30);

  static final Duration BELIEVED = Duration.ofMinutes(10);

  private final Duration loading;
  private final LongSupplier nanos;
  private boolean started;
  private long firstUnknownAt;

  private UnknownSchemas(Duration loading, LongSupplier nanos) {
    this.loading = loading;
    this.nanos = nanos;
  }

  /** For a command that ends soon, and reports each record that it could not read. */
  static UnknownSchemas believed() {
    return new UnknownSchemas(Duration.ZERO, System::nanoTime);
  }

  /** For a service, which asks again. */
  static UnknownSchemas doubtedAtFirst(LongSupplier nanos) {
    return new UnknownSchemas(LOADING, nanos);
  }

  /** Whether the registry, which does not know a schema, may only not have loaded it yet. */
  synchronized boolean mayBeLoading() {
    long now = nanos.getAsLong();
    if (!started || now - firstUnknownAt >= loading.plus(BELIEVED).toNanos()) {
      started = true;
      firstUnknownAt = now;
    }
    return now - firstUnknownAt < loading.toNanos();
  }

  /** The registry did not answer, so it may have been started again. */
  synchronized void registryAway() {
    started = false;
  }
}
