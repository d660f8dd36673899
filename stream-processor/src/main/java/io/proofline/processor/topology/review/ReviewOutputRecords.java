package io.proofline.processor.topology.review;

import io.proofline.review.CollectionMember;
import io.proofline.review.ContainerKind;
import io.proofline.review.IssuedCommand;
import io.proofline.review.LibraryFile;
import io.proofline.review.RequiredCommand;
import io.proofline.review.Review;
import io.proofline.review.ReviewPlan;
import io.proofline.review.ReviewSummary;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.ItemStanding;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ProofPermitRequest;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import io.proofline.text.ComparableText;
import java.util.Set;

/** Creates the records of review's output topics, except commands. */
final class ReviewOutputRecords {

  private static final String REVIEW = "review";
  private static final Set<IssuedCommand.CommandState> SHOWN =
      Set.of(IssuedCommand.CommandState.OPEN, IssuedCommand.CommandState.DEAD);

  private ReviewOutputRecords() {}

  /** The event id is the issued command's id, so that the same facts give the same bytes. */
  static ProofPermitRequest permitRequest(
      Fact cause, Review review, IssuedCommand issuedCommand, RequiredCommand.ProofPermit need) {
    return new ProofPermitRequest(
        envelope(cause, issuedCommand.commandId()),
        review.assetId(),
        issuedCommand.commandId(),
        need.waits(),
        need.perHour());
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

  static ReviewView view(Fact cause, ReviewPlan reviewPlan) {
    var review = reviewPlan.review();
    var reviewSummary = reviewPlan.summary();
    var asset = review.library().asset();
    var route = review.route();
    var view =
        ReviewView.newBuilder()
            .setEnvelope(envelope(cause, "view:" + cause.getEnvelope().getEventId()))
            .setAssetId(review.assetId())
            .setFileName(asset == null ? null : asset.fileName())
            .setState(ReviewState.valueOf(reviewSummary.state().name()))
            .setReason(reviewSummary.reason())
            .setRule(route == null ? null : route.rule())
            .setRulesVersion(route == null ? cause.getRulesVersion() : route.rulesVersion())
            .setStatusText(asset == null ? null : asset.status())
            .setDueAt(reviewPlan.dueAt())
            .setUpdatedAt(review.now());
    setWaiting(view, reviewSummary);
    setProof(view, review);
    setPlacements(view, review);
    return view.build();
  }

  private static void setWaiting(ReviewView.Builder view, ReviewSummary reviewSummary) {
    var waiting = reviewSummary.waiting();
    if (waiting == null) {
      view.setWaits(WaitsFor.NOBODY);
      return;
    }
    view.setWaits(WaitsFor.valueOf(waiting.kind().name()))
        .setWaitsSince(waiting.since())
        .setNextStep(waiting.nextStep());
    if (reviewSummary.reason() == null) {
      view.setReason(waiting.reason());
    }
  }

  private static void setProof(ReviewView.Builder view, Review review) {
    review
        .proofs()
        .newest()
        .ifPresent(proof ->
            view.setProofId(proof.id())
                .setVersion(proof.version())
                .setProofLink(proof.state() == null ? null : proof.state().link()));
    view.setOpenCommands(
        review.commands().all().stream()
            .filter(a -> SHOWN.contains(a.state()) && a.kind() != RequiredCommand.CommandKind.TURN)
            .map(ReviewOutputRecords::openCommand)
            .toList());
  }

  private static OpenCommand openCommand(IssuedCommand issuedCommand) {
    return new OpenCommand(
        issuedCommand.commandId(),
        CommandKind.valueOf(issuedCommand.kind().name()),
        issuedCommand.state() == IssuedCommand.CommandState.DEAD,
        issuedCommand.reason(),
        issuedCommand.nextStep(),
        issuedCommand.tries(),
        issuedCommand.at());
  }

  private static void setPlacements(ReviewView.Builder view, Review review) {
    var copies = review.placements().files();
    view.setFinalId(copies.size() > 1 ? copies.getLast().mediaId() : null)
        .setPublishedIn(
            copies.stream()
                .flatMap(c -> c.places().stream())
                .filter(p -> p.inside() && p.purpose() == LibraryFile.Purpose.PUBLISHED)
                .map(LibraryFile.Place::path)
                .distinct()
                .sorted()
                .toList());
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
