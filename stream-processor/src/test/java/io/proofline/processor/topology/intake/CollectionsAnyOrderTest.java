package io.proofline.processor.topology.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.topology.TopologyFixture;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** One topology serves all tries, each with its own collection, since a start takes long. */
class CollectionsAnyOrderTest {

  @SuppressWarnings("NullAway.Init") // by start
  private static TopologyFixture topologyFixture;

  private static int tries;

  @BeforeContainer
  static void start() {
    topologyFixture = TopologyFixture.intake();
  }

  @AfterContainer
  static void stop() {
    topologyFixture.close();
  }

  @Property(tries = 60)
  void in_any_order_counts_equal_a_recount_and_the_last_notification_is_true(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 20) int steps) {
    var world = new CollectionFixture(topologyFixture);
    tries++;
    for (int i = 0; i < steps; i++) {
      world.step(random, "Kit " + tries);
    }

    assertThat(world.newestViews()).isEqualTo(world.expectedViews());
    assertThat(world.lastNotifications()).isEqualTo(world.expectedNotifications());
  }
}
