package io.proofline.processor.diagnosis;

import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The actuator endpoint {@code review}: the internal state of one review of this instance, for
 * diagnosis. The console answers all other questions. {@link LocalAddressFilter} guards it.
 */
@Component
@WebEndpoint(id = "review")
final class ReviewEndpoint {

  private final LocalReviews reviews;

  ReviewEndpoint(LocalReviews reviews) {
    this.reviews = reviews;
  }

  @ReadOperation
  WebEndpointResponse<JsonNode> review(@Selector String assetId) {
    try {
      return reviews
          .find(assetId)
          .map(found -> answer(found, WebEndpointResponse.STATUS_OK))
          .orElseGet(() ->
              error(
                  "this instance has no review of asset %s; another instance may have it"
                      .formatted(assetId),
                  WebEndpointResponse.STATUS_NOT_FOUND));
    } catch (InvalidStateStoreException e) {
      return error(
          "a partition of this instance is not open yet: " + e.getMessage(),
          WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
    }
  }

  private static WebEndpointResponse<JsonNode> error(String sentence, int status) {
    return answer(Map.of("error", sentence), status);
  }

  /** A tree keeps nulls, which the actuator's own mapper leaves out. */
  private static WebEndpointResponse<JsonNode> answer(Object body, int status) {
    return new WebEndpointResponse<>(JsonMapper.shared().valueToTree(body), status);
  }
}
