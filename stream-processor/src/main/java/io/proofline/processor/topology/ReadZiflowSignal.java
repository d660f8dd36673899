package io.proofline.processor.topology;

import io.proofline.schemas.avro.DecisionEvent;
import io.proofline.schemas.avro.Delivery;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.MarkerClaim;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.UnattachedEvent;
import io.proofline.schemas.avro.ZiflowSignal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a delivery of Ziflow's apart. Its body is {@code {"events":[…]}}, one today, perhaps more
 * later (fact sheet 3.3); events of other things than proofs say nothing that we follow.
 */
final class ReadZiflowSignal {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String account;

  ReadZiflowSignal(String account) {
    this.account = account;
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
          arrivals.add(addressed(ofEvent(envelope, event, i), event.path("proof_event")));
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

  private Arrival addressed(Envelope envelope, JsonNode proofEvent) throws Unreadable {
    var marker =
        Marker.read(text(proofEvent, "pass_through_value"))
            .filter(m -> m.account().equals(account));
    var event = proofEvent(envelope.getEventId(), proofEvent, marker);
    return marker
        .<Arrival>map(m -> new Arrival.OfFact(Facts.hinted(envelope, m.assetId(), event)))
        .orElseGet(
            () -> new Arrival.OfEvent(new UnattachedEvent(envelope, event.getProofId(), event)));
  }

  private static ProofEvent proofEvent(String eventId, JsonNode event, Optional<Marker> marker)
      throws Unreadable {
    var proofId = text(event, "proof_id");
    var action = text(event, "action");
    if (proofId == null || action == null) {
      throw new Unreadable("event %s has no proof_id or no action".formatted(eventId));
    }
    return new ProofEvent(
        eventId,
        proofId,
        text(event, "version_previous_id"),
        action,
        marker.map(m -> new MarkerClaim(m.version(), m.round())).orElse(null),
        decision(event.path("decision_event")),
        null,
        null,
        null);
  }

  private static @Nullable DecisionEvent decision(JsonNode decision) {
    var reviewer = text(decision, "reviewer_id");
    var value = text(decision, "decision");
    return reviewer == null || value == null
        ? null
        : new DecisionEvent(reviewer, text(decision, "stage_id"), value, List.of());
  }

  /** Ziflow's own event id and time, which repeat with the event; ours where it gives none. */
  private static Envelope ofEvent(Envelope delivered, JsonNode event, int index) {
    var id = text(event, "event_id");
    return Envelope.newBuilder(delivered)
        .setEventId(id == null ? delivered.getEventId() + "#" + index : id)
        .setOccurredAt(time(text(event, "created_at")))
        .setCausationId(delivered.getEventId())
        .build();
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null; // only the audit would use it
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    var value = node.path(field);
    return value.isString() && !value.asString().isBlank() ? value.asString() : null;
  }
}
