package io.proofline.processor.topology;

import io.proofline.processor.review.Need;
import io.proofline.processor.review.Plan;
import io.proofline.processor.review.Review;
import io.proofline.processor.review.Route;
import io.proofline.processor.review.Standing;
import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.CreateProof;
import io.proofline.schemas.avro.Decides;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.FileKind;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.ReadAsset;
import io.proofline.schemas.avro.ReadProof;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.StageRequest;
import io.proofline.schemas.avro.WriteFields;
import java.util.List;

/** What review decided, as records of its output topics. */
final class ToAvro {

  private static final String REVIEW = "review";

  private ToAvro() {}

  /** A command's event id is its command id: the same facts give the same bytes. */
  static Command command(Fact cause, Review review, Plan.Order order) {
    var ask = order.ask();
    var command =
        Command.newBuilder()
            .setEnvelope(envelope(cause, ask.commandId()))
            .setCommandId(ask.commandId())
            .setAssetId(review.assetId())
            .setRound(ask.round())
            .setAttempt(1)
            .setKind(CommandKind.valueOf(ask.kind().name()));
    return switch (order.need()) {
      case Need.CreateProof create ->
          command.setCreateProof(create(review, create, ask.round())).build();
      case Need.ReadProof(var proofId, _) -> command.setReadProof(new ReadProof(proofId)).build();
      case Need.ReadAsset _ -> command.setReadAsset(new ReadAsset(review.assetId())).build();
      case Need.WriteStatus(var text) ->
          command
              .setWriteFields(
                  new WriteFields(
                      review.assetId(),
                      List.of(new FieldText(Need.WriteStatus.FIELD, text, false))))
              .build();
    };
  }

  private static CreateProof create(Review review, Need.CreateProof create, int round) {
    var route = create.route();
    var marker = new Marker(review.account(), review.assetId(), create.version(), round);
    return new CreateProof(
        create.version(),
        marker.toString(),
        create.name(),
        route.rulesVersion(),
        route.ownerTeam(),
        route.folder(),
        null,
        FileKind.ORIGINAL,
        null,
        null,
        false,
        route.stages().stream().map(ToAvro::stage).toList());
  }

  private static StageRequest stage(Route.Stage stage) {
    return StageRequest.newBuilder()
        .setName(stage.name())
        .setTeam(stage.team())
        .setDecides(Decides.valueOf(stage.decides().name()))
        .build();
  }

  static ReviewView view(Fact cause, Review review, Standing standing) {
    var asset = review.library().asset();
    var route = review.route();
    var proof = review.proof();
    var state = proof == null ? null : proof.state();
    return ReviewView.newBuilder()
        .setEnvelope(envelope(cause, "view:" + cause.getEnvelope().getEventId()))
        .setAssetId(review.assetId())
        .setFileName(asset == null ? null : asset.fileName())
        .setState(ReviewState.valueOf(standing.state().name()))
        .setReason(standing.reason())
        .setRule(route == null ? null : route.rule())
        .setRulesVersion(route == null ? cause.getRulesVersion() : route.rulesVersion())
        .setProofId(proof == null ? null : proof.id())
        .setProofLink(state == null ? null : state.link())
        .setStatusText(review.library().status())
        .setOpenCommands(
            review.asks().stream()
                .filter(a -> a.state() == io.proofline.processor.review.Ask.State.OPEN)
                .map(a ->
                    new OpenCommand(
                        a.commandId(), CommandKind.valueOf(a.kind().name()), false, null, a.at()))
                .toList())
        .setDueAt(review.dueAt())
        .setUpdatedAt(review.now())
        .build();
  }

  private static Envelope envelope(Fact cause, String eventId) {
    return Envelope.newBuilder(cause.getEnvelope())
        .setEventId(eventId)
        .setSource(REVIEW)
        .setOccurredAt(null)
        .setCausationId(cause.getEnvelope().getEventId())
        .build();
  }
}
