package io.proofline.processor.topology;

import io.proofline.processor.review.Ask;
import io.proofline.processor.review.Container;
import io.proofline.processor.review.Copy;
import io.proofline.processor.review.Item;
import io.proofline.processor.review.Need;
import io.proofline.processor.review.Plan;
import io.proofline.processor.review.Review;
import io.proofline.processor.review.Standing;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.ItemStanding;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.Turn;
import io.proofline.schemas.avro.WaitsFor;
import java.util.Set;

/** What review decided, as records of its output topics. */
final class ToAvro {

  private static final String REVIEW = "review";
  private static final Set<Ask.State> SHOWN = Set.of(Ask.State.OPEN, Ask.State.DEAD);

  private ToAvro() {}

  /** A question's id is that of its ask: the same facts give the same bytes. */
  static Turn turn(Fact cause, Review review, Ask ask, Need.Turn need) {
    return new Turn(
        envelope(cause, ask.commandId()),
        review.assetId(),
        ask.commandId(),
        need.waits(),
        need.perHour());
  }

  static CollectionItem item(Fact cause, Review review, String path, Item item) {
    var id = "item:%s:%s".formatted(cause.getEnvelope().getEventId(), path);
    return new CollectionItem(
        envelope(cause, id),
        path,
        review.assetId(),
        ItemStanding.valueOf(item.kind().name()),
        ReviewState.valueOf(item.state().name()),
        item.waits());
  }

  static ReviewView view(Fact cause, Plan plan) {
    var review = plan.review();
    var standing = plan.standing();
    var asset = review.library().asset();
    var route = review.route();
    var view =
        ReviewView.newBuilder()
            .setEnvelope(envelope(cause, "view:" + cause.getEnvelope().getEventId()))
            .setAssetId(review.assetId())
            .setFileName(asset == null ? null : asset.fileName())
            .setState(ReviewState.valueOf(standing.state().name()))
            .setReason(standing.reason())
            .setRule(route == null ? null : route.rule())
            .setRulesVersion(route == null ? cause.getRulesVersion() : route.rulesVersion())
            .setStatusText(asset == null ? null : asset.status())
            .setDueAt(plan.dueAt())
            .setUpdatedAt(review.now());
    wait(view, standing);
    proof(view, review);
    places(view, review);
    return view.build();
  }

  private static void wait(ReviewView.Builder view, Standing standing) {
    var waiting = standing.waiting();
    if (waiting == null) {
      view.setWaits(WaitsFor.NOBODY);
      return;
    }
    view.setWaits(WaitsFor.valueOf(waiting.kind().name()))
        .setWaitsSince(waiting.since())
        .setNextStep(waiting.nextStep());
    if (standing.reason() == null) {
      view.setReason(waiting.reason());
    }
  }

  private static void proof(ReviewView.Builder view, Review review) {
    review
        .proofs()
        .newest()
        .ifPresent(proof ->
            view.setProofId(proof.id())
                .setVersion(proof.version())
                .setProofLink(proof.state() == null ? null : proof.state().link()));
    view.setOpenCommands(
        review.asks().all().stream()
            .filter(a -> SHOWN.contains(a.state()) && a.kind() != Need.Kind.TURN)
            .map(ToAvro::open)
            .toList());
  }

  private static OpenCommand open(Ask ask) {
    return new OpenCommand(
        ask.commandId(),
        CommandKind.valueOf(ask.kind().name()),
        ask.state() == Ask.State.DEAD,
        ask.reason(),
        ask.at());
  }

  private static void places(ReviewView.Builder view, Review review) {
    var copies = review.shelf().copies();
    view.setFinalId(copies.size() > 1 ? copies.getLast().mediaId() : null)
        .setPublishedIn(
            copies.stream()
                .flatMap(c -> c.places().stream())
                .filter(p -> p.inside() && p.purpose() == Copy.Purpose.PUBLISHED)
                .map(Copy.Place::path)
                .distinct()
                .sorted()
                .toList());
  }

  /** Containers are made by one worker each, others in the order of their asset. */
  static String key(Review review, Need need) {
    return need instanceof Need.EnsureContainer(var container, var path, _)
        ? system(container) + "/" + path.split("/", 2)[0]
        : review.assetId();
  }

  private static String system(Container container) {
    return switch (container) {
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
