package io.proofline.processor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.web.AssetLookupController.FoundAsset;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssetLookupControllerTest {

  private static final Instant AT = Instant.parse("2026-07-01T10:00:00Z");

  @Test
  void assets_are_found_by_their_file_name_in_any_case() {
    var views =
        Stream.of(
                view("I1", "fig.jpg", ReviewState.APPROVED),
                view("I2", "elk.jpg", ReviewState.APPROVED),
                view("I3", "Fig.JPG", ReviewState.NOT_PICKED),
                view("fig.jpg", "fig.jpg", ReviewState.GONE),
                view("I4", null, ReviewState.SELECTED))
            .iterator();

    assertThat(AssetLookupController.find(views, "fig.jpg"))
        .containsExactly(
            new FoundAsset("I1", "fig.jpg", "approved"),
            new FoundAsset("I3", "Fig.JPG", "not_picked"));
  }

  private static ReviewView view(String asset, @Nullable String file, ReviewState state) {
    return ReviewView.newBuilder()
        .setEnvelope(new Envelope("e", "demo", "review", Origin.LIVE, null, AT, "c", null, null))
        .setAssetId(asset)
        .setFileName(file)
        .setState(state)
        .setWaits(WaitsFor.NOBODY)
        .setUpdatedAt(AT)
        .build();
  }
}
