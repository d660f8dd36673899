package io.proofline.processor.topology.intake;

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
final class ZiflowSignalParser {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ProofEventParser eventParser;

  /**
   * A reading for one installation.
   *
   * @param account whose markers are ours
   * @param people makes the ids of people
   */
  ZiflowSignalParser(String account, PersonKey people) {
    eventParser = new ProofEventParser(account, people);
  }

  /**
   * The proof events in it, each with its address or on the way to one.
   *
   * @throws UnreadableSignalException when the whole is not what Ziflow documents
   */
  SignalProcessor.ParsedSignal parse(ZiflowSignal signal) throws UnreadableSignalException {
    var delivery = signal.getDelivery();
    return delivery == null
        ? new SignalProcessor.ParsedSignal(List.of(), List.of())
        : parse(signal.getEnvelope(), delivery);
  }

  private SignalProcessor.ParsedSignal parse(Envelope envelope, Delivery delivery)
      throws UnreadableSignalException {
    var events = json(delivery).path("events");
    if (!events.isArray()) {
      throw new UnreadableSignalException("the body has no list 'events'");
    }
    var arrivals = new ArrayList<IntakeResult>();
    var unreadable = new ArrayList<String>();
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      if (event.path("event_type").asString("proof").equals("proof")) {
        try {
          arrivals.addAll(eventParser.parse(envelope, event, i));
        } catch (UnreadableSignalException e) {
          unreadable.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return new SignalProcessor.ParsedSignal(arrivals, unreadable);
  }

  private static JsonNode json(Delivery delivery) throws UnreadableSignalException {
    try {
      return JSON.readTree(delivery.getBody().array());
    } catch (JacksonException e) {
      throw new UnreadableSignalException("the body is no JSON: " + e.getOriginalMessage());
    }
  }
}
