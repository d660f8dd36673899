package io.proofline.processor.topology.review;

import io.proofline.review.CollectionMember;
import io.proofline.review.ContainerKind;
import io.proofline.review.IssuedCommand;
import io.proofline.review.RequiredCommand;
import io.proofline.review.Review;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.ItemStanding;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.text.ComparableText;

/** Creates the records of review's output topics, except commands and views. */
final class ReviewOutputRecords {

  private static final String REVIEW = "review";

  private ReviewOutputRecords() {}

  /** The event id is the issued command's id, so that the same facts give the same bytes. */
  static ProofPermitRequest permitRequest(
      Fact cause, Review review, IssuedCommand issuedCommand, RequiredCommand.ProofPermit need) {
    return new ProofPermitRequest(
        envelope(cause, issuedCommand.commandId()),
        review.assetId(),
        issuedCommand.commandId(),
        need.waits(),
        need.perHour(),
        need.rule());
  }

  static CollectionItem item(
      Fact cause, String assetId, String path, CollectionMember collectionMember) {
    var id = "item:%s:%s".formatted(cause.getEnvelope().getEventId(), path);
    return new CollectionItem(
        envelope(cause, id),
        path,
        assetId,
        ItemStanding.valueOf(collectionMember.kind().name()),
        ReviewState.valueOf(collectionMember.state().name()),
        collectionMember.waitsForCollection());
  }

  /**
   * The key of a command: the container's root, so that one worker creates it; else the asset,
   * which keeps its commands in order.
   */
  static String key(Review review, RequiredCommand requiredCommand) {
    return requiredCommand
            instanceof RequiredCommand.EnsureContainer(var containerKind, var path, _)
        ? containerKey(containerKind, path)
        : review.assetId();
  }

  /** System and first name of a path, the same for all spellings of one container. */
  static String containerKey(ContainerKind containerKind, String path) {
    var first = path.replaceFirst("^[/\\s]+", "").split("/", 2)[0];
    return system(containerKind) + "/" + new ComparableText(first).value();
  }

  private static String system(ContainerKind containerKind) {
    return switch (containerKind) {
      case GALLERY -> "photoshelter";
      case ZIFLOW_FOLDER -> "ziflow";
    };
  }

  static Envelope envelope(Fact cause, String eventId) {
    return Envelope.newBuilder(cause.getEnvelope())
        .setEventId(eventId)
        .setSource(REVIEW)
        .setOccurredAt(null)
        .setCausationId(cause.getEnvelope().getEventId())
        .build();
  }
}
