package io.proofline.processor.topology.intake;

import io.proofline.audit.AuditSelection;
import io.proofline.audit.ExportHeader;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.processor.intake.CommentTexts;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.avro.CheckpointDue;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Maps a request to its results: a fact about the asset or about the id system, the person's
 * address, the text of the reason, and the erasure of a person. Facts have ids only.
 */
final class RequestMapper {

  private final String account;
  private final PersonKey people;
  private final int partitions;

  /**
   * A mapper.
   *
   * @param partitions number of partitions of the topics facts and audit
   */
  RequestMapper(String account, PersonKey people, int partitions) {
    this.account = account;
    this.people = people;
    this.partitions = partitions;
  }

  List<IntakeResult> results(Request request) {
    var results = new ArrayList<IntakeResult>();
    var personId = personId(request);
    facts(request, personId).forEach(fact -> results.add(new IntakeResult.OfFact(fact)));
    erasedPerson(request)
        .ifPresent(person ->
            results.add(
                new IntakeResult.OfPerson(
                    new Person(person, null, null, request.getEnvelope().getReceivedAt()))));
    if (personId != null && request.getPersonEmail() != null) {
      results.add(
          new IntakeResult.OfPerson(new Person(personId, null, request.getPersonEmail(), null)));
    }
    if (request.getReason() != null) {
      results.add(
          new IntakeResult.OfComment(
              new Comment(
                  FactRecords.noteId(request),
                  request.getAssetId(),
                  personId,
                  CommentTexts.truncate(request.getReason()),
                  request.getEnvelope().getOccurredAt())));
    }
    return results;
  }

  private static Optional<String> erasedPerson(Request request) {
    return AdministrativeAct.PERSON_ERASED.word().equals(request.getAct())
        ? Optional.ofNullable(request.getDetails().get("person"))
        : Optional.empty();
  }

  private @Nullable String personId(Request request) {
    return request.getPersonId() == null
        ? people.idOf(request.getPersonEmail()).orElse(null)
        : request.getPersonId();
  }

  private List<Fact> facts(Request request, @Nullable String personId) {
    return switch (request.getKind()) {
      case GO_AHEAD -> {
        var count = new HashMap<String, String>();
        if (request.getCount() != null) {
          count.put("count", request.getCount().toString());
        }
        yield List.of(
            FactRecords.administered(
                envelope(request), AdministrativeAct.GO_AHEAD.word(), personId, count));
      }
      case ADMINISTRATIVE -> administrative(request, personId);
      default -> List.of(FactRecords.requested(request, personId));
    };
  }

  /** An export's checkpoints come after its own fact, so that they cover its entry too. */
  private List<Fact> administrative(Request request, @Nullable String personId) {
    var act = request.getAct();
    if (act == null || !act.matches("[a-z_]{1,40}")) {
      return List.of();
    }
    var facts = new ArrayList<Fact>();
    facts.add(FactRecords.administered(envelope(request), act, personId, details(request)));
    if (act.equals(AdministrativeAct.AUDIT_EXPORTED.word())) {
      selection(request).ifPresent(selection -> facts.addAll(checkpointsDue(request, selection)));
    }
    return facts;
  }

  /** The details of an act, with the id of the text of its reason. */
  private static Map<String, String> details(Request request) {
    if (request.getReason() == null) {
      return request.getDetails();
    }
    var details = new HashMap<>(request.getDetails());
    details.put("note", FactRecords.noteId(request));
    return details;
  }

  private static Optional<AuditSelection> selection(Request request) {
    var description = new HashMap<>(request.getDetails());
    return "json".equals(description.remove("format"))
        ? AuditSelection.parse(description)
        : Optional.empty();
  }

  private List<Fact> checkpointsDue(Request request, AuditSelection selection) {
    var id = request.getEnvelope().getEventId();
    var header = new ExportHeader(Form.SECOND, selection, partitions, id);
    return IntStream.range(0, partitions)
        .filter(header::hasPartition)
        .mapToObj(partition ->
            FactRecords.checkpointDue(
                envelope(request), new CheckpointDue(partition, id, selection.json())))
        .toList();
  }

  /** Adds the account, which the writer of an administrative request may not know. */
  private Envelope envelope(Request request) {
    return Envelope.newBuilder(request.getEnvelope()).setAccount(account).build();
  }
}
