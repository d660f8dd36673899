package io.proofline.processor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.web.StuckController.StuckAsset;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StuckControllerTest {

  private static final Instant AT = Instant.parse("2026-07-01T10:00:00Z");

  static Stream<Arguments> questions() {
    return Stream.of(
        Arguments.of("all waiting reviews, the oldest first", null, List.of("I3", "I2", "I4")),
        Arguments.of("reviews that wait for one reason", "held", List.of("I2", "I4")),
        Arguments.of("a reason without waiting reviews", "overdue", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void is_listed(String sentence, @Nullable String why, List<String> listed) {
    var views =
        Stream.of(
                view("I1", WaitsFor.NOBODY, null).build(),
                view("I2", WaitsFor.HELD, AT.plusSeconds(10)).build(),
                view("I3", WaitsFor.DEAD_COMMAND, AT).build(),
                view("I4", WaitsFor.HELD, null).build())
            .iterator();

    assertThat(StuckController.waiting(views, StuckController.filter(why)))
        .extracting(StuckAsset::asset)
        .isEqualTo(listed);
  }

  @Test
  void only_dead_commands_are_listed() {
    var view =
        view("I1", WaitsFor.DEAD_COMMAND, AT)
            .setOpenCommands(
                List.of(
                    new OpenCommand("c1", CommandKind.READ_PROOF, false, null, null, null, AT),
                    new OpenCommand(
                        "c2", CommandKind.WRITE_FIELDS, true, "refused", "Look", 5, AT)))
            .build();

    var dead = StuckAsset.of(view).dead();
    assertThat(dead)
        .containsExactly(
            new ReviewResponse.OpenCommandResponse(
                "c2", "write_fields", true, "refused", "Look", 5, AT));
  }

  private static ReviewView.Builder view(String asset, WaitsFor waits, @Nullable Instant since) {
    return ReviewView.newBuilder()
        .setEnvelope(new Envelope("e", "demo", "review", Origin.LIVE, null, AT, "c", null, null))
        .setAssetId(asset)
        .setState(ReviewState.STUCK)
        .setWaits(waits)
        .setWaitsSince(since)
        .setUpdatedAt(AT.plusSeconds(60));
  }
}
