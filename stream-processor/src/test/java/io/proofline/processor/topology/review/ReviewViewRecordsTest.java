package io.proofline.processor.topology.review;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static io.proofline.processor.topology.SignalSamples.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.policy.Rules;
import io.proofline.review.Review;
import io.proofline.review.ReviewPlan;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.ProofView;
import io.proofline.schemas.avro.ReviewView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewViewRecordsTest {

  private static final String ASSET = "I0000EXAMPLE0001";

  /** The order of an immutable map differs between processes, and the bytes follow the order. */
  @Test
  void the_fields_of_the_asset_are_in_the_order_of_their_names() {
    var names = IntStream.range(0, 20).mapToObj("field-%02d"::formatted).toList();
    var texts = names.stream().collect(Collectors.toMap(name -> name, _ -> "text"));

    var view = view(AssetSnapshot.newBuilder(image(ASSET, false, "Autumn")).setFields(texts));

    assertThat(List.copyOf(view.getAsset().getFields().keySet())).isEqualTo(names);
  }

  @Test
  void a_view_with_other_fields_is_new_and_one_of_a_later_read_is_not() {
    var first = view(snapshot(Map.of("city", "Bern", "credit", "Acme")));
    var reread =
        view(
            snapshot(Map.of("credit", "Acme", "city", "Bern"))
                .setReadingBeganAt(AT.plusSeconds(60))
                .setBaseline(true));
    var changed = view(snapshot(Map.of("city", "Basel", "credit", "Acme")));

    assertThat(ReviewViewRecords.isNew(reread, first)).isFalse();
    assertThat(ReviewViewRecords.isNew(changed, first)).isTrue();
    assertThat(ReviewViewRecords.isNew(first, null)).isTrue();
  }

  /** Avro's own lists of such elements can't be compared. */
  @Test
  void views_whose_lists_hold_times_are_compared() {
    var view = ReviewView.newBuilder(view(snapshot(Map.of())));
    var first = view.setProofs(List.of(proof(AT))).build();

    assertThat(ReviewViewRecords.isNew(first, first)).isFalse();
    var later = ReviewView.newBuilder().setProofs(List.of(proof(AT.plusSeconds(1))));
    assertThat(
            ReviewViewRecords.isNew(
                later
                    .setEnvelope(first.getEnvelope())
                    .setAssetId(ASSET)
                    .setState(first.getState())
                    .setUpdatedAt(AT)
                    .build(),
                first))
        .isTrue();
  }

  private static ProofView proof(Instant openedAt) {
    return ProofView.newBuilder()
        .setProofId("p")
        .setVersion(1)
        .setLiving(true)
        .setOpenedAt(openedAt)
        .build();
  }

  private static AssetSnapshot.Builder snapshot(Map<String, String> fields) {
    return AssetSnapshot.newBuilder(image(ASSET, false, "Autumn")).setFields(fields);
  }

  private static ReviewView view(AssetSnapshot.Builder snapshot) {
    var fact =
        Fact.newBuilder()
            .setEnvelope(envelope("f1"))
            .setAssetId(ASSET)
            .setKind(FactKind.ASSET_SEEN)
            .setAssetSeen(snapshot.build())
            .build();
    var review = Review.unseen("demo", ASSET).apply(FactDecoder.fact(fact).orElseThrow());
    return ReviewViewRecords.of(fact, ReviewPlan.next(review, Rules.none()));
  }
}
