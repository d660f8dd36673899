package io.proofline.workers.ziflow;

import static io.proofline.workers.call.Answers.answer;
import static io.proofline.workers.call.Answers.throttled;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.workers.call.Answer;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.ziflow.ZiflowProperties.ForbiddenMeans;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClassifyTest {

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments(answer(400, "no JSON"), new Rejected(ZIFLOW, 400, "no JSON"), Remedy.GIVE_UP),
        arguments(
            answer(401, "{\"message\":\"bad key\"}"),
            new Unauthorized(ZIFLOW, 401, "bad key"),
            Remedy.WAIT),
        arguments(
            answer(403, "{\"error\":\"edition\"}"),
            new Rejected(ZIFLOW, 403, "edition"),
            Remedy.GIVE_UP),
        arguments(answer(404, ""), new Missing(ZIFLOW, "no words"), Remedy.GIVE_UP),
        arguments(answer(405, "x"), new Rejected(ZIFLOW, 405, "x"), Remedy.GIVE_UP),
        arguments(
            answer(422, "{\"errors\":[{\"message\":\"no owner ann@example.com\"}]}"),
            new Rejected(ZIFLOW, 422, "no owner (address)"),
            Remedy.GIVE_UP),
        arguments(
            throttled(429, "7"),
            new Throttled(ZIFLOW, 429, Optional.of(Duration.ofSeconds(7))),
            Remedy.WAIT),
        arguments(answer(429, ""), new Throttled(ZIFLOW, 429, Optional.empty()), Remedy.WAIT),
        arguments(
            throttled(503, "soon"), new Throttled(ZIFLOW, 503, Optional.empty()), Remedy.WAIT),
        arguments(answer(500, "boom"), new Unanswered(ZIFLOW, "status 500"), Remedy.REPEAT),
        arguments(answer(502, ""), new Unanswered(ZIFLOW, "status 502"), Remedy.REPEAT),
        arguments(answer(302, ""), new Unanswered(ZIFLOW, "status 302"), Remedy.REPEAT));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("answers")
  void an_answer_has_one_meaning_and_one_remedy(Answer answer, ApiError error, Remedy remedy) {
    assertThat(new Classify(ForbiddenMeans.REQUEST).refusal(answer)).isEqualTo(error);
    assertThat(error.remedy()).isEqualTo(remedy);
  }

  @Test
  void a_403_can_be_set_to_mean_our_access() {
    assertThat(new Classify(ForbiddenMeans.ACCESS).refusal(answer(403, "no")))
        .isEqualTo(new Unauthorized(ZIFLOW, 403, "no"));
  }

  @Test
  void only_what_is_certain_not_to_have_happened_is_made_again_without_a_look() {
    assertThat(new Throttled(ZIFLOW, 429, Optional.empty()).mayHaveHappened()).isFalse();
    assertThat(new Throttled(ZIFLOW, 503, Optional.empty()).mayHaveHappened()).isTrue();
    assertThat(new Unanswered(ZIFLOW, "time-out").mayHaveHappened()).isTrue();
    assertThat(new ApiError.Unreached(ZIFLOW, "refused").mayHaveHappened()).isFalse();
  }
}
