package io.proofline.sandbox.benchmark;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One kind of call; {@code method} is the method of its baseline call. */
record CallType(String name, String method, Supplier<HttpRequest> calls) {
  static Supplier<HttpRequest> roundRobin(List<Supplier<HttpRequest>> all) {
    var next = new AtomicInteger();
    return () -> all.get(Math.floorMod(next.getAndIncrement(), all.size())).get();
  }
}
