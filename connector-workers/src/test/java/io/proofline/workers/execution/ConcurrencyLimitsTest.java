package io.proofline.workers.execution;

import static io.proofline.workers.execution.LanePriority.LATER;
import static io.proofline.workers.execution.LanePriority.NORMAL;
import static io.proofline.workers.execution.LanePriority.TRANSFER;
import static io.proofline.workers.execution.LanePriority.URGENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConcurrencyLimitsTest {

  static Stream<Arguments> rows() {
    return Stream.of(
        row("of eight, a backlog of later commands gets three", 8, List.of(LATER), "3 later"),
        row(
            "transfers in addition get a fourth",
            8,
            List.of(LATER, TRANSFER),
            "3 later, 1 transfer"),
        row("transfers alone get four", 8, List.of(TRANSFER), "4 transfer"),
        row(
            "normal ones in addition get at least a quarter",
            8,
            List.of(LATER, TRANSFER, NORMAL),
            "3 later, 1 transfer, 2 normal"),
        row("normal ones alone leave a quarter", 8, List.of(NORMAL), "6 normal"),
        row(
            "urgent ones get the rest",
            8,
            List.of(LATER, TRANSFER, NORMAL, URGENT),
            "3 later, 1 transfer, 2 normal, 2 urgent"),
        row("urgent ones alone get all", 8, List.of(URGENT), "8 urgent"),
        row(
            "of the minimum, each kind gets one",
            1,
            List.of(LATER, NORMAL, URGENT),
            "1 later, 1 normal, 1 urgent"),
        row("of the minimum, transfers get one", 3, List.of(TRANSFER), "1 transfer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_share_is_reserved_for_more_urgent_lanes(
      String name, int most, List<LanePriority> inThisOrder, String get) {
    var underWay = new ArrayList<LanePriority>();
    for (LanePriority lanePriority : inThisOrder) {
      while (new ConcurrencyLimits(most).permits(underWay, lanePriority)) {
        underWay.add(lanePriority);
      }
    }
    assertThat(text(inThisOrder, underWay)).isEqualTo(get);
  }

  private static String text(List<LanePriority> order, List<LanePriority> underWay) {
    return String.join(
        ", ",
        order.stream()
            .map(one ->
                "%d %s"
                    .formatted(
                        underWay.stream().filter(one::equals).count(), one.name().toLowerCase()))
            .toList());
  }

  private static Arguments row(String name, int most, List<LanePriority> order, String get) {
    return Arguments.of(name, most, order, get);
  }
}
