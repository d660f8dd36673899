package io.proofline.journeys.soak;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Objects;

/** What this process, services and simulators alike, holds in its heap. */
final class HeapUsage {

  private HeapUsage() {}

  /** In bytes, as the last collection of each part of the heap left it. */
  static long usedAfterCollection() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
