package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.intake.IntakeTopology;
import io.proofline.processor.topology.review.AuditCheckpointProcessor;
import io.proofline.processor.topology.review.ReviewTopology;
import io.proofline.processor.topology.review.StopCheckpoints;
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
  void topics_that_match_the_settings_are_accepted() {
    assertThat(TopicStartupCheck.mistakes(TWO, Map.of("acme.proof-permits", 8, "acme.rules", 1)))
        .isEmpty();
  }

  @Test
  void another_partition_count_is_reported_with_both_counts() {
    assertThat(TopicStartupCheck.mistakes(TWO, Map.of("acme.proof-permits", 4, "acme.rules", 8)))
        .satisfiesExactly(
            partitions ->
                assertThat(partitions)
                    .startsWith(
                        "Topic acme.proof-permits has 4 partitions, but kafka.partitions requires"
                            + " 8."),
            rules ->
                assertThat(rules)
                    .startsWith(
                        "Topic acme.rules has 8 partitions, but kafka.partitions requires 1."));
  }

  @Test
  void a_missing_topic_is_reported_with_the_command_that_creates_it() {
    assertThat(TopicStartupCheck.mistakes(TWO, Map.of("acme.rules", 1)))
        .containsExactly(
            "Topic acme.proof-permits does not exist. Create all missing topics with: proofline"
                + " topics create");
  }

  @Test
  void the_topics_that_a_topology_reads_or_writes_are_found() {
    var intake =
        new IntakeTopology(
            TOPICS, "demo", "default", new PersonKey("0123456789abcdef"), ProcessorMetrics.NONE);
    var review =
        new ReviewTopology(
            TOPICS,
            "demo",
            "default",
            AuditCheckpointProcessor.supplier(
                "demo", 2, 1_000, Optional.empty(), new StopCheckpoints()),
            ProcessorMetrics.NONE);

    assertThat(TopicStartupCheck.topicsOf(intake::addTo))
        .contains(
            "acme.signals.ziflow", "acme.proof-permits", "acme.rules", "acme.people", "acme.facts")
        .doesNotContain("acme.poll.seen", "acme.ledger");
    assertThat(TopicStartupCheck.topicsOf(review::addTo))
        .contains("acme.facts", "acme.rules", "acme.commands.ziflow", "acme.reviews");
  }
}
