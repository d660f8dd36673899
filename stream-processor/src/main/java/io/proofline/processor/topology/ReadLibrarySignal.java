package io.proofline.processor.topology;

import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.LibrarySignal;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a signal from the library's side apart: a snapshot of the poller's, or a call of the hook,
 * whose body is {@code {"asset": "I0000…", "select": true}}.
 */
final class ReadLibrarySignal {

  private static final JsonMapper JSON = JsonMapper.shared();

  private ReadLibrarySignal() {}

  /**
   * The facts in it.
   *
   * @throws Unreadable when a call of the hook is not of that form
   */
  static ReadSignal.Parts read(LibrarySignal signal) throws Unreadable {
    var snapshot = signal.getSnapshot();
    var delivery = signal.getDelivery();
    if (snapshot != null) {
      return one(Facts.seen(signal.getEnvelope(), snapshot));
    }
    return delivery == null
        ? new ReadSignal.Parts(List.of(), List.of())
        : one(Facts.selected(signal.getEnvelope(), selectedAsset(delivery)));
  }

  private static ReadSignal.Parts one(Fact fact) {
    return new ReadSignal.Parts(List.of(new Arrival.OfFact(fact)), List.of());
  }

  private static String selectedAsset(Delivery delivery) throws Unreadable {
    var body = parsed(delivery);
    var asset = body.path("asset");
    if (!asset.isString() || !asset.asString().matches("[A-Za-z0-9._]{1,64}")) {
      throw new Unreadable("'asset' must be a PhotoShelter id, such as I0000EXAMPLE0001");
    }
    if (!body.path("select").asBoolean(false)) {
      throw new Unreadable("'select' must be true; nothing else can be asked for by this hook");
    }
    return asset.asString();
  }

  private static JsonNode parsed(Delivery delivery) throws Unreadable {
    try {
      return JSON.readTree(delivery.getBody().array());
    } catch (JacksonException e) {
      throw new Unreadable("the body is no JSON: " + e.getOriginalMessage());
    }
  }
}
