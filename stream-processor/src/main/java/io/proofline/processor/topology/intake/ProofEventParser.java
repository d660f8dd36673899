package io.proofline.processor.topology.intake;

import io.proofline.processor.intake.CommentTexts;
import io.proofline.processor.topology.ProofMarker;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.avro.CommentEvent;
import io.proofline.schemas.avro.CompletedEvent;
import io.proofline.schemas.avro.DecisionEvent;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.MarkerClaim;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.ProofEvent;
import io.proofline.schemas.avro.UnattachedEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parses one event of a Ziflow delivery (fact sheet 3.3). The person and the comment's text are
 * kept beside the event, never in it, because the event becomes a fact, which is kept for ever.
 */
final class ProofEventParser {

  /** Limit of ids and words in characters; Ziflow's are shorter. It keeps facts small. */
  private static final int MAX_LENGTH = 1_000;

  private static final int MAX_REASONS = 50;
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
  private static final String DELETED = "deleted";

  private final String account;
  private final PersonKey people;

  ProofEventParser(String account, PersonKey people) {
    this.account = account;
    this.people = people;
  }

  /**
   * The results of an event, attached to its asset or to be attached by a link.
   *
   * @param delivered the delivery's envelope
   * @param index the event's index in the delivery
   * @throws UnreadableSignalException if the event differs from Ziflow's documentation
   */
  List<IntakeResult> parse(Envelope delivered, JsonNode event, int index)
      throws UnreadableSignalException {
    var proofEvent = event.path("proof_event");
    var marker =
        ProofMarker.parse(text(proofEvent, "pass_through_value"))
            .filter(m -> m.account().equals(account));
    var envelope = envelope(delivered, event, index);
    var person = person(event.path("contact"));
    var read = proofEvent(envelope.getEventId(), proofEvent, marker, person);
    var text = commentText(read.getComment(), proofEvent);
    var unattached = new UnattachedEvent(envelope, read.getProofId(), read, person, text);
    return marker
        .map(m -> IntakeResult.ofAttachedEvent(unattached, m.assetId()))
        .orElseGet(() -> List.of(new IntakeResult.OfUnattachedEvent(unattached)));
  }

  private @Nullable Person person(JsonNode contact) {
    var email = text(contact, "email");
    var names =
        Stream.of("first_name", "last_name")
            .flatMap(field -> Optional.ofNullable(text(contact, field)).stream())
            .map(String::strip)
            .collect(Collectors.joining(" "));
    return people
        .idOf(email)
        .map(id -> new Person(id, names.isEmpty() ? null : names, email, null))
        .orElse(null);
  }

  private static ProofEvent proofEvent(
      String eventId, JsonNode event, Optional<ProofMarker> marker, @Nullable Person person)
      throws UnreadableSignalException {
    var proofId = text(event, "proof_id");
    var action = text(event, "action");
    if (proofId == null || action == null) {
      throw new UnreadableSignalException(
          "event %s has no proof_id or no action".formatted(eventId));
    }
    return new ProofEvent(
        eventId,
        proofId,
        text(event, "version_previous_id"),
        action,
        marker.map(m -> new MarkerClaim(m.version(), m.round())).orElse(null),
        decision(event.path("decision_event")),
        person == null ? null : person.getPersonId(),
        comment(proofId, event.path("comment_event")),
        completed(event.path("completed_event")));
  }

  private static @Nullable DecisionEvent decision(JsonNode decision) {
    var reviewer = text(decision, "reviewer_id");
    var value = text(decision, "decision");
    var reasons = new ArrayList<String>();
    for (var option : decision.path("decision_checklist").path("options")) {
      var label = text(option, "label");
      if (label != null && reasons.size() < MAX_REASONS) {
        reasons.add(label);
      }
    }
    return reviewer == null || value == null
        ? null
        : new DecisionEvent(reviewer, text(decision, "stage_id"), value, reasons);
  }

  /** The comment's change; a deletion carries no text, and the stored text stays unchanged. */
  private static @Nullable CommentEvent comment(String proofId, JsonNode comment) {
    var id = text(comment, "comment_id");
    var action = text(comment, "action");
    if (id == null || action == null) {
      return null;
    }
    boolean hasText = text(comment, "text") != null && !action.equals(DELETED);
    var noteId = hasText ? CommentTexts.id(proofId, id) : null;
    return new CommentEvent(id, text(comment, "reviewer_id"), action, noteId);
  }

  private static @Nullable String commentText(@Nullable CommentEvent comment, JsonNode proofEvent) {
    return comment == null || comment.getNoteId() == null
        ? null
        : CommentTexts.truncate(proofEvent.path("comment_event").path("text").asString());
  }

  private static @Nullable CompletedEvent completed(JsonNode completed) {
    var reviewer = text(completed, "reviewer_id");
    return reviewer == null
        ? null
        : new CompletedEvent(reviewer, completed.path("marked_done").asBoolean(true));
  }

  /**
   * Has Ziflow's event id and time, which are the same in each repeated delivery; without an id,
   * one is built from the delivery's id and the index.
   */
  private static Envelope envelope(Envelope delivered, JsonNode event, int index) {
    var id = text(event, "event_id");
    return Envelope.newBuilder(delivered)
        .setEventId(id == null ? delivered.getEventId() + "#" + index : id)
        .setOccurredAt(time(text(event, "created_at")))
        .setCausationId(delivered.getEventId())
        .build();
  }

  /** A time outside these years counts as invalid: the contract's milliseconds can't hold all. */
  private static @Nullable Instant time(@Nullable String text) {
    try {
      var time = text == null ? null : Instant.parse(text);
      return time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
    } catch (DateTimeParseException e) {
      return null; // only the audit trail and the order of comments use it
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    var value = node.path(field);
    return value.isString() && !value.asString().isBlank()
        ? CommentTexts.truncate(value.asString(), MAX_LENGTH)
        : null;
  }
}
