package io.proofline.sandbox.web;

import java.util.concurrent.atomic.AtomicLong;

/** A number that moves with every change, so that an open page knows when to look again. */
public final class ChangeCounter {
  private final AtomicLong number = new AtomicLong();

  public void increment() {
    number.incrementAndGet();
  }

  public long number() {
    return number.get();
  }
}
