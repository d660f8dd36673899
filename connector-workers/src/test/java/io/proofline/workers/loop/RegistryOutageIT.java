package io.proofline.workers.loop;

import static io.proofline.workers.loop.Commands.readProof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.RegistryUnavailable;
import io.proofline.schemas.SchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.Outcome;
import io.proofline.workers.KafkaReads;
import io.proofline.workers.work.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop while its registry does not answer: records wait where they lie. */
class RegistryOutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaConnection kafka =
      KafkaForTests.connection("registry-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private final HttpSchemaRegistry registry = kafka.openRegistry();
  private final Topics topics = kafka.topics(registry);
  private final KafkaReads records = new KafkaReads(kafka);
  private final ScriptedRemote remote = new ScriptedRemote();
  private final LoopHealth health = new LoopHealth();
  private final Outage outage = new Outage();
  private final CommandLoop loop = loop();

  @AfterEach
  void end() {
    loop.stop();
    records.close();
    registry.close();
  }

  @Test
  void what_cannot_be_read_yet_is_taken_in_order_when_the_registry_answers_again() {
    send(readProof("c1", "a1"));
    send(readProof("c2", "a2"));
    loop.start();
    await().atMost(PATIENCE).until(() -> outage.asked.get() >= 2);
    assertThat(remote.log).isEmpty();

    outage.over = true;
    await().atMost(PATIENCE).until(() -> outcomes().size() == 2);

    assertThat(remote.log).containsExactlyInAnyOrder("read c1", "read c2");
    assertThat(outcomes()).extracting(Outcome::getCommandId).containsExactlyInAnyOrder("c1", "c2");
    assertThat(health.unreadable()).isZero();
  }

  /** The same registry, which does not tell schemas at first. */
  private final class Outage implements SchemaRegistry {

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
        throw new RegistryUnavailable("it is down");
      }
      return registry.byId(id);
    }
  }

  private CommandLoop loop() {
    return new CommandLoop(
        kafka.topics(outage),
        new Clients(KafkaReads.quick(kafka), "workers", "one"),
        CourseTest.SETTINGS,
        remote.workers(),
        Map.of(),
        Time.system(),
        health,
        new CountingMetrics(),
        Tracing.off());
  }

  private List<Outcome> outcomes() {
    return records.values(topics.outcomes());
  }

  private void send(Command command) {
    var lane = topics.ziflowCommands();
    var bytes = lane.values().serializer().serialize(lane.name(), command);
    records.send(lane, 0, command.getAssetId(), bytes);
  }
}
