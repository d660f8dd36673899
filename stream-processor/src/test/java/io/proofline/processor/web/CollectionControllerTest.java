package io.proofline.processor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.web.CollectionController.CollectionResponse;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionControllerTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "an asset is under review,                         false, 1, 2, 0, 1, in_review",
    "each asset is decided and one is approved,        true,  3, 0, 1, 1, approved",
    "no asset was picked for review,                   true,  3, 0, 0, 0, nothing_to_review",
    "each asset is out,                                false, 0, 0, 2, 0, all_out",
    "the record is older than the number of approved,  true,  3, 0, 0,  , ready"
  })
  void a_collection_says_why_it_is_ready(
      String name,
      boolean isReady,
      int ready,
      int open,
      int out,
      @Nullable Integer approved,
      String progress) {
    var at = Instant.parse("2026-07-01T10:00:00Z");
    var envelope = new Envelope("e", "demo", "intake", Origin.LIVE, null, at, "c", null, null);
    var view = new CollectionView(envelope, "Kit", isReady, ready, open, out, approved);

    assertThat(CollectionResponse.of(view).progress()).as(name).isEqualTo(progress);
  }
}
