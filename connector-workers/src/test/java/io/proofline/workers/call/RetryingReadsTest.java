package io.proofline.workers.call;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiError.Unreachable;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RetryingReadsTest {

  private static final NoUsableResponse SILENCE = new NoUsableResponse(PHOTOSHELTER, "status 502");
  private static final Rejected WRONG = new Rejected(PHOTOSHELTER, 400, "no such field");
  private static final NotFound GONE = new NotFound(PHOTOSHELTER, "no such media");
  private static final Unauthorized NOT_US = new Unauthorized(PHOTOSHELTER, 403, "the key");

  private final RetryingReads retries =
      new RetryingReads(3, Duration.ofMillis(1), Duration.ofMillis(2_000));

  /** The responses in order, the expected result, and the expected number of calls. */
  record Row(
      String sentence, List<CallResult<String>> answers, CallResult<String> stands, int calls) {
    @Override
    public String toString() {
      return sentence;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        row("a value is returned at once", 1, List.of(good(), bad(SILENCE))),
        row("a call without an answer is repeated", 2, List.of(bad(SILENCE), good())),
        row("a call to an unreachable API is repeated", 2, List.of(bad(unreached()), good())),
        row(
            "a call throttled for a short time is repeated",
            2,
            List.of(bad(wait(Optional.of(0))), good())),
        row(
            "a call throttled without a time is repeated",
            2,
            List.of(bad(wait(Optional.empty())), good())),
        row(
            "a call throttled for a long time is not repeated",
            1,
            List.of(bad(wait(Optional.of(3))), good())),
        row("a rejected call is not repeated", 1, List.of(bad(WRONG), good())),
        row("a 404 is not repeated", 1, List.of(bad(GONE), good())),
        row("an unauthorized call is not repeated", 1, List.of(bad(NOT_US), good())),
        row(
            "after three calls the last answer is returned",
            3,
            List.of(bad(unreached()), bad(SILENCE), bad(SILENCE), good())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void transient_errors_are_retried(Row row) {
    var left = new ArrayDeque<>(row.answers());
    assertThat(retries.execute(left::remove)).isEqualTo(row.stands());
    assertThat(row.answers().size() - left.size()).isEqualTo(row.calls());
  }

  private static Row row(String sentence, int calls, List<CallResult<String>> answers) {
    return new Row(sentence, answers, answers.get(calls - 1), calls);
  }

  private static CallResult<String> good() {
    return new Success<>("good");
  }

  private static CallResult<String> bad(ApiError error) {
    return new Failure<>(error);
  }

  private static Unreachable unreached() {
    return new Unreachable(PHOTOSHELTER, "refused");
  }

  private static Throttled wait(Optional<Integer> seconds) {
    return new Throttled(PHOTOSHELTER, 429, seconds.map(Duration::ofSeconds));
  }
}
