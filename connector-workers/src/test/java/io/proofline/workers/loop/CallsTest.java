package io.proofline.workers.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.schemas.InMemorySchemaRegistry;
import io.proofline.schemas.Topics;
import io.proofline.workers.loop.Arrived.How;
import io.proofline.workers.work.Time;
import io.proofline.workers.work.Worker;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CallsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final Time time = new Time(InstantSource.system(), nanos::get);
  private final ScriptedRemote remote = new ScriptedRemote();

  @Test
  void a_creating_call_that_is_late_does_not_leave() {
    assertThat(created(99)).containsExactly("create c1");
    remote.log.clear();
    assertThat(created(100)).isEmpty();
  }

  @Test
  void those_that_share_a_request_take_no_room_from_the_others() {
    var shared = new ScriptedLibrary();
    shared.holdAll(id -> id.startsWith("shared"));
    var works = new Works(shared);
    try (var calls = new Calls(new Shares(4), time)) {
      for (int i = 0; i < 200; i++) {
        var read = read(works, "shared" + i);
        assertThat(calls.hasRoom(read, List.of())).isTrue();
        calls.begin(read);
      }
      assertThat(calls.hasRoom(read(works, "shared200"), List.of())).isFalse();
      assertThat(calls.hasRoom(read(works, "alone"), List.of())).isTrue();
      shared.releaseAll();
      await().until(() -> calls.drain().isEmpty() && calls.isIdle());
    }
  }

  private static Work read(Works works, String id) {
    return works.polled(Works.TOPICS.ziflowCommands(), Commands.readProof(id, id));
  }

  private List<String> created(long now) {
    nanos.set(now);
    var arrived = new ArrayList<Arrived>();
    try (var calls = new Calls(new Shares(4), time)) {
      calls.beginCreating(work(), 100);
      await().until(() -> arrived.addAll(calls.drain()));
      assertThat(arrived.getFirst().how() instanceof How.NotLeft).isEqualTo(now >= 100);
      assertThat(calls.isIdle()).isTrue();
    }
    return remote.log;
  }

  private Work work() {
    var topics = Topics.of("", 1, new InMemorySchemaRegistry());
    var lane = Lane.of(topics).values().iterator().next();
    var backlog = new Backlog(lane, new TopicPartition("t", 0), null, Map.of(), 0);
    Worker creates = remote.workers().getFirst();
    var command = Commands.createProof("c1", "a1");
    return new Work(backlog, 0, "a1", command, creates, Step.START, Progress.FRESH);
  }
}
