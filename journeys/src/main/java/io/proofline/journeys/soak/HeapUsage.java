package io.proofline.journeys.soak;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Objects;

/** Heap usage of this process, which contains the services and the simulators. */
final class HeapUsage {

  private HeapUsage() {}

  /** Bytes in use after the last collection of each memory pool. */
  static long usedAfterCollection() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
