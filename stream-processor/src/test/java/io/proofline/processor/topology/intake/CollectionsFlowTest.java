package io.proofline.processor.topology.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.ItemStanding;
import org.junit.jupiter.api.Test;

class CollectionsFlowTest {

  private static final ItemStanding READY = ItemStanding.READY;
  private static final ItemStanding OPEN = ItemStanding.OPEN;
  private static final ItemStanding OUT = ItemStanding.OUT;

  @Test
  void a_collection_is_counted_row_by_row_and_is_gone_with_its_last() {
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
  void a_row_that_is_repeated_or_says_the_same_changes_nothing() {
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
  void those_that_wait_are_told_when_it_becomes_ready_and_when_it_is_no_longer() {
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
  void one_that_begins_to_wait_for_a_collection_that_is_ready_is_told_at_once_and_alone() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      world.row("Kit", "b", READY, false);
      world.notifications();

      world.row("Kit", "b", READY, true);
      assertThat(world.notifications()).containsExactly("b: Kit ready");
    }
  }

  @Test
  void one_that_begins_to_wait_for_a_collection_that_is_not_ready_is_not_told() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", OPEN, false);
      world.row("Kit", "b", READY, true);

      assertThat(world.notifications()).isEmpty();
    }
  }

  @Test
  void what_holds_it_back_and_is_taken_out_lets_it_be_ready() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      world.row("Kit", "b", OPEN, false);
      world.notifications();

      world.remove("Kit", "b");
      assertThat(world.notifications()).containsExactly("a: Kit ready");
    }
  }

  @Test
  void one_asset_is_told_of_each_of_its_collections_and_no_two_facts_are_taken_for_one() {
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
  void a_standing_that_a_newer_writer_has_keeps_it_back() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, false);
      world.row("Kit", "b", ItemStanding.UNKNOWN, false);

      assertThat(world.views()).last().isEqualTo("Kit open 1/1/0");
    }
  }

  @Test
  void one_that_waits_again_is_told_what_it_missed() {
    try (var world = new CollectionFixture()) {
      world.row("Kit", "a", READY, true);
      world.row("Kit", "a", OPEN, false);
      assertThat(world.notifications()).containsExactly("a: Kit ready");

      world.row("Kit", "b", OPEN, false);
      world.row("Kit", "a", READY, true);
      assertThat(world.notifications()).containsExactly("a: Kit open");
    }
  }
}
