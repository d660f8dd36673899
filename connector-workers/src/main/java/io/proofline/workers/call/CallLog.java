package io.proofline.workers.call;

import io.proofline.schemas.avro.ApiCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last 20 calls for one command, for its outcome. Thread-safe. */
public final class CallLog {

  private static final int MAX_CALLS = 20;

  private final Deque<ApiCall> calls = new ArrayDeque<>();

  synchronized void add(ApiCall call) {
    calls.add(call);
    if (calls.size() > MAX_CALLS) {
      calls.removeFirst();
    }
  }

  /** The calls so far, oldest first. */
  public synchronized List<ApiCall> calls() {
    return List.copyOf(calls);
  }
}
