package io.proofline.workers.ziflow;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Proofs that are wanted at the same moment, asked for by one search. The first to come leads a
 * round: it waits while another search is under way, and a moment for those that begin together
 * with it, then it asks for all. Whoever comes later is in the next round. Waits on the threads
 * that ask.
 */
final class UnitedReads {

  /** Ids of one search, by Ziflow's documentation. */
  static final int MOST = 100;

  private static final long A_MOMENT_MILLIS = 50;

  private final Function<List<String>, CallResult<Map<String, ProofState>>> search;
  private final ReentrantLock searching = new ReentrantLock(true);
  private @Nullable Round open;

  /** Those who share a search. */
  private static final class Round {
    final Set<String> ids = new LinkedHashSet<>();
    final CountDownLatch room = new CountDownLatch(MOST - 1);
    final CompletableFuture<CallResult<Map<String, ProofState>>> answer = new CompletableFuture<>();
  }

  /**
   * United by a search.
   *
   * @param search the proofs of these ids that it knows, by their ids
   */
  UnitedReads(Function<List<String>, CallResult<Map<String, ProofState>>> search) {
    this.search = search;
  }

  /** What a search knows of this proof, and of those that were asked for together with it. */
  CallResult<Map<String, ProofState>> with(String id) {
    var led = new Round();
    var round = join(id, led);
    try {
      if (round == led) {
        lead(round);
      }
      return round.answer.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Failure<>(new NoUsableResponse(Api.ZIFLOW, "interrupted while it was under way"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The search that it shared broke", e);
    }
  }

  /** The round that has room; the other one when there is none. */
  private synchronized Round join(String id, Round other) {
    if (open == null || open.ids.size() == MOST) {
      open = other;
    }
    if (open.ids.add(id) && open != other) {
      open.room.countDown();
    }
    return open;
  }

  private void lead(Round round) throws InterruptedException {
    try {
      searching.lockInterruptibly();
      try {
        var _ = round.room.await(A_MOMENT_MILLIS, MILLISECONDS);
        round.answer.complete(search.apply(close(round)));
      } finally {
        searching.unlock();
      }
    } finally {
      close(round);
      round.answer.completeExceptionally(new IllegalStateException("its leader was stopped"));
    }
  }

  /** Nobody joins it any more. */
  private synchronized List<String> close(Round round) {
    if (open == round) {
      open = null;
    }
    return List.copyOf(round.ids);
  }
}
