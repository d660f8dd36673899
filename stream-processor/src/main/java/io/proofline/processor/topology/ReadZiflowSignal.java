package io.proofline.processor.topology;

import io.proofline.schemas.PersonKey;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.ZiflowSignal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a delivery of Ziflow's apart. Its body is {@code {"events":[…]}}, one today, perhaps more
 * later (fact sheet 3.3); events of other things than proofs say nothing that we follow.
 */
final class ReadZiflowSignal {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ReadProofEvent reading;

  /**
   * A reading for one installation.
   *
   * @param account whose markers are ours
   * @param people makes the ids of people
   */
  ReadZiflowSignal(String account, PersonKey people) {
    reading = new ReadProofEvent(account, people);
  }

  /**
   * The proof events in it, each with its address or on the way to one.
   *
   * @throws Unreadable when the whole is not what Ziflow documents
   */
  ReadSignal.Parts read(ZiflowSignal signal) throws Unreadable {
    var delivery = signal.getDelivery();
    return delivery == null
        ? new ReadSignal.Parts(List.of(), List.of())
        : read(signal.getEnvelope(), delivery);
  }

  private ReadSignal.Parts read(Envelope envelope, Delivery delivery) throws Unreadable {
    var events = parsed(delivery).path("events");
    if (!events.isArray()) {
      throw new Unreadable("the body has no list 'events'");
    }
    var arrivals = new ArrayList<Arrival>();
    var unreadable = new ArrayList<String>();
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      if (event.path("event_type").asString("proof").equals("proof")) {
        try {
          arrivals.addAll(reading.read(envelope, event, i));
        } catch (Unreadable e) {
          unreadable.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return new ReadSignal.Parts(arrivals, unreadable);
  }

  private static JsonNode parsed(Delivery delivery) throws Unreadable {
    try {
      return JSON.readTree(delivery.getBody().array());
    } catch (JacksonException e) {
      throw new Unreadable("the body is no JSON: " + e.getOriginalMessage());
    }
  }
}
