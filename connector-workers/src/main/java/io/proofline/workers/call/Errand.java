package io.proofline.workers.call;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unreached;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** On whose behalf requests leave on this thread: how urgent, how many, and until when. */
public final class Errand {

  private static final Tracing OFF = Tracing.off();
  private static final ScopedValue<Errand> CURRENT = ScopedValue.newInstance();

  private final Priority priority;
  private final AtomicInteger requests;
  private final OptionalLong latest;
  private final Tracing tracing;
  private final Span span;
  private int left;
  private boolean stayed;

  private Errand(
      Priority priority, AtomicInteger requests, OptionalLong latest, Tracing tracing, Span span) {
    this.priority = priority;
    this.requests = requests;
    this.latest = latest;
    this.tracing = tracing;
    this.span = span;
  }

  /**
   * One piece of work.
   *
   * @param requests each request that leaves is added to it
   */
  public static Errand of(Priority priority, AtomicInteger requests) {
    return new Errand(priority, requests, OptionalLong.empty(), OFF, Span.getInvalid());
  }

  /**
   * The same, whose requests leave before a point of the monotonic clock of {@link Outlet} or not
   * at all.
   */
  public Errand leavingBefore(long point) {
    return new Errand(priority, requests, OptionalLong.of(point), tracing, span);
  }

  /** The same, each of whose requests is a span under this one. */
  public Errand in(Tracing tracing, Span span) {
    return new Errand(priority, requests, latest, tracing, span);
  }

  /** Runs work on this thread as part of this errand. */
  public <R> R run(ScopedValue.CallableOp<R, RuntimeException> work) {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** Whether nothing left because its first request got no turn in time. */
  public boolean hasStayed() {
    return stayed;
  }

  /** Whoever asks without saying so has what is kept. */
  static Errand current() {
    return CURRENT.orElse(of(Priority.KEPT, new AtomicInteger()));
  }

  /** The span of a request that leaves now. It is no part of what is sent: APIs see no trace. */
  Span begin(Api api, String method) {
    return span.getSpanContext().isValid()
        ? tracing
            .begin(method + " " + api.name().toLowerCase(Locale.ROOT), SpanKind.CLIENT, span)
            .setAttribute("http.request.method", method)
        : span;
  }

  Priority priority() {
    return priority;
  }

  boolean isLate(long now) {
    return latest.isPresent() && now - latest.getAsLong() >= 0;
  }

  /** How long it may still wait. */
  long patience(long now) {
    return latest.isPresent() ? latest.getAsLong() - now : Long.MAX_VALUE;
  }

  void leaves() {
    left++;
    requests.incrementAndGet();
  }

  /** What it means that a request got no turn in time: after others had left, it is not known. */
  ApiError stays(Api api) {
    if (left > 0) {
      return new Unanswered(api, "no turn in time for a further request");
    }
    stayed = true;
    return new Unreached(api, "no turn in time");
  }
}
