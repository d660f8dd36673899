package io.proofline.workers.execution;

import static io.proofline.workers.execution.ScriptedLibrary.enter;
import static io.proofline.workers.execution.ScriptedLibrary.fileFinal;
import static io.proofline.workers.execution.ScriptedLibrary.fingerprint;
import static io.proofline.workers.execution.ScriptedLibrary.leave;
import static io.proofline.workers.execution.ScriptedLibrary.withdrawnStatus;
import static io.proofline.workers.execution.ScriptedLibrary.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.schemas.avro.Switch;
import io.proofline.workers.TestTopics;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Forbidden;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.kafka.TopicTableReader;
import io.proofline.workers.switches.SwitchTable;
import io.proofline.workers.work.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks lanes with a real broker and a library in memory: order by priority, and outages.
 *
 * <p>Longer than 300 lines because all tests share the broker and the library in memory.
 */
class LaneSchedulingIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final NoUsableResponse SILENT =
      new NoUsableResponse(Api.PHOTOSHELTER, "status 500");

  private final KafkaConnection kafka =
      KafkaForTests.connection("lanes-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private final HttpSchemaRegistry registry = kafka.openRegistry();
  private final Topics topics = kafka.topics(registry);
  private final TestTopics records = new TestTopics(kafka);
  private final ScriptedLibrary library = new ScriptedLibrary();
  private final InMemoryCommandLoopMetrics metrics = new InMemoryCommandLoopMetrics();
  private final CommandLoopHealth health = new CommandLoopHealth();
  private final SwitchTable switches = new SwitchTable(InstantSource.system());
  private final TopicTableReader<Switch> switchesReader =
      new TopicTableReader<>(
          topics.switches(),
          () -> new KafkaClients(kafka, "workers", "one").reader("switches"),
          switches::accept,
          switches::markComplete);
  private final List<CommandLoopSupervisor> loops = new ArrayList<>();

  @AfterEach
  void end() {
    library.releaseAll();
    loops.forEach(CommandLoopSupervisor::stop);
    switchesReader.stop();
    records.close();
    registry.close();
  }

  @Test
  void an_urgent_command_behind_three_thousand_others_starts_at_once() {
    library.holdAll(id -> id.startsWith("later"));
    loop();
    IntStream.range(0, 3_000)
        .forEach(i ->
            put(
                topics.commandLanes().laterLibrary(),
                CommandFixtures.readAsset("later" + i, "a" + i)));
    await().atMost(PATIENCE).until(() -> library.calls.size() == 3);

    send(topics.commandLanes().urgentLibrary(), leave("urgent", "a7", "G1", NOW));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
    send(topics.commandLanes().library(), CommandFixtures.readAsset("normal", "a8"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 2);

    assertThat(library.effects).containsExactly("urgent", "normal");
    assertThat(library.calls).hasSize(5);
    assertThat(metrics.mostOpen(topics.commandLanes().laterLibrary().name())).isLessThan(3_000);
  }

  @Test
  void at_the_start_the_most_urgent_starts_first_regardless_of_the_backlog() {
    library.holdAll(id -> id.startsWith("later"));
    IntStream.range(0, 3_000)
        .forEach(i ->
            put(
                topics.commandLanes().laterLibrary(),
                CommandFixtures.readAsset("later" + i, "a" + i)));
    send(topics.commandLanes().library(), CommandFixtures.readAsset("normal", "a8"));
    send(topics.commandLanes().urgentLibrary(), leave("urgent", "a7", "G1", NOW));
    loop();
    await().atMost(PATIENCE).until(() -> library.calls.size() == 5);

    // steps that start in one cycle run concurrently, so their order is not checked
    assertThat(library.calls).contains("urgent", "normal");
  }

  @Test
  void while_an_api_is_paused_only_its_withdrawals_start_and_the_others_when_it_is_resumed() {
    records.send(topics.switches(), "api:photoshelter", paused(true));
    loop();
    send(topics.commandLanes().library(), CommandFixtures.readAsset("normal", "a8"));
    send(topics.commandLanes().laterLibrary(), CommandFixtures.readAsset("later", "a9"));
    send(topics.commandLanes().urgentLibrary(), leave("urgent", "a7", "G1", NOW));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
    assertThat(library.effects).containsExactly("urgent");

    records.send(topics.switches(), "api:photoshelter", paused(false));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 3);
    assertThat(library.effects).containsExactlyInAnyOrder("urgent", "normal", "later");
  }

  private static Switch paused(boolean paused) {
    return new Switch("api:photoshelter", paused, NOW, null, null, null, null);
  }

  /** The state of a publication when its withdrawal is polled. */
  enum Moment {
    BEHIND_ANOTHER_COMMAND,
    IN_THE_SLOW_LANE,
    UNDER_WAY,
    UNDER_WAY_AND_THEN_REFUSED,
    NOT_POLLED_WHILE_ITS_API_ASKS_TO_WAIT,
    POLLED_AFTER_THE_WITHDRAWAL_ENDED,
    POLLED_BY_THE_NEXT_OWNER
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void a_withdrawal_overtakes_a_publication(Moment moment) {
    overtakes(moment, enter("c1", "a1", NOW.minusSeconds(1)));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void a_withdrawal_overtakes_a_status(Moment moment) {
    overtakes(moment, write("c1", "a1", NOW.minusSeconds(1)));
  }

  private void overtakes(Moment moment, Command publication) {
    var withdrawal = leave("p1", "a1", "G1", NOW);
    var loop = loop();
    switch (moment) {
      case BEHIND_ANOTHER_COMMAND -> {
        library.hold("c0");
        send(topics.commandLanes().library(), CommandFixtures.readAsset("c0", "a1"));
        send(topics.commandLanes().library(), publication);
        awaitPolled(topics.commandLanes().library(), 2);
        send(topics.commandLanes().urgentLibrary(), withdrawal);
        await().atMost(PATIENCE).until(() -> outcomes().size() == 2);
        library.release("c0");
      }
      case IN_THE_SLOW_LANE -> {
        library.holdAll(id -> id.startsWith("later"));
        IntStream.range(0, 3)
            .forEach(i ->
                send(
                    topics.commandLanes().laterLibrary(),
                    CommandFixtures.readAsset("later" + i, "b" + i)));
        await().atMost(PATIENCE).until(() -> library.calls.size() == 3);
        send(topics.commandLanes().laterLibrary(), publication);
        awaitPolled(topics.commandLanes().laterLibrary(), 4);
        send(topics.commandLanes().urgentLibrary(), withdrawal);
        await().atMost(PATIENCE).until(() -> outcomes().size() == 2);
        library.releaseAll();
      }
      case UNDER_WAY, UNDER_WAY_AND_THEN_REFUSED -> {
        library.hold("c1");
        if (moment == Moment.UNDER_WAY_AND_THEN_REFUSED) {
          library.failOnce("c1", SILENT);
        }
        send(topics.commandLanes().library(), publication);
        await().atMost(PATIENCE).until(() -> library.calls.contains("c1"));
        send(topics.commandLanes().urgentLibrary(), withdrawal);
        awaitPolled(topics.commandLanes().urgentLibrary(), 1);
        // others are done meanwhile, so the loop has run a cycle
        send(topics.commandLanes().library(), CommandFixtures.readAsset("other", "a2"));
        await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
        assertThat(library.calls).doesNotContain("p1");
        library.release("c1");
      }
      case NOT_POLLED_WHILE_ITS_API_ASKS_TO_WAIT -> {
        var busy = new Throttled(Api.PHOTOSHELTER, 429, Optional.of(Duration.ofSeconds(2)));
        library.failOnce("c0", busy);
        send(topics.commandLanes().library(), CommandFixtures.readAsset("c0", "a2"));
        await().atMost(PATIENCE).until(() -> health.waitReasons(Api.PHOTOSHELTER).isPresent());
        send(topics.commandLanes().library(), publication);
        send(topics.commandLanes().urgentLibrary(), withdrawal);
        awaitPolled(topics.commandLanes().urgentLibrary(), 1);
      }
      case POLLED_AFTER_THE_WITHDRAWAL_ENDED -> {
        send(topics.commandLanes().urgentLibrary(), withdrawal);
        await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
        send(topics.commandLanes().library(), publication);
      }
      case POLLED_BY_THE_NEXT_OWNER -> {
        send(topics.commandLanes().urgentLibrary(), withdrawal);
        await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
        loop.kill();
        send(topics.commandLanes().library(), publication);
        loop();
      }
    }
    await().atMost(PATIENCE).until(() -> ending("c1").isPresent() && ending("p1").isPresent());

    boolean happened = moment == Moment.UNDER_WAY;
    assertThat(ending("c1")).contains(happened ? OutcomeStatus.DONE : OutcomeStatus.OVERTAKEN);
    assertThat(ending("p1")).contains(OutcomeStatus.DONE);
    assertThat(library.effects.stream().filter(id -> !id.startsWith("later")).toList())
        .filteredOn(List.of("c1", "p1")::contains)
        .isEqualTo(happened ? List.of("c1", "p1") : List.of("p1"));
    assertThat(records.values(topics.deadCommands())).isEmpty();
  }

  @Test
  void a_publication_issued_after_a_withdrawal_is_done_after_it() {
    library.hold("p1");
    loop();
    send(topics.commandLanes().urgentLibrary(), leave("p1", "a1", "G1", NOW));
    await().atMost(PATIENCE).until(() -> library.calls.contains("p1"));
    send(topics.commandLanes().library(), enter("c1", "a1", NOW.plusSeconds(1)));
    awaitPolled(topics.commandLanes().library(), 1);
    send(topics.commandLanes().library(), CommandFixtures.readAsset("other", "a2"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
    library.release("p1");
    await().atMost(PATIENCE).until(() -> outcomes().size() == 3);

    assertThat(library.effects).containsExactly("other", "p1", "c1");
  }

  @Test
  void a_withdrawal_waits_for_no_other_command_and_its_status_is_written_after_the_galleries() {
    library.hold("c0");
    library.failOnce("p1", SILENT, SILENT);
    loop();
    send(topics.commandLanes().library(), CommandFixtures.readAsset("c0", "a1"));
    await().atMost(PATIENCE).until(() -> library.calls.contains("c0"));
    send(topics.commandLanes().urgentLibrary(), leave("p1", "a1", "G1", NOW));
    send(topics.commandLanes().urgentLibrary(), leave("p2", "a1", "G2", NOW));
    send(topics.commandLanes().urgentLibrary(), withdrawnStatus("p3", "a1", NOW));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 3);

    assertThat(library.calls.indexOf("p1")).isLessThan(library.calls.indexOf("p2"));
    assertThat(library.calls.indexOf("p2")).isLessThan(library.calls.indexOf("p3"));
    library.release("c0");
  }

  @Test
  void a_command_of_a_forbidden_part_waits_alone_and_is_done_when_access_is_granted() {
    library.failAlways("c1", new Forbidden(Api.PHOTOSHELTER, 403, "v3"));
    loop();
    send(topics.commandLanes().library(), ScriptedLibrary.enter("c1", "a1", NOW));
    // more attempts than make other commands dead
    await().atMost(PATIENCE).until(() -> Collections.frequency(library.calls, "c1") > 5);
    assertThat(health.waitReasons(Api.PHOTOSHELTER))
        .contains("PhotoShelter refuses a part of our access (403): v3");
    assertThat(health.breakerState(Api.PHOTOSHELTER)).isEqualTo("closed");
    send(topics.commandLanes().library(), CommandFixtures.readAsset("other", "a2"));
    await().atMost(PATIENCE).until(() -> ending("other").isPresent());

    library.stopFailing("c1");
    await().atMost(PATIENCE).until(() -> ending("c1").isPresent());

    assertThat(ending("c1")).contains(OutcomeStatus.DONE);
    assertThat(health.waitReasons(Api.PHOTOSHELTER)).isEmpty();
    assertThat(records.values(topics.deadCommands())).isEmpty();
  }

  @Test
  void a_transfer_waits_for_the_api_that_it_calls_and_for_no_other() {
    library.failOnce("z0", new Throttled(Api.ZIFLOW, 429, Optional.of(Duration.ofSeconds(3))));
    loop();
    send(topics.commandLanes().ziflow(), CommandFixtures.readProof("z0", "a0"));
    await().atMost(PATIENCE).until(() -> health.waitReasons(Api.ZIFLOW).isPresent());
    send(topics.commandLanes().transfer(), fileFinal("final", "a1"));
    send(topics.commandLanes().transfer(), fingerprint("print", "a2"));
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);

    assertThat(library.effects).containsExactly("print");
    assertThat(health.waitReasons(Api.ZIFLOW)).isPresent();
    await().atMost(PATIENCE).until(() -> outcomes().size() == 3);
  }

  @Test
  void an_outage_makes_no_dead_letters_and_loses_nothing() {
    library.failAll(SILENT);
    loop();
    IntStream.range(0, 6)
        .forEach(i ->
            send(topics.commandLanes().library(), CommandFixtures.readAsset("c" + i, "a" + i)));
    await().atMost(PATIENCE).until(() -> health.waitReasons(Api.PHOTOSHELTER).isPresent());
    await().atMost(PATIENCE).until(() -> library.calls.size() >= 16);
    assertThat(outcomes()).isEmpty();

    library.failAll(null);
    await().atMost(PATIENCE).until(() -> outcomes().size() == 6);
    assertThat(outcomes()).extracting(Outcome::getStatus).containsOnly(OutcomeStatus.DONE);
    assertThat(records.values(topics.deadCommands())).isEmpty();
    assertThat(health.waitReasons(Api.PHOTOSHELTER)).isEmpty();
    await().atMost(PATIENCE).until(metrics::isBalanced);
  }

  @Test
  void an_outage_with_a_single_command_makes_no_dead_letter_either() {
    library.failAll(SILENT);
    loop();
    send(topics.commandLanes().library(), CommandFixtures.readAsset("c1", "a1"));
    await().atMost(PATIENCE).until(() -> library.calls.size() >= 5);
    assertThat(outcomes()).isEmpty();
    library.failAll(null);
    await().atMost(PATIENCE).until(() -> outcomes().size() == 1);
    assertThat(ending("c1")).contains(OutcomeStatus.DONE);
  }

  @Test
  void a_command_that_alone_gets_no_answer_is_dead_after_its_attempts() {
    library.failAlways("poison", SILENT);
    loop();
    send(topics.commandLanes().library(), CommandFixtures.readAsset("poison", "a0"));
    for (int i = 1; ending("poison").isEmpty() && i < 200; i++) {
      int count = i;
      send(topics.commandLanes().library(), CommandFixtures.readAsset("c" + i, "a" + i));
      await().atMost(PATIENCE).until(() -> ending("c" + count).isPresent());
    }

    assertThat(ending("poison")).contains(OutcomeStatus.DEAD);
    var letter = records.values(topics.deadCommands()).getFirst();
    assertThat(letter.getReason())
        .isEqualTo("PhotoShelter gave no usable answer: status 500 (3 times)");
    assertThat(health.waitReasons(Api.PHOTOSHELTER)).isEmpty();
  }

  private CommandLoopSupervisor loop() {
    var settings =
        new CommandLoopSettings(
            "one",
            "test",
            16,
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            List.of(Duration.ofMillis(100)),
            3,
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            500,
            Duration.ofSeconds(2),
            Duration.ofMillis(300));
    var kafkaClients = new KafkaClients(TestTopics.withFastHeartbeat(kafka), "workers", "one");
    var loop =
        new CommandLoopSupervisor(
            topics,
            kafkaClients,
            settings,
            library.workers(),
            Map.of(),
            switches,
            Clocks.system(),
            health,
            metrics,
            Tracing.off());
    switchesReader.start();
    loop.start();
    loops.add(loop);
    return loop;
  }

  private void awaitPolled(Topic<String, Command> lane, int count) {
    await().atMost(PATIENCE).until(() -> metrics.polledOf(lane.name()) == count);
  }

  private Optional<OutcomeStatus> ending(String command) {
    return outcomes().stream()
        .filter(outcome -> outcome.getCommandId().equals(command))
        .map(Outcome::getStatus)
        .reduce((one, other) -> {
          throw new IllegalStateException(command + " ended twice");
        });
  }

  private List<Outcome> outcomes() {
    return records.values(topics.outcomes());
  }

  private void send(Topic<String, Command> lane, Command command) {
    records.send(lane, command.getAssetId(), command);
  }

  private void put(Topic<String, Command> lane, Command command) {
    records.sendAsync(lane, command.getAssetId(), command);
  }
}
