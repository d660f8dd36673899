package io.proofline.processor.topology.intake;

import io.proofline.schemas.avro.ContainerView;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.OutcomeStatus;
import io.proofline.schemas.avro.ProofState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;

/** Maps an outcome to facts, links and containers. */
final class OutcomeMapper {

  private OutcomeMapper() {}

  /** A fact about the command's asset, and one about a final that was stored as a new asset. */
  static List<IntakeResult> facts(Outcome outcome) {
    var facts = new ArrayList<IntakeResult>();
    facts.add(new IntakeResult.OfFact(FactRecords.answered(outcome)));
    if (isDone(outcome) && outcome.getFinalFiled() != null) {
      facts.add(new IntakeResult.OfFact(FactRecords.filed(outcome)));
    }
    return facts;
  }

  /**
   * Links to the asset from a created proof, from later versions of a proof, and from a stored
   * final. A version that a person uploaded carries no marker, so events of the next version find
   * their asset only by this link.
   */
  static List<KeyValue<String, Link>> links(Outcome outcome) {
    return linkedProofIds(outcome)
        .map(id -> KeyValue.pair(id, new Link(envelope(outcome), outcome.getAssetId())))
        .toList();
  }

  private static Stream<String> linkedProofIds(Outcome outcome) {
    if (!isDone(outcome)) {
      return Stream.empty();
    }
    return switch (outcome.getKind()) {
      case CREATE_PROOF ->
          Stream.ofNullable(outcome.getProofCreated()).map(created -> created.getProofId());
      case FILE_FINAL ->
          Stream.ofNullable(outcome.getFinalFiled()).map(filed -> filed.getAssetId());
      case READ_PROOF ->
          Stream.ofNullable(outcome.getProofRead()).flatMap(OutcomeMapper::laterVersions);
      default -> Stream.empty();
    };
  }

  private static Stream<String> laterVersions(ProofState read) {
    var itself = read.getVersionPreviousId() == null ? null : read.getProofId();
    return Stream.concat(Stream.ofNullable(itself), read.getLaterIds().stream());
  }

  /** A container that exists, by system and path. */
  static List<KeyValue<String, ContainerView>> containers(Outcome outcome) {
    var ready = outcome.getContainer();
    if (!isDone(outcome) || ready == null) {
      return List.of();
    }
    var view =
        new ContainerView(envelope(outcome), ready.getSystem(), ready.getPath(), ready.getId());
    return List.of(KeyValue.pair(ready.getSystem() + "/" + ready.getPath(), view));
  }

  private static boolean isDone(Outcome outcome) {
    return outcome.getStatus() == OutcomeStatus.DONE;
  }

  private static Envelope envelope(Outcome outcome) {
    return Envelope.newBuilder(outcome.getEnvelope())
        .setSource("intake")
        .setCausationId(outcome.getEnvelope().getEventId())
        .build();
  }
}
