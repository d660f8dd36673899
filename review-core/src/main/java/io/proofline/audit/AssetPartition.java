package io.proofline.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The partition of an asset's entries: that of Kafka's default partitioner for the asset's id,
 * which is murmur2 modulo the partition count.
 */
public final class AssetPartition {

  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;

  private AssetPartition() {}

  /** The partition, from 0. */
  public static int of(String assetId, int partitions) {
    return (murmur2(assetId.getBytes(UTF_8)) & 0x7fffffff) % partitions;
  }

  private static int murmur2(byte[] bytes) {
    int h = SEED ^ bytes.length;
    int whole = bytes.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      int k = littleEndian(bytes, i, 4) * M;
      h = (h * M) ^ ((k ^ (k >>> 24)) * M);
    }
    if (whole < bytes.length) {
      h = (h ^ littleEndian(bytes, whole, bytes.length - whole)) * M;
    }
    h = (h ^ (h >>> 13)) * M;
    return h ^ (h >>> 15);
  }

  private static int littleEndian(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes[from + i] & 0xff) << (8 * i);
    }
    return value;
  }
}
