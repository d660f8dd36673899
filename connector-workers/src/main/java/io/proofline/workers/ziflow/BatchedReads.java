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
 * Combines reads of proofs that are requested at the same moment into one search. The first caller
 * leads a batch: it waits until no other search runs and 50 ms more for other callers, then it
 * searches for all ids. Later callers join the next batch. Callers block until their batch is
 * answered. Any number of threads.
 */
final class BatchedReads {

  /** The most ids per search, by Ziflow's documentation. */
  static final int MAX_BATCH = 100;

  private static final long BATCH_WINDOW_MILLIS = 50;

  private final Function<List<String>, CallResult<Map<String, ProofState>>> search;
  private final ReentrantLock searchLock = new ReentrantLock(true);
  private @Nullable Batch openBatch;

  /** The callers that share a search. */
  private static final class Batch {
    final Set<String> ids = new LinkedHashSet<>();
    final CountDownLatch freeSlots = new CountDownLatch(MAX_BATCH - 1);
    final CompletableFuture<CallResult<Map<String, ProofState>>> result = new CompletableFuture<>();
  }

  /**
   * Starts with no batch.
   *
   * @param search returns the proofs it finds for these ids, by id
   */
  BatchedReads(Function<List<String>, CallResult<Map<String, ProofState>>> search) {
    this.search = search;
  }

  /** The proofs found by the search that includes this id; possibly without this one. */
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
      return new Failure<>(
          new NoUsableResponse(Api.ZIFLOW, "interrupted while the request was under way"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("The shared search failed", e);
    }
  }

  /** Joins the open batch, or opens this one if there is none with room. */
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
      batch.result.completeExceptionally(
          new IllegalStateException("the batch's leader was stopped"));
    }
  }

  /** Closes the batch to further callers and returns its ids. */
  private synchronized List<String> close(Batch batch) {
    if (openBatch == batch) {
      openBatch = null;
    }
    return List.copyOf(batch.ids);
  }
}
