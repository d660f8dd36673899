package io.proofline.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.review.Asset;
import io.proofline.processor.review.Fact;
import io.proofline.processor.review.Review;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewSerdeTest {

  private static final Asset ASSET =
      new Asset(
          Signals.AT,
          false,
          "fig.jpg",
          Asset.MediaType.IMAGE,
          List.of(new Asset.Gallery("G1", "Autumn")),
          List.of("product"),
          null,
          Asset.Details.NONE);

  private final Review review =
      Review.unseen("demo", "I0000EXAMPLE0001")
          .apply(new Fact.Seen(new Fact.Stamp("e1", Signals.AT), ASSET));

  @Test
  void a_review_is_read_as_it_was_written() {
    assertThat(read(written())).isEqualTo(review);
  }

  @Test
  void a_review_that_was_stored_before_assets_had_details_is_read() {
    var older = written().replaceAll(",?\"details\":\\{[^{}]*\\{[^{}]*}[^{}]*}", "");

    assertThat(older).doesNotContain("details");
    assertThat(read(older)).isEqualTo(review);
  }

  private String written() {
    try (var serde = new ReviewSerde()) {
      return new String(serde.serializer().serialize("reviews", review), UTF_8);
    }
  }

  private static Review read(String bytes) {
    try (var serde = new ReviewSerde()) {
      return serde.deserializer().deserialize("reviews", bytes.getBytes(UTF_8));
    }
  }
}
