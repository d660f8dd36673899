package io.proofline.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lookups by key or date find the same values as a full scan. */
class LaggedIndexTest {
  private record Thing(String word, Instant at) {}

  private static final class Hand extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Hand clock = new Hand();
  private final LaggedIndex<Thing> view =
      new LaggedIndex<Thing>(Duration.ZERO, clock)
          .indexKey("word", thing -> List.of(thing.word()))
          .indexDate("at", Thing::at);

  @Test
  void a_key_lookup_ignores_case_and_keeps_insertion_order() {
    view.put("1", thing("Fig", 3));
    view.put("2", thing("brush", 2));
    view.put("3", thing("FIG", 1));
    view.put("1", thing("fig", 9));
    assertThat(view.byKey("word", List.of("fIG", "fig")))
        .containsExactly(thing("fig", 9), thing("FIG", 1));
    assertThat(view.count("word", List.of("fig", "brush"))).isEqualTo(3);
  }

  @Test
  void a_changed_value_is_found_by_its_current_keys_only() {
    view.put("1", thing("fig", 1));
    assertThat(view.byKey("word", List.of("fig"))).hasSize(1);
    view.put("1", thing("brush", 5));
    assertThat(view.byKey("word", List.of("fig"))).isEmpty();
    assertThat(view.byKey("word", List.of("brush"))).containsExactly(thing("brush", 5));
    assertThat(span(0, 2, 9)).contains(List.of());
    assertThat(span(4, 6, 9)).contains(List.of(thing("brush", 5)));
  }

  @Test
  void a_time_span_includes_its_start_excludes_its_end_and_is_in_order() {
    view.put("c", thing("c", 3));
    view.put("b", thing("b", 2));
    view.put("a", thing("a", 1));
    assertThat(span(1, 3, 9)).contains(List.of(thing("a", 1), thing("b", 2)));
    assertThat(span(3, 1, 9)).contains(List.of());
    assertThat(view.inOrder("at")).containsExactly(thing("a", 1), thing("b", 2), thing("c", 3));
  }

  @Test
  void a_time_span_with_too_many_values_returns_empty() {
    view.put("a", thing("a", 1));
    view.put("b", thing("b", 2));
    assertThat(span(0, 9, 2)).isPresent();
    assertThat(span(0, 9, 1)).isEmpty();
  }

  @Test
  void a_lookup_by_ids_returns_each_existing_value_once() {
    view.put("1", thing("fig", 1));
    view.put("2", thing("brush", 2));
    assertThat(view.byId(List.of("2", "none", "1", "2")))
        .containsExactly(thing("fig", 1), thing("brush", 2));
  }

  @Test
  void a_removed_value_is_not_found() {
    view.put("1", thing("fig", 1));
    assertThat(view.byKey("word", List.of("fig"))).hasSize(1);
    view.remove("1");
    assertThat(view.byKey("word", List.of("fig"))).isEmpty();
    assertThat(span(0, 9, 9)).contains(List.of());
    assertThat(view.visibleValues()).isEmpty();
    assertThat(view.size()).isZero();
  }

  @Test
  void a_change_reaches_keys_and_dates_after_the_lag() {
    var late =
        new LaggedIndex<Thing>(Duration.ofSeconds(5), clock)
            .indexKey("word", thing -> List.of(thing.word()));
    late.put("1", thing("fig", 1));
    assertThat(late.byKey("word", List.of("fig"))).isEmpty();
    clock.now = clock.now.plusSeconds(5);
    assertThat(late.byKey("word", List.of("fig"))).hasSize(1);
  }

  private Optional<List<Thing>> span(int from, int until, int most) {
    return view.between(
        "at", Instant.EPOCH.plusSeconds(from), Instant.EPOCH.plusSeconds(until), most);
  }

  private static Thing thing(String word, int second) {
    return new Thing(word, Instant.EPOCH.plusSeconds(second));
  }
}
