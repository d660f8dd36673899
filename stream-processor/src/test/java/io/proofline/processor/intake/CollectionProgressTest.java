package io.proofline.processor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.intake.CollectionProgress.ItemStanding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionProgressTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an empty collection is not ready,                  0, 0, 0, false",
    "one with ready and no open assets is ready,        1, 0, 0, true",
    "assets that are out do not count,                  1, 0, 5, true",
    "one open asset keeps it from being ready,          9, 1, 0, false",
    "one with only assets that are out is not ready,    0, 0, 2, false"
  })
  void a_collection_is_ready(String name, int ready, int open, int out, boolean isReady) {
    assertThat(new CollectionProgress(ready, open, out).isReady()).isEqualTo(isReady);
  }

  @Property
  void counting_each_change_equals_a_recount(@ForAll List<Map.Entry<Byte, ItemStanding>> changes) {
    var rows = new HashMap<Byte, ItemStanding>();
    var collectionProgress = CollectionProgress.NONE;
    for (var change : changes) {
      var old = rows.put(change.getKey(), change.getValue());
      collectionProgress =
          (old == null ? collectionProgress : collectionProgress.minus(old))
              .plus(change.getValue());
    }

    assertThat(collectionProgress)
        .isEqualTo(
            rows.values().stream()
                .reduce(CollectionProgress.NONE, CollectionProgress::plus, (a, _) -> a));
  }
}
