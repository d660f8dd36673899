package io.proofline.processor.topology.intake;

import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.LibrarySignal;
import java.util.List;

/**
 * Parses signals about the library: snapshots of the poller, and deliveries of the library hook,
 * whose body is {@code {"asset": "I0000…", "select": true}}.
 */
final class LibrarySignalParser {

  private LibrarySignalParser() {}

  /**
   * The facts in a signal.
   *
   * @throws UnreadableSignalException if a delivery's body has another format
   */
  static SignalProcessor.ParsedSignal parse(LibrarySignal signal) throws UnreadableSignalException {
    var snapshot = signal.getSnapshot();
    var delivery = signal.getDelivery();
    if (snapshot != null) {
      return one(FactRecords.assetSeen(signal.getEnvelope(), snapshot));
    }
    return delivery == null
        ? new SignalProcessor.ParsedSignal(List.of(), List.of())
        : one(FactRecords.selected(signal.getEnvelope(), selectedAsset(delivery)));
  }

  private static SignalProcessor.ParsedSignal one(Fact fact) {
    return new SignalProcessor.ParsedSignal(List.of(new IntakeResult.OfFact(fact)), List.of());
  }

  private static String selectedAsset(Delivery delivery) throws UnreadableSignalException {
    var body = DeliveryBody.json(delivery);
    var asset = body.path("asset");
    if (!asset.isString() || !asset.asString().matches("[A-Za-z0-9._]{1,64}")) {
      throw new UnreadableSignalException(
          "'asset' must be a PhotoShelter id, such as I0000EXAMPLE0001");
    }
    if (!body.path("select").asBoolean(false)) {
      throw new UnreadableSignalException(
          "'select' must be true; the hook supports no other request");
    }
    return asset.asString();
  }
}
