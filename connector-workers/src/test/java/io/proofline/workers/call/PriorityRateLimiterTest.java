package io.proofline.workers.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PriorityRateLimiterTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> left = new CopyOnWriteArrayList<>();

  @Test
  void urgent_requests_are_sent_before_other_waiting_ones() {
    var rateLimiter = rateLimiter(new ApiLimits(1_000, 3));
    var busy =
        List.of(
            context(CallPriority.URGENT),
            context(CallPriority.URGENT),
            context(CallPriority.URGENT));
    busy.forEach(rateLimiter::acquire);
    for (var callPriority : List.of(CallPriority.LATER, CallPriority.LIVE, CallPriority.URGENT)) {
      int before = rateLimiter.waiting();
      Thread.startVirtualThread(() -> {
        rateLimiter.acquire(context(callPriority));
        left.add(callPriority.label());
      });
      await().until(() -> rateLimiter.waiting() == before + 1);
    }
    for (int i = 1; i <= 3; i++) {
      int count = i;
      rateLimiter.release(busy.getFirst(), "2xx", Duration.ZERO);
      await().until(() -> left.size() == count);
    }
    assertThat(left).containsExactly("urgent", "live", "later");
    assertThat(rateLimiter.waiting()).isZero();
  }

  @Test
  void a_request_past_its_deadline_is_not_sent() {
    var rateLimiter = rateLimiter(new ApiLimits(1_000, 3));
    rateLimiter.pauseFor(Duration.ofSeconds(30));
    var context = context(CallPriority.LIVE).withDeadline(nanos.get() + 20);

    assertThat(rateLimiter.acquire(context)).isFalse();
    assertThat(context.recordTimeout(Api.ZIFLOW)).isInstanceOf(Unreachable.class);
    assertThat(context.isUnsent()).isTrue();
  }

  @Test
  void a_timeout_after_earlier_requests_of_the_context_is_no_usable_response() {
    var rateLimiter = rateLimiter(new ApiLimits(1_000, 3));
    var context = context(CallPriority.LIVE).withDeadline(SECOND);
    assertThat(rateLimiter.acquire(context)).isTrue();
    nanos.set(SECOND);

    assertThat(rateLimiter.acquire(context)).isFalse();
    assertThat(context.recordTimeout(Api.ZIFLOW)).isInstanceOf(NoUsableResponse.class);
    assertThat(context.isUnsent()).isFalse();
  }

  @Test
  void a_reported_limit_is_applied_once_its_meaning_is_clear() {
    var rateLimiter = rateLimiter(new ApiLimits(1_000, 4));
    rateLimiter.applyReportedLimit(reportedLimit(10, 10, 40)); // perhaps ten are left
    assertThat(sendsAtOnce(rateLimiter)).isTrue();
    rateLimiter.applyReportedLimit(reportedLimit(10, 9, 40));
    assertThat(sendsAtOnce(rateLimiter)).isTrue();
    rateLimiter.applyReportedLimit(reportedLimit(10, 10, 40)); // one more was used
    assertThat(sendsAtOnce(rateLimiter)).isFalse();
    nanos.addAndGet(41 * SECOND);
    assertThat(sendsAtOnce(rateLimiter)).isTrue();
  }

  @Test
  void tokens_of_commands_serve_other_requests_only_while_no_command_waits() {
    var rateLimiter = rateLimiter(new ApiLimits(10, 4));
    var busy =
        List.of(context(CallPriority.LIVE), context(CallPriority.LIVE), context(CallPriority.LIVE));
    busy.forEach(rateLimiter::acquire);
    Thread.startVirtualThread(() -> rateLimiter.acquire(context(CallPriority.LIVE)));
    await().until(() -> rateLimiter.waiting() == 1);
    assertThat(sendsAtOnce(rateLimiter, CallPriority.KEPT)).isTrue();
    assertThat(sendsAtOnce(rateLimiter, CallPriority.KEPT)).isTrue();
    assertThat(sendsAtOnce(rateLimiter, CallPriority.KEPT)).isFalse();

    rateLimiter.release(busy.getFirst(), "2xx", Duration.ZERO);
    await().until(() -> rateLimiter.waiting() == 0);
    assertThat(sendsAtOnce(rateLimiter, CallPriority.KEPT)).isTrue();
  }

  @Test
  void requests_outside_commands_use_the_reserved_share() {
    assertThat(ApiCallContext.current().priority()).isEqualTo(CallPriority.KEPT);
    var live = context(CallPriority.LIVE);
    assertThat(live.<CallPriority>run(() -> ApiCallContext.current().priority()))
        .isEqualTo(CallPriority.LIVE);
  }

  private boolean sendsAtOnce(PriorityRateLimiter rateLimiter) {
    return sendsAtOnce(rateLimiter, CallPriority.URGENT);
  }

  private boolean sendsAtOnce(PriorityRateLimiter rateLimiter, CallPriority callPriority) {
    var context = context(callPriority).withDeadline(nanos.get() + 20);
    boolean leaves = rateLimiter.acquire(context);
    if (leaves) {
      rateLimiter.release(context, "2xx", Duration.ZERO);
    }
    return leaves;
  }

  private static JsonNode reportedLimit(int limit, int current, int expires) {
    return JsonMapper.shared()
        .readTree(
            "{\"meta\":{\"rate_limit\":{\"limit\":%d,\"current\":%d,\"expires\":%d}}}"
                .formatted(limit, current, expires));
  }

  private static ApiCallContext context(CallPriority callPriority) {
    return ApiCallContext.of(callPriority, new AtomicInteger());
  }

  private PriorityRateLimiter rateLimiter(ApiLimits apiLimits) {
    return new PriorityRateLimiter(Api.ZIFLOW, apiLimits, nanos::incrementAndGet, CallMetrics.NONE);
  }
}
