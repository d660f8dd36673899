package io.proofline.workers.call;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.proofline.schemas.Tracing;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Unreachable;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** On whose behalf requests leave on this thread: how urgent, how many, and until when. */
public final class ApiCallContext {

  private static final Tracing OFF = Tracing.off();
  private static final ScopedValue<ApiCallContext> CURRENT = ScopedValue.newInstance();

  private final CallPriority callPriority;
  private final AtomicInteger requestCount;
  private final OptionalLong deadline;
  private final Tracing tracing;
  private final Span span;
  private int sent;
  private boolean unsent;

  private ApiCallContext(
      CallPriority callPriority,
      AtomicInteger requests,
      OptionalLong latest,
      Tracing tracing,
      Span span) {
    this.callPriority = callPriority;
    this.requestCount = requests;
    this.deadline = latest;
    this.tracing = tracing;
    this.span = span;
  }

  /**
   * One piece of work.
   *
   * @param requests each request that leaves is added to it
   */
  public static ApiCallContext of(CallPriority callPriority, AtomicInteger requests) {
    return new ApiCallContext(callPriority, requests, OptionalLong.empty(), OFF, Span.getInvalid());
  }

  /**
   * The same, whose requests leave before a point of the monotonic clock of {@link
   * PriorityRateLimiter} or not at all.
   */
  public ApiCallContext withDeadline(long point) {
    return new ApiCallContext(callPriority, requestCount, OptionalLong.of(point), tracing, span);
  }

  /** The same, each of whose requests is a span under this one. */
  public ApiCallContext withSpan(Tracing tracing, Span span) {
    return new ApiCallContext(callPriority, requestCount, deadline, tracing, span);
  }

  /** Runs work on this thread as part of this errand. */
  public <R> R run(ScopedValue.CallableOp<R, RuntimeException> work) {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** Whether nothing left because its first request got no turn in time. */
  public boolean isUnsent() {
    return unsent;
  }

  /** Whoever asks without saying so has what is kept. */
  static ApiCallContext current() {
    return CURRENT.orElse(of(CallPriority.KEPT, new AtomicInteger()));
  }

  /** The span of a request that leaves now. It is no part of what is sent: APIs see no trace. */
  Span startSpan(Api api, String method) {
    return span.getSpanContext().isValid()
        ? tracing
            .begin(method + " " + api.name().toLowerCase(Locale.ROOT), SpanKind.CLIENT, span)
            .setAttribute("http.request.method", method)
        : span;
  }

  CallPriority priority() {
    return callPriority;
  }

  boolean isPastDeadline(long now) {
    return deadline.isPresent() && now - deadline.getAsLong() >= 0;
  }

  /** How long it may still wait. */
  long nanosLeft(long now) {
    return deadline.isPresent() ? deadline.getAsLong() - now : Long.MAX_VALUE;
  }

  void countRequest() {
    sent++;
    requestCount.incrementAndGet();
  }

  /** What it means that a request got no turn in time: after others had left, it is not known. */
  ApiError recordTimeout(Api api) {
    if (sent > 0) {
      return new NoUsableResponse(api, "no turn in time for a further request");
    }
    unsent = true;
    return new Unreachable(api, "no turn in time");
  }
}
