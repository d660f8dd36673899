package io.proofline.processor.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Keys of the topic {@code collection.items}: a collection's path, a zero character, an asset's id.
 * Items are partitioned by the path alone, so that one task counts a collection.
 */
public final class CollectionKey {

  private static final char SEPARATOR = '\0';

  private CollectionKey() {}

  /** The key of an asset's item in a collection. */
  public static String of(String path, String assetId) {
    return path + SEPARATOR + assetId;
  }

  /** The collection's path. */
  public static String path(String key) {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  /** The asset's id. */
  public static String assetId(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }

  /** The common prefix of the keys of a collection's items. */
  public static String prefix(String path) {
    return path + SEPARATOR;
  }

  /** An upper bound of the keys of a collection's items: the next character after the separator. */
  public static String lastOf(String path) {
    return path + (char) (SEPARATOR + 1);
  }

  /** Partitions items as Kafka partitions records whose key is the path. */
  public static <V> StreamPartitioner<String, V> byPath() {
    return (_, key, _, partitions) -> Optional.of(Set.of(partition(path(key), partitions)));
  }

  private static int partition(String path, int partitions) {
    return Utils.toPositive(Utils.murmur2(path.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
