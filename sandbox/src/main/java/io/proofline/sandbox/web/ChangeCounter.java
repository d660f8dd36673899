package io.proofline.sandbox.web;

import java.util.concurrent.atomic.AtomicLong;

/** A counter that increases with every change, so that an open page knows when to reload. */
public final class ChangeCounter {
  private final AtomicLong number = new AtomicLong();

  public void increment() {
    number.incrementAndGet();
  }

  public long number() {
    return number.get();
  }
}
