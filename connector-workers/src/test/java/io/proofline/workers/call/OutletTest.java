package io.proofline.workers.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unreached;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutletTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> left = new CopyOnWriteArrayList<>();

  @Test
  void of_those_that_wait_the_urgent_leave_first() {
    var outlet = outlet(new Limits(1_000, 3));
    var busy = List.of(errand(Priority.URGENT), errand(Priority.URGENT), errand(Priority.URGENT));
    busy.forEach(outlet::leave);
    for (var priority : List.of(Priority.LATER, Priority.LIVE, Priority.URGENT)) {
      int before = outlet.waiting();
      Thread.startVirtualThread(() -> {
        outlet.leave(errand(priority));
        left.add(priority.label());
      });
      await().until(() -> outlet.waiting() == before + 1);
    }
    for (int i = 1; i <= 3; i++) {
      int count = i;
      outlet.back(busy.getFirst(), "2xx", Duration.ZERO);
      await().until(() -> left.size() == count);
    }
    assertThat(left).containsExactly("urgent", "live", "later");
    assertThat(outlet.waiting()).isZero();
  }

  @Test
  void a_request_without_a_turn_in_time_stays() {
    var outlet = outlet(new Limits(1_000, 3));
    outlet.hold(Duration.ofSeconds(30));
    var errand = errand(Priority.LIVE).leavingBefore(nanos.get() + 20);

    assertThat(outlet.leave(errand)).isFalse();
    assertThat(errand.stays(Api.ZIFLOW)).isInstanceOf(Unreached.class);
    assertThat(errand.hasStayed()).isTrue();
  }

  @Test
  void after_others_of_its_errand_had_left_nobody_knows_what_happened() {
    var outlet = outlet(new Limits(1_000, 3));
    var errand = errand(Priority.LIVE).leavingBefore(SECOND);
    assertThat(outlet.leave(errand)).isTrue();
    nanos.set(SECOND);

    assertThat(outlet.leave(errand)).isFalse();
    assertThat(errand.stays(Api.ZIFLOW)).isInstanceOf(Unanswered.class);
    assertThat(errand.hasStayed()).isFalse();
  }

  @Test
  void a_limit_that_the_library_tells_is_kept_once_it_is_plain_what_it_counts() {
    var outlet = outlet(new Limits(1_000, 4));
    outlet.heed(told(10, 10, 40)); // perhaps ten are left
    assertThat(leaves(outlet)).isTrue();
    outlet.heed(told(10, 9, 40));
    assertThat(leaves(outlet)).isTrue();
    outlet.heed(told(10, 10, 40)); // one more was used
    assertThat(leaves(outlet)).isFalse();
    nanos.addAndGet(41 * SECOND);
    assertThat(leaves(outlet)).isTrue();
  }

  @Test
  void what_commands_leave_is_for_others_only_while_no_command_waits() {
    var outlet = outlet(new Limits(10, 4));
    var busy = List.of(errand(Priority.LIVE), errand(Priority.LIVE), errand(Priority.LIVE));
    busy.forEach(outlet::leave);
    Thread.startVirtualThread(() -> outlet.leave(errand(Priority.LIVE)));
    await().until(() -> outlet.waiting() == 1);
    assertThat(leaves(outlet, Priority.KEPT)).isTrue();
    assertThat(leaves(outlet, Priority.KEPT)).isTrue();
    assertThat(leaves(outlet, Priority.KEPT)).isFalse();

    outlet.back(busy.getFirst(), "2xx", Duration.ZERO);
    await().until(() -> outlet.waiting() == 0);
    assertThat(leaves(outlet, Priority.KEPT)).isTrue();
  }

  @Test
  void who_serves_no_command_has_what_is_kept() {
    assertThat(Errand.current().priority()).isEqualTo(Priority.KEPT);
    var live = errand(Priority.LIVE);
    assertThat(live.<Priority>run(() -> Errand.current().priority())).isEqualTo(Priority.LIVE);
  }

  private boolean leaves(Outlet outlet) {
    return leaves(outlet, Priority.URGENT);
  }

  private boolean leaves(Outlet outlet, Priority priority) {
    var errand = errand(priority).leavingBefore(nanos.get() + 20);
    boolean leaves = outlet.leave(errand);
    if (leaves) {
      outlet.back(errand, "2xx", Duration.ZERO);
    }
    return leaves;
  }

  private static JsonNode told(int limit, int current, int expires) {
    return JsonMapper.shared()
        .readTree(
            "{\"meta\":{\"rate_limit\":{\"limit\":%d,\"current\":%d,\"expires\":%d}}}"
                .formatted(limit, current, expires));
  }

  private static Errand errand(Priority priority) {
    return Errand.of(priority, new AtomicInteger());
  }

  private Outlet outlet(Limits limits) {
    return new Outlet(Api.ZIFLOW, limits, nanos::incrementAndGet, CallMetrics.NONE);
  }
}
