package io.proofline.processor.topology.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.ItemStanding;
import io.proofline.schemas.avro.ReviewState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class CollectionsFlowTest {

  private static final ItemStanding READY = ItemStanding.READY;
  private static final ItemStanding OPEN = ItemStanding.OPEN;
  private static final ItemStanding OUT = ItemStanding.OUT;

  @Test
  void a_collection_counts_its_items_and_is_removed_with_the_last_one() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, false);
      world.row("Kit", "b", OPEN, false);
      world.row("Kit", "c", OUT, false);
      world.row("Kit", "b", READY, false);
      world.remove("Kit", "a");
      world.remove("Kit", "b");
      world.remove("Kit", "c");

      assertThat(world.views())
          .containsExactly(
              "Kit ready 1/0/0",
              "Kit open 1/1/0",
              "Kit open 1/1/1",
              "Kit ready 2/0/1",
              "Kit ready 1/0/1",
              "Kit open 0/0/1",
              "Kit gone");
    }
  }

  @Test
  void an_approved_collection_differs_from_one_in_which_nothing_needs_a_review() {
    try (var world = new CollectionFixture()) {
      world.ready("Kit", "a", ReviewState.NOT_PICKED);
      world.ready("Kit", "b", ReviewState.WATCHED);
      world.ready("Kit", "a", ReviewState.APPROVED);
      world.row("Kit", "b", OPEN, false);
      world.ready("Kit", "a", ReviewState.NOT_PICKED);

      assertThat(world.approved()).containsExactly(0, 0, 1, 1, 0);
    }
  }

  @Test
  void a_repeated_or_equal_item_changes_nothing() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      world.views();
      world.notifications();

      world.row("Kit", "a", READY, true);
      world.remove("Kit", "nobody");
      assertThat(world.views()).isEmpty();
      assertThat(world.notifications()).isEmpty();
    }
  }

  @Test
  void waiting_assets_are_notified_when_a_collection_becomes_ready_or_open_again() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      assertThat(world.notifications()).containsExactly("a: Kit ready");

      world.row("Kit", "b", OPEN, true);
      world.row("Kit", "c", OPEN, false);
      assertThat(world.notifications()).containsExactly("a: Kit open");

      world.row("Kit", "c", OUT, false);
      assertThat(world.notifications()).isEmpty();
      world.row("Kit", "b", READY, true);
      assertThat(world.notifications()).containsExactly("a: Kit ready", "b: Kit ready");
    }
  }

  @Test
  void an_asset_that_begins_to_wait_for_a_ready_collection_is_the_only_one_notified() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      world.row("Kit", "b", READY, false);
      world.notifications();

      world.row("Kit", "b", READY, true);
      assertThat(world.notifications()).containsExactly("b: Kit ready");
    }
  }

  @Test
  void an_asset_that_begins_to_wait_for_an_open_collection_is_not_notified() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", OPEN, false);
      world.row("Kit", "b", READY, true);

      assertThat(world.notifications()).isEmpty();
    }
  }

  @Test
  void a_collection_becomes_ready_when_its_last_open_item_is_removed() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      world.row("Kit", "b", OPEN, false);
      world.notifications();

      world.remove("Kit", "b");
      assertThat(world.notifications()).containsExactly("a: Kit ready");
    }
  }

  @Test
  void an_asset_is_notified_of_each_of_its_collections_by_a_fact_of_its_own() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      world.row("Kit/2026", "a", READY, true);
      world.row("Kit", "b", OPEN, false);
      world.remove("Kit", "b");

      var facts = world.facts();
      assertThat(facts.stream().map(CollectionFixture::notifications))
          .containsExactly("a: Kit ready", "a: Kit/2026 ready", "a: Kit open", "a: Kit ready");
      assertThat(facts).extracting(f -> f.getEnvelope().getEventId()).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_status_of_a_newer_writer_counts_as_open() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, false);
      world.row("Kit", "b", ItemStanding.UNKNOWN, false);

      assertThat(world.views()).last().isEqualTo("Kit open 1/1/0");
    }
  }

  @Test
  void an_asset_that_waits_again_is_notified_of_the_change_since() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      world.row("Kit", "a", OPEN, false);
      assertThat(world.notifications()).containsExactly("a: Kit ready");

      world.row("Kit", "b", OPEN, false);
      world.row("Kit", "a", READY, true);
      assertThat(world.notifications()).containsExactly("a: Kit open");
    }
  }

  @Test
  void thousands_of_waiting_assets_are_notified_in_portions() {
    try (var world = new CollectionFixture()) {
      fill(world, 2_500);

      world.row("Kit", "z", READY, false);
      var notified = new ArrayList<>(world.notifications());
      assertThat(notified).hasSize(1_000);
      world.advanceClock(Duration.ofSeconds(1));
      notified.addAll(world.notifications());
      assertThat(notified).hasSize(2_000);
      world.advanceClock(Duration.ofSeconds(1));
      notified.addAll(world.notifications());
      assertThat(notified)
          .hasSize(2_500)
          .isSorted()
          .doesNotHaveDuplicates()
          .allMatch(text -> text.endsWith("Kit ready"));
      world.advanceClock(Duration.ofSeconds(5));
      assertThat(world.notifications()).isEmpty();
    }
  }

  @Test
  void a_collection_that_changes_back_meanwhile_notifies_everybody_of_its_last_state() {
    try (var world = new CollectionFixture()) {
      fill(world, 2_500);

      for (int i = 0; i < 9; i++) {
        world.row("Kit", "z", READY, false);
        world.row("Kit", "z", OPEN, false);
      }
      world.row("Kit", "z", READY, false);
      var facts = new ArrayList<>(world.facts());
      assertThat(facts).hasSizeLessThanOrEqualTo(19 * 1_000);
      var last = new HashMap<String, Boolean>();
      for (int second = 0; second < 5; second++) {
        world.advanceClock(Duration.ofSeconds(1));
        facts.addAll(world.facts());
      }
      facts.forEach(fact -> last.put(fact.getAssetId(), fact.getCollection().getReady()));
      assertThat(last).hasSize(2_500);
      assertThat(last.values()).containsOnly(true);
    }
  }

  /** A collection with one open item, for which the others wait. */
  private static void fill(CollectionFixture world, int assets) {
    world.row("Kit", "z", OPEN, false);
    for (int i = 0; i < assets; i++) {
      world.row("Kit", "a%04d".formatted(i), READY, true);
    }
    assertThat(world.notifications()).isEmpty();
  }
}
