package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.intake.IntakeTopology;
import io.proofline.processor.topology.review.AuditCheckpointProcessor;
import io.proofline.processor.topology.review.ReviewTopology;
import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicStartupCheckTest {

  private static final Topics TOPICS = Topics.of("acme.", 8, new InMemorySchemaRegistry());
  private static final List<Topic<?, ?>> TWO = List.of(TOPICS.proofPermits(), TOPICS.rules());

  @Test
  void topics_that_are_as_the_settings_say_are_fine() {
    assertThat(TopicStartupCheck.mistakes(TWO, Map.of("acme.proof-permits", 8, "acme.rules", 1)))
        .isEmpty();
  }

  @Test
  void a_topic_that_is_cut_otherwise_is_named_with_what_was_found_and_what_is_wanted() {
    assertThat(TopicStartupCheck.mistakes(TWO, Map.of("acme.proof-permits", 4, "acme.rules", 8)))
        .satisfiesExactly(
            partitions ->
                assertThat(partitions)
                    .startsWith("Topic acme.proof-permits has 4 partitions, and 8 are asked for."),
            rules ->
                assertThat(rules)
                    .startsWith("Topic acme.rules has 8 partitions, and 1 are asked for."));
  }

  @Test
  void a_topic_that_is_missing_is_named_with_what_makes_it() {
    assertThat(TopicStartupCheck.mistakes(TWO, Map.of("acme.rules", 1)))
        .containsExactly(
            "Topic acme.proof-permits is not there. 'proofline topics create' makes all that are missing.");
  }

  @Test
  void what_a_topology_reads_and_writes_is_looked_at() {
    var intake =
        new IntakeTopology(
            TOPICS, "demo", "default", new PersonKey("0123456789abcdef"), ProcessorMetrics.NONE);
    var review =
        new ReviewTopology(
            TOPICS,
            "demo",
            "default",
            AuditCheckpointProcessor.supplier("demo", 1_000, Optional.empty()),
            ProcessorMetrics.NONE);

    assertThat(TopicStartupCheck.topicsOf(intake::addTo))
        .contains(
            "acme.signals.ziflow", "acme.proof-permits", "acme.rules", "acme.people", "acme.facts")
        .doesNotContain("acme.poll.seen", "acme.ledger");
    assertThat(TopicStartupCheck.topicsOf(review::addTo))
        .contains("acme.facts", "acme.rules", "acme.commands.ziflow", "acme.reviews");
  }
}
