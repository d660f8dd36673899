package io.proofline.workers.call;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.ApiCall;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Unreachable;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The context of API calls on the current thread: priority, deadline, request count, log of calls
 * and trace span. Bound with {@link #run}; used by {@link ApiHttpClient} and {@link
 * PriorityRateLimiter}.
 */
public final class ApiCallContext {

  private static final Tracing OFF = Tracing.off();
  private static final ScopedValue<ApiCallContext> CURRENT = ScopedValue.newInstance();

  private final CallPriority callPriority;
  private final AtomicInteger requestCount;
  private final CallLog callLog;
  private final OptionalLong deadline;
  private final Tracing tracing;
  private final Span span;
  private int sent;
  private boolean unsent;

  private ApiCallContext(
      CallPriority callPriority,
      AtomicInteger requestCount,
      CallLog callLog,
      OptionalLong deadline,
      Tracing tracing,
      Span span) {
    this.callPriority = callPriority;
    this.requestCount = requestCount;
    this.callLog = callLog;
    this.deadline = deadline;
    this.tracing = tracing;
    this.span = span;
  }

  /**
   * A context without deadline and tracing.
   *
   * @param requests counts each request that is sent
   */
  public static ApiCallContext of(CallPriority callPriority, AtomicInteger requests) {
    return new ApiCallContext(
        callPriority, requests, new CallLog(), OptionalLong.empty(), OFF, Span.getInvalid());
  }

  /** The same with a log to which each call is added. */
  public ApiCallContext withCallLog(CallLog log) {
    return new ApiCallContext(callPriority, requestCount, log, deadline, tracing, span);
  }

  /**
   * The same with a deadline on the monotonic clock of {@link PriorityRateLimiter}: requests are
   * sent before it or not at all.
   */
  public ApiCallContext withDeadline(long point) {
    return new ApiCallContext(
        callPriority, requestCount, callLog, OptionalLong.of(point), tracing, span);
  }

  /** The same with tracing: each request is a child span of this one. */
  public ApiCallContext withSpan(Tracing tracing, Span span) {
    return new ApiCallContext(callPriority, requestCount, callLog, deadline, tracing, span);
  }

  /** Runs work on the current thread within this context. */
  public <R> R run(ScopedValue.CallableOp<R, RuntimeException> work) {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** Whether nothing was sent because the first request reached the deadline while it waited. */
  public boolean isUnsent() {
    return unsent;
  }

  /** The bound context; callers without one have {@link CallPriority#KEPT}. */
  static ApiCallContext current() {
    return CURRENT.orElse(of(CallPriority.KEPT, new AtomicInteger()));
  }

  /** Starts the span of a request. Its ids are not sent: APIs see no trace. */
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

  /** Time until the deadline. */
  long nanosLeft(long now) {
    return deadline.isPresent() ? deadline.getAsLong() - now : Long.MAX_VALUE;
  }

  void logCall(ApiCall call) {
    callLog.add(call);
  }

  void countRequest() {
    sent++;
    requestCount.incrementAndGet();
  }

  /**
   * The error of a request that reached the deadline while it waited: {@link Unreachable} if it was
   * the first, otherwise {@link NoUsableResponse}, since earlier requests may have taken effect.
   */
  ApiError recordTimeout(Api api) {
    if (sent > 0) {
      return new NoUsableResponse(api, "a further request was not sent by the deadline");
    }
    unsent = true;
    return new Unreachable(api, "the request was not sent by the deadline");
  }
}
