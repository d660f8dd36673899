package io.proofline.workers.ziflow;

import static io.proofline.workers.call.Api.ZIFLOW;
import static io.proofline.workers.call.ResponseFixtures.response;
import static io.proofline.workers.call.ResponseFixtures.throttled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiResponse;
import io.proofline.workers.ziflow.ZiflowProperties.ForbiddenMeans;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZiflowErrorClassifierTest {

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments(response(400, "no JSON"), new Rejected(ZIFLOW, 400, "no JSON"), Remedy.GIVE_UP),
        arguments(
            response(401, "{\"message\":\"bad key\"}"),
            new Unauthorized(ZIFLOW, 401, "bad key"),
            Remedy.PAUSE_API),
        arguments(
            response(403, "{\"error\":\"edition\"}"),
            new Rejected(ZIFLOW, 403, "edition"),
            Remedy.GIVE_UP),
        arguments(response(404, ""), new NotFound(ZIFLOW, "no text"), Remedy.GIVE_UP),
        arguments(response(405, "x"), new Rejected(ZIFLOW, 405, "x"), Remedy.GIVE_UP),
        arguments(
            response(422, "{\"errors\":[{\"message\":\"no owner ann@example.com\"}]}"),
            new Rejected(ZIFLOW, 422, "no owner (address)"),
            Remedy.GIVE_UP),
        arguments(
            throttled(429, "7"),
            new Throttled(ZIFLOW, 429, Optional.of(Duration.ofSeconds(7))),
            Remedy.PAUSE_API),
        arguments(
            response(429, ""), new Throttled(ZIFLOW, 429, Optional.empty()), Remedy.PAUSE_API),
        arguments(
            throttled(503, "soon"), new Throttled(ZIFLOW, 503, Optional.empty()), Remedy.PAUSE_API),
        arguments(response(500, "boom"), new NoUsableResponse(ZIFLOW, "status 500"), Remedy.RETRY),
        arguments(response(502, ""), new NoUsableResponse(ZIFLOW, "status 502"), Remedy.RETRY),
        arguments(response(302, ""), new NoUsableResponse(ZIFLOW, "status 302"), Remedy.RETRY));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("answers")
  void each_answer_has_one_error_and_one_remedy(
      ApiResponse apiResponse, ApiError error, Remedy remedy) {
    assertThat(new ZiflowErrorClassifier(ForbiddenMeans.REQUEST).classify(apiResponse))
        .isEqualTo(error);
    assertThat(error.remedy()).isEqualTo(remedy);
  }

  @Test
  void a_setting_makes_a_403_unauthorized() {
    assertThat(new ZiflowErrorClassifier(ForbiddenMeans.ACCESS).classify(response(403, "no")))
        .isEqualTo(new Unauthorized(ZIFLOW, 403, "no"));
  }

  @Test
  void only_calls_that_certainly_had_no_effect_are_repeated_without_a_look_up() {
    assertThat(new Throttled(ZIFLOW, 429, Optional.empty()).mayHaveTakenEffect()).isFalse();
    assertThat(new Throttled(ZIFLOW, 503, Optional.empty()).mayHaveTakenEffect()).isTrue();
    assertThat(new NoUsableResponse(ZIFLOW, "time-out").mayHaveTakenEffect()).isTrue();
    assertThat(new ApiError.Unreachable(ZIFLOW, "refused").mayHaveTakenEffect()).isFalse();
  }
}
