package io.proofline.processor.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is still known of an asset that has been through very much. */
class AsksTest {

  private static final List<Ask> KEPT =
      List.of(
          done(new Need.CreateProof(1, 1, null, "fig.jpg", null, route(), List.of())),
          done(new Need.Turn(1, false, 300)),
          done(new Need.FileFinal("p1", 1, "pl:marker", List.of(), List.of(), List.of())),
          asked(new Need.ReadAsset(1)));

  @Test
  void what_was_done_longest_ago_goes_but_rounds_of_creations_and_what_is_awaited_stay() {
    var asks = all(200);

    assertThat(asks.all()).hasSize(128).containsAll(KEPT);
    assertThat(asks.all().get(4).key()).isEqualTo("p" + (200 - 124));
    assertThat(asks.all().getLast().key()).isEqualTo("p199");
  }

  @Test
  void as_long_as_there_is_room_all_of_them_stay() {
    assertThat(all(124).all()).hasSize(128);
    assertThat(all(124).all().get(4).key()).isEqualTo("p0");
  }

  private static Asks all(int readings) {
    var proofs = IntStream.range(0, readings).mapToObj(i -> done(new Need.ReadProof("p" + i, 1)));
    return Stream.concat(KEPT.stream(), proofs).reduce(Asks.NONE, Asks::with, (a, _) -> a);
  }

  private static Ask asked(Need need) {
    return Ask.first("demo", Story.ASSET, need, Story.START);
  }

  private static Ask done(Need need) {
    return asked(need).ended(Ask.State.DONE, null, Story.START);
  }

  private static Route route() {
    var asset = Story.image(Story.START, false, List.of(), List.of(), null);
    return Story.RULES.route(asset).orElseThrow();
  }
}
