package io.proofline.workers.execution;

import static io.proofline.workers.execution.CommandFixtures.readProof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.RegistryUnavailableException;
import io.proofline.schemas.SchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Outcome;
import io.proofline.workers.TestTopics;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.work.Clocks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that records wait in their partition while the schema registry does not answer. */
class RegistryOutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaConnection kafka =
      KafkaForTests.connection("registry-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private final HttpSchemaRegistry registry = kafka.openRegistry();
  private final Topics topics = kafka.topics(registry);
  private final TestTopics records = new TestTopics(kafka);
  private final ScriptedApis remote = new ScriptedApis();
  private final CommandLoopHealth health = new CommandLoopHealth();
  private final FailingRegistry failingRegistry = new FailingRegistry();
  private final CommandLoopSupervisor loop = loop();

  @AfterEach
  void end() {
    loop.stop();
    records.close();
    registry.close();
  }

  @Test
  void records_wait_for_the_registry_and_are_executed_in_order_when_it_answers_again() {
    send(readProof("c1", "a1"));
    send(readProof("c2", "a2"));
    loop.start();
    await().atMost(PATIENCE).until(() -> failingRegistry.asked.get() >= 2);
    assertThat(remote.log).isEmpty();

    failingRegistry.over = true;
    await().atMost(PATIENCE).until(() -> outcomes().size() == 2);

    assertThat(remote.log).containsExactlyInAnyOrder("read c1", "read c2");
    assertThat(outcomes()).extracting(Outcome::getCommandId).containsExactlyInAnyOrder("c1", "c2");
    assertThat(health.unreadableRecords()).isZero();
  }

  /** The same registry, which fails at first. */
  private final class FailingRegistry implements SchemaRegistry {

    final AtomicInteger asked = new AtomicInteger();
    volatile boolean over;

    @Override
    public int register(String subject, Schema schema) {
      return registry.register(subject, schema);
    }

    @Override
    public int idOf(String subject, Schema schema) {
      return registry.idOf(subject, schema);
    }

    @Override
    public Schema byId(int id) {
      asked.incrementAndGet();
      if (!over) {
        throw new RegistryUnavailableException("it is down");
      }
      return registry.byId(id);
    }
  }

  private CommandLoopSupervisor loop() {
    return new CommandLoopSupervisor(
        kafka.topics(failingRegistry),
        new KafkaClients(TestTopics.withFastHeartbeat(kafka), "workers", "one"),
        CommandRetryPolicyTest.SETTINGS,
        remote.workers(),
        Map.of(),
        CommandFixtures.nothingPaused(),
        Clocks.system(),
        health,
        new InMemoryCommandLoopMetrics(),
        Tracing.off());
  }

  private List<Outcome> outcomes() {
    return records.values(topics.outcomes());
  }

  private void send(Command command) {
    var lane = topics.commandLanes().ziflow();
    var bytes = lane.values().serializer().serialize(lane.name(), command);
    records.send(lane, 0, command.getAssetId(), bytes);
  }
}
