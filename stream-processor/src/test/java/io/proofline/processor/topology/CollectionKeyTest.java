package io.proofline.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class CollectionKeyTest {

  private static final String PATH = "Prêss kit/2026";

  @Test
  void a_key_is_parsed_into_its_parts() {
    var key = CollectionKey.of(PATH, "I0000EXAMPLE0001");

    assertThat(CollectionKey.path(key)).isEqualTo(PATH);
    assertThat(CollectionKey.assetId(key)).isEqualTo("I0000EXAMPLE0001");
  }

  @Test
  void all_items_of_a_collection_are_in_the_default_partition_of_its_path() {
    var hashed = BuiltInPartitioner.partitionForKey(PATH.getBytes(StandardCharsets.UTF_8), 8);
    var rows =
        IntStream.range(0, 50)
            .mapToObj(i -> CollectionKey.of(PATH, "I" + i))
            .map(key -> CollectionKey.byPath().partitions("any", key, null, 8).orElseThrow());

    assertThat(rows).allSatisfy(found -> assertThat(found).containsExactly(hashed));
  }
}
