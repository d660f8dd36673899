package io.proofline.workers.ziflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedReadsTest {

  private final List<List<String>> searches = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstGoesOn = new CountDownLatch(1);
  private final Map<String, CallResult<Map<String, ProofState>>> answers =
      new ConcurrentHashMap<>();
  private CallResult<Map<String, ProofState>> answer = new Success<>(Map.of());
  private final BatchedReads united = new BatchedReads(this::search);

  @Test
  void a_hundred_waiting_reads_share_one_search_and_the_next_read_starts_another()
      throws InterruptedException {
    var first = reads(List.of("first"));
    await().until(() -> searches.size() == 1);
    var others = reads(IntStream.range(0, 101).mapToObj(i -> "p" + i).toList());
    await().until(() -> others.stream().allMatch(BatchedReadsTest::waits));
    firstGoesOn.countDown();
    end(first);
    end(others);

    assertThat(searches).extracting(List::size).containsExactly(1, 100, 1);
    assertThat(answers).hasSize(102);
  }

  @Test
  void reads_that_begin_together_share_one_search() throws InterruptedException {
    firstGoesOn.countDown();
    end(reads(List.of("p1", "p2", "p3")));

    assertThat(searches).hasSize(1);
    assertThat(searches.getFirst()).containsExactlyInAnyOrder("p1", "p2", "p3");
  }

  @Test
  void all_callers_of_a_batch_get_its_answer_also_a_failure() throws InterruptedException {
    firstGoesOn.countDown();
    answer = new Failure<>(new Throttled(Api.ZIFLOW, 429, Optional.empty()));
    end(reads(List.of("p1", "p2")));

    assertThat(answers.values()).containsExactly(answer, answer);
  }

  @Test
  void an_interrupted_leader_leaves_no_caller_waiting() throws InterruptedException {
    var leader = reads(List.of("first"));
    await().until(() -> searches.size() == 1);
    var second = reads(List.of("p1"));
    await().until(() -> second.stream().allMatch(BatchedReadsTest::waits));
    var third = reads(List.of("p2"));
    await().until(() -> third.stream().allMatch(BatchedReadsTest::waits));
    second.getFirst().interrupt();
    firstGoesOn.countDown();
    end(leader);
    end(second);
    end(third);

    assertThat(answers.get("p1")).isInstanceOf(Failure.class);
    assertThat(answers).doesNotContainKey("p2"); // it threw, and is tried again
  }

  private CallResult<Map<String, ProofState>> search(List<String> ids) {
    searches.add(ids);
    try {
      firstGoesOn.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  private List<Thread> reads(List<String> ids) {
    Function<String, Thread> read =
        id ->
            Thread.ofVirtual()
                .uncaughtExceptionHandler((_, _) -> {})
                .start(() -> answers.put(id, united.read(id)));
    return new ArrayList<>(ids.stream().map(read).toList());
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private static void end(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }
  }
}
