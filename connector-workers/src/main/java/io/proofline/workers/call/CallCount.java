package io.proofline.workers.call;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls one piece of work took; counted where requests leave. */
public final class CallCount {

  private static final ScopedValue<AtomicInteger> CURRENT = ScopedValue.newInstance();

  private CallCount() {}

  /** Runs work on this thread and adds each request that it sends to {@code count}. */
  public static <R> R counting(
      AtomicInteger count, ScopedValue.CallableOp<R, RuntimeException> work) {
    return ScopedValue.where(CURRENT, count).call(work);
  }

  static void one() {
    if (CURRENT.isBound()) {
      CURRENT.get().incrementAndGet();
    }
  }
}
