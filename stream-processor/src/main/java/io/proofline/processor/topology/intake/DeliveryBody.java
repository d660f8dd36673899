package io.proofline.processor.topology.intake;

import io.proofline.schemas.avro.Delivery;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses the JSON body of a webhook delivery. */
final class DeliveryBody {

  private static final JsonMapper JSON = JsonMapper.shared();

  private DeliveryBody() {}

  /**
   * The body as a JSON tree.
   *
   * @throws UnreadableSignalException if it is no JSON
   */
  static JsonNode json(Delivery delivery) throws UnreadableSignalException {
    try {
      return JSON.readTree(delivery.getBody().array());
    } catch (JacksonException e) {
      throw new UnreadableSignalException("the body is no JSON: " + e.getOriginalMessage());
    }
  }
}
