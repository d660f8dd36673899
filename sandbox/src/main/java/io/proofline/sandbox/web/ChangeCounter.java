package io.proofline.sandbox.web;

import java.util.concurrent.atomic.AtomicLong;

/** Counts all changes, so that an open page detects when to reload. */
public final class ChangeCounter {
  private final AtomicLong number = new AtomicLong();

  public void increment() {
    number.incrementAndGet();
  }

  public long number() {
    return number.get();
  }
}
