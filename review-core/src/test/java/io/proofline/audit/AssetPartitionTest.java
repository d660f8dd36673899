package io.proofline.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.utils.Utils;

class AssetPartitionTest {

  @Property
  void an_asset_has_the_partition_of_kafkas_default_partitioner(
      @ForAll String asset, @ForAll @IntRange(min = 1, max = 64) int partitions) {
    assertThat(AssetPartition.of(asset, partitions))
        .isEqualTo(Utils.toPositive(Utils.murmur2(asset.getBytes(UTF_8))) % partitions);
  }
}
