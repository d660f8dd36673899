package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.DemoInstallation;
import io.proofline.standalone.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes unreadable records to every topic: no service stops, neither while it runs nor when it
 * starts again, each reports how many it skipped, and reviews continue.
 */
@Tag("long")
class UnreadableRecordsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PREFIX = "proofline.";
  private static final List<String> GROUPS =
      List.of(PREFIX + "intake", PREFIX + "review", PREFIX + "workers");

  @TempDir Path directory;

  @Test
  void no_record_on_any_topic_stops_a_service() throws Exception {
    Awaitility.doNotCatchUncaughtExceptionsByDefault(); // of threads that are replaced
    try (var demo = new DemoInstallation(DataDirectory.open(directory), Ports.free(), _ -> {})) {
      var at = demo.start();
      playFromSelectionToVerdict(at);
      var written = writeGarbage(at);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(notPassed(at, written)).isEmpty());
      new RunningDemo(at).awaitHealthy(PATIENCE);
      assertThat(new RunningDemo(at).unreadable("processor", "streams")).isPositive();
      assertThat(new RunningDemo(at).unreadable("console", "readModel")).isPositive();
      playFromSelectionToVerdict(at);
    }
    try (var demo = new DemoInstallation(DataDirectory.open(directory), Ports.free(), _ -> {})) {
      var at = demo.start();
      playFromSelectionToVerdict(at);
      new RunningDemo(at).awaitHealthy(PATIENCE);
      assertThat(new RunningDemo(at).unreadable("workers", "commandLoop")).isPositive();
      assertThat(new RunningDemo(at).unreadable("workers", "libraryPoller")).isPositive();
      assertThat(new RunningDemo(at).unreadable("workers", "rulesTopic")).isPositive();
    }
  }

  private static void playFromSelectionToVerdict(DemoAddresses at) {
    try (var environment =
        new JourneyEnvironment(at, new PollingWait(PATIENCE, System.out::println))) {
      var journeyRun = new JourneyRun(environment);
      Stream.of(
              aPhotographWithoutAReview(),
              aPhotographerPutsItInto(SEND_TO_REVIEW),
              itsProofIsThere(),
              aReviewerDecides(APPROVED),
              itsStatusBecomes("Approved"))
          .forEach(step -> step.play(journeyRun));
    }
  }

  /** Under the keys of records that are in use, and one that is not. */
  private static Map<TopicPartition, Long> writeGarbage(DemoAddresses at) throws Exception {
    var kafka = new RunningDemo(at).kafka();
    var keys = List.of("default", "changes", "full", "garbage");
    try (var registry = kafka.openRegistry();
        var garbage = new GarbageWriter(kafka, registry)) {
      var topics = kafka.topics(registry);
      var written = new HashMap<>(garbage.writeToInternalTopics(topics, keys));
      written.putAll(garbage.write(topics, keys));
      return written;
    }
  }

  /** The partitions that a group reads and of which it has not passed the last garbage. */
  private static List<TopicPartition> notPassed(DemoAddresses at, Map<TopicPartition, Long> written)
      throws Exception {
    var behind = new ArrayList<TopicPartition>();
    try (var admin = Admin.create(new RunningDemo(at).kafka().clientSettings("passed"))) {
      var groups = admin.describeConsumerGroups(GROUPS).all().get();
      for (var group : groups.entrySet()) {
        var passed =
            admin.listConsumerGroupOffsets(group.getKey()).partitionsToOffsetAndMetadata().get();
        group.getValue().members().stream()
            .flatMap(member -> member.assignment().topicPartitions().stream())
            .filter(written::containsKey)
            .filter(partition -> offset(passed, partition) <= written.get(partition))
            .forEach(behind::add);
        assertThat(group.getValue().members()).as(group.getKey()).isNotEmpty();
      }
    }
    return behind;
  }

  private static long offset(
      Map<TopicPartition, OffsetAndMetadata> passed, TopicPartition partition) {
    return Optional.ofNullable(passed.get(partition)).map(OffsetAndMetadata::offset).orElse(-1L);
  }
}
