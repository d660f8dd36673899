package io.proofline.workers.photoshelter;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.ResponseFixtures.response;
import static io.proofline.workers.call.ResponseFixtures.throttled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhotoShelterErrorClassifierTest {

  static Stream<Arguments> answers() {
    return Stream.of(
        arguments(response(400, "bad"), new Rejected(PHOTOSHELTER, 400, "bad")),
        arguments(
            response(401, error("AcsPermissionException", "Invalid access to resource: Gallery")),
            new Unauthorized(PHOTOSHELTER, 401, "Invalid access to resource: Gallery")),
        arguments(
            response(403, error("ApiKeyInvalidException", "Bad key")),
            new Unauthorized(PHOTOSHELTER, 403, "Bad key")),
        arguments(
            response(403, "{\"errors\":{\"id\":\"ApiKeyInvalidException\",\"title\":\"Bad key\"}}"),
            new Unauthorized(PHOTOSHELTER, 403, "Bad key")),
        arguments(
            response(403, error("Other", "Not yours")),
            new Rejected(PHOTOSHELTER, 403, "Not yours")),
        arguments(response(404, ""), new NotFound(PHOTOSHELTER, "no text")),
        arguments(response(415, "type"), new Rejected(PHOTOSHELTER, 415, "type")),
        arguments(
            throttled(429, "40"),
            new Throttled(PHOTOSHELTER, 429, Optional.of(Duration.ofSeconds(40)))),
        arguments(response(502, ""), new NoUsableResponse(PHOTOSHELTER, "status 502")));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("answers")
  void each_answer_has_one_error(ApiResponse apiResponse, ApiError error) {
    assertThat(new PhotoShelterErrorClassifier().classify(apiResponse)).isEqualTo(error);
  }

  @Test
  void a_401_in_a_new_session_concerns_one_resource() {
    assertThat(
            PhotoShelterErrorClassifier.afterFreshLogin(
                new Unauthorized(PHOTOSHELTER, 401, "Media")))
        .isEqualTo(new Rejected(PHOTOSHELTER, 401, "also with a fresh session: Media"));
    var key = new Unauthorized(PHOTOSHELTER, 403, "Bad key");
    assertThat(PhotoShelterErrorClassifier.afterFreshLogin(key)).isEqualTo(key);
  }

  private static String error(String id, String title) {
    return "{\"errors\":[{\"id\":\"%s\",\"title\":\"%s\"}]}".formatted(id, title);
  }
}
