package io.proofline.processor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.web.ReviewCountsController.Count;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReviewCountsControllerTest {

  private static final Instant AT = Instant.parse("2026-07-01T10:00:00Z");

  @Test
  void assets_in_the_same_state_are_counted_with_a_reason_only_if_not_picked() {
    var views =
        Stream.of(
                view("I1", ReviewState.NOT_PICKED, WaitsFor.NOBODY, "no rule is for it"),
                view("I2", ReviewState.NOT_PICKED, WaitsFor.NOBODY, "no rule is for it"),
                view("I3", ReviewState.NOT_PICKED, WaitsFor.NOBODY, "it was there before"),
                view("I4", ReviewState.SETTLING, WaitsFor.NOBODY, "asked at 10:00"),
                view("I5", ReviewState.SETTLING, WaitsFor.NOBODY, "asked at 10:01"),
                view("I6", ReviewState.SETTLING, WaitsFor.NOBODY, "asked at 10:02"),
                view("I7", ReviewState.HELD, WaitsFor.HELD, "beyond the proofs of an hour"))
            .iterator();

    assertThat(ReviewCountsController.countViews(views))
        .isEqualTo(
            List.of(
                new Count("settling", "nobody", null, null, 3),
                new Count("not_picked", "nobody", null, "no rule is for it", 2),
                new Count("held", "held", "Product", null, 1),
                new Count("not_picked", "nobody", null, "it was there before", 1)));
  }

  private static ReviewView view(
      String asset, ReviewState state, WaitsFor waits, @Nullable String reason) {
    return ReviewView.newBuilder()
        .setEnvelope(new Envelope("e", "demo", "review", Origin.LIVE, null, AT, "c", null, null))
        .setAssetId(asset)
        .setState(state)
        .setWaits(waits)
        .setRule(state == ReviewState.HELD ? "Product" : null)
        .setReason(reason)
        .setUpdatedAt(AT)
        .build();
  }
}
