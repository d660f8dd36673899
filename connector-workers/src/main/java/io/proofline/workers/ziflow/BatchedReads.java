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
final class BatchedReads {

  /** Ids of one search, by Ziflow's documentation. */
  static final int MAX_BATCH = 100;

  private static final long BATCH_WINDOW_MILLIS = 50;

  private final Function<List<String>, CallResult<Map<String, ProofState>>> search;
  private final ReentrantLock searchLock = new ReentrantLock(true);
  private @Nullable Batch openBatch;

  /** Those who share a search. */
  private static final class Batch {
    final Set<String> ids = new LinkedHashSet<>();
    final CountDownLatch freeSlots = new CountDownLatch(MAX_BATCH - 1);
    final CompletableFuture<CallResult<Map<String, ProofState>>> result = new CompletableFuture<>();
  }

  /**
   * United by a search.
   *
   * @param search the proofs of these ids that it knows, by their ids
   */
  BatchedReads(Function<List<String>, CallResult<Map<String, ProofState>>> search) {
    this.search = search;
  }

  /** What a search knows of this proof, and of those that were asked for together with it. */
  CallResult<Map<String, ProofState>> read(String id) {
    var ownBatch = new Batch();
    var batch = join(id, ownBatch);
    try {
      if (batch == ownBatch) {
        runSearch(batch);
      }
      return batch.result.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Failure<>(new NoUsableResponse(Api.ZIFLOW, "interrupted while it was under way"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The search that it shared broke", e);
    }
  }

  /** The round that has room; the other one when there is none. */
  private synchronized Batch join(String id, Batch other) {
    if (openBatch == null || openBatch.ids.size() == MAX_BATCH) {
      openBatch = other;
    }
    if (openBatch.ids.add(id) && openBatch != other) {
      openBatch.freeSlots.countDown();
    }
    return openBatch;
  }

  private void runSearch(Batch batch) throws InterruptedException {
    try {
      searchLock.lockInterruptibly();
      try {
        var _ = batch.freeSlots.await(BATCH_WINDOW_MILLIS, MILLISECONDS);
        batch.result.complete(search.apply(close(batch)));
      } finally {
        searchLock.unlock();
      }
    } finally {
      close(batch);
      batch.result.completeExceptionally(new IllegalStateException("its leader was stopped"));
    }
  }

  /** Nobody joins it any more. */
  private synchronized List<String> close(Batch batch) {
    if (openBatch == batch) {
      openBatch = null;
    }
    return List.copyOf(batch.ids);
  }
}
