package io.proofline.console.apis;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.console.readmodel.ApiWork.Api;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ApiConditionTest {

  private static final String EARLY = "2026-11-28T11:00:00Z";
  private static final String LATE = "2026-11-28T12:00:00Z";
  private static final ObjectNode CLOSED = report("closed", null, null);
  private static final ObjectNode UNKNOWN = report("unknown", null, "no Kafka");
  private static final ObjectNode PART = report("closed", null, "no publishing");
  private static final ObjectNode HALF_OPEN = report("half_open", EARLY, "status 500");
  private static final ObjectNode OPEN = report("open", LATE, "status 502");
  private static final ObjectNode REFUSED =
      report("open", LATE, "wrong key").put("refuses_credentials", true);

  static Stream<Arguments> conditions() {
    return Stream.of(
        row(null, false, "No worker reports the state of Ziflow", "proofline health"),
        row("closed", false, null, null, CLOSED, CLOSED),
        row("unknown", false, "No worker calls Ziflow: no Kafka", "proofline health", UNKNOWN),
        row("closed", false, null, null, UNKNOWN, CLOSED),
        row(
            "closed",
            true,
            "Ziflow is called, with a problem: no publishing",
            "proofline doctor",
            CLOSED,
            PART),
        row(
            "half_open",
            true,
            "Ziflow can't be used since " + EARLY + ": status 500",
            "once Ziflow answers",
            CLOSED,
            HALF_OPEN),
        row(
            "open",
            true,
            "Ziflow can't be used since " + EARLY + ": status 502",
            "once Ziflow answers",
            OPEN,
            HALF_OPEN),
        row(
            "open",
            true,
            "Ziflow refuses our credentials since " + LATE + ": wrong key",
            "credentials that Ziflow accepts",
            REFUSED,
            OPEN));
  }

  private static Arguments row(
      @Nullable String circuit,
      boolean isTroubled,
      @Nullable String text,
      @Nullable String nextStep,
      ObjectNode... reports) {
    return Arguments.of(
        new ApiCondition(Api.ZIFLOW, Stream.of(reports).map(ReportedApi::new).toList()),
        circuit,
        isTroubled,
        text,
        nextStep);
  }

  @ParameterizedTest(name = "{1}: {3}")
  @MethodSource("conditions")
  void the_worst_instance_decides(
      ApiCondition condition,
      @Nullable String circuit,
      boolean isTroubled,
      @Nullable String text,
      @Nullable String nextStep) {
    assertThat(condition.circuitBreaker().orElse(null)).isEqualTo(circuit);
    assertThat(condition.isTroubled()).isEqualTo(isTroubled);
    assertThat(condition.text()).isEqualTo(text);
    if (nextStep == null) {
      assertThat(condition.nextStep()).isNull();
    } else {
      assertThat(condition.nextStep()).contains(nextStep);
    }
  }

  @Test
  void budgets_are_sums_and_none_is_negative() {
    var busy = CLOSED.deepCopy().put("calls_allowed", 10).put("calls_made", 12);
    var idle = CLOSED.deepCopy().put("calls_allowed", 10).put("calls_made", 3);
    var json =
        new ApiCondition(Api.PHOTOSHELTER, Stream.of(busy, idle).map(ReportedApi::new).toList())
            .json();

    assertThat(json.path("calls_allowed").asInt()).isEqualTo(20);
    assertThat(json.path("calls_made").asInt()).isEqualTo(15);
    assertThat(json.path("calls_left").asInt()).isEqualTo(7);
    assertThat(json.path("instances").get(0).path("calls_left").asInt()).isZero();
  }

  private static ObjectNode report(
      String circuit, @Nullable String since, @Nullable String reason) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("api", "ziflow")
        .put("circuit_breaker", circuit)
        .put("since", since)
        .put("reason", reason)
        .put("refuses_credentials", false);
  }
}
