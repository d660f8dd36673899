package io.proofline.processor.topology.intake;

import io.proofline.schemas.PersonKey;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.ZiflowSignal;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses Ziflow's webhook deliveries. The body is {@code {"events":[…]}}, with one event today and
 * perhaps more later (fact sheet 3.3). Events about other objects than proofs are ignored.
 */
final class ZiflowSignalParser {

  /** Ziflow sends one event per delivery today; the limit bounds the facts of one delivery. */
  private static final int MOST_EVENTS = 1_000;

  private final ProofEventParser eventParser;

  /**
   * A parser for one installation.
   *
   * @param account the account whose markers are Proofline's
   * @param people creates person ids
   */
  ZiflowSignalParser(String account, PersonKey people) {
    eventParser = new ProofEventParser(account, people);
  }

  /**
   * The proof events in a delivery, attached to their assets or to be attached by a link.
   *
   * @throws UnreadableSignalException if the body as a whole differs from Ziflow's documentation
   */
  SignalProcessor.ParsedSignal parse(ZiflowSignal signal) throws UnreadableSignalException {
    var delivery = signal.getDelivery();
    return delivery == null
        ? new SignalProcessor.ParsedSignal(List.of(), List.of())
        : parse(signal.getEnvelope(), delivery);
  }

  private SignalProcessor.ParsedSignal parse(Envelope envelope, Delivery delivery)
      throws UnreadableSignalException {
    var events = DeliveryBody.json(delivery).path("events");
    if (!events.isArray()) {
      throw new UnreadableSignalException("the body has no list 'events'");
    }
    var results = new ArrayList<IntakeResult>();
    var unreadable = new ArrayList<String>();
    if (events.size() > MOST_EVENTS) {
      unreadable.add(
          "the delivery has %,d events; those after the first %,d were not read"
              .formatted(events.size(), MOST_EVENTS));
    }
    for (int i = 0; i < Math.min(events.size(), MOST_EVENTS); i++) {
      var event = events.get(i);
      if (event.path("event_type").asString("proof").equals("proof")) {
        try {
          results.addAll(eventParser.parse(envelope, event, i));
        } catch (UnreadableSignalException e) {
          unreadable.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return new SignalProcessor.ParsedSignal(results, unreadable);
  }
}
