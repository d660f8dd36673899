package io.proofline.processor.topology.review;

import io.proofline.policy.Asset;
import io.proofline.policy.ProofState.ReviewerDecision;
import io.proofline.policy.ProofState.StageStatus;
import io.proofline.policy.Verdict;
import io.proofline.review.IssuedCommand;
import io.proofline.review.LibraryFile;
import io.proofline.review.PickState;
import io.proofline.review.RequiredCommand;
import io.proofline.review.Review;
import io.proofline.review.ReviewPlan;
import io.proofline.review.ReviewProgress;
import io.proofline.review.ReviewSummary;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.CommandKind;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.MemberView;
import io.proofline.schemas.avro.OpenCommand;
import io.proofline.schemas.avro.Presence;
import io.proofline.schemas.avro.ProofView;
import io.proofline.schemas.avro.PublicationView;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.StageView;
import io.proofline.schemas.avro.WaitsFor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Creates the public view of a review. The same review gives the same bytes. */
final class ReviewViewRecords {

  private static final Set<IssuedCommand.CommandState> SHOWN =
      Set.of(IssuedCommand.CommandState.OPEN, IssuedCommand.CommandState.DEAD);

  private ReviewViewRecords() {}

  static ReviewView of(Fact cause, ReviewPlan reviewPlan) {
    var review = reviewPlan.review();
    var reviewSummary = reviewPlan.summary();
    var asset = review.library().asset();
    var route = review.route();
    var view =
        ReviewView.newBuilder()
            .setEnvelope(
                ReviewOutputRecords.envelope(cause, "view:" + cause.getEnvelope().getEventId()))
            .setAssetId(review.assetId())
            .setFileName(asset == null ? null : asset.fileName())
            .setState(ReviewState.valueOf(reviewSummary.state().name()))
            .setReason(reviewSummary.reason())
            .setRule(route == null ? null : route.rule())
            .setRulesVersion(route == null ? cause.getRulesVersion() : route.rulesVersion())
            .setStatusText(asset == null ? null : asset.status())
            .setDueAt(reviewPlan.dueAt())
            .setUpdatedAt(review.now())
            .setCollection(route == null ? null : route.collection())
            .setAsset(asset == null ? null : snapshot(review.assetId(), asset));
    setWaiting(view, reviewSummary);
    setProof(view, review);
    setPlacements(view, review);
    setProgress(view, reviewPlan.progress());
    setPick(view, review.pickState().pick());
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
            .map(ReviewViewRecords::openCommand)
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
                .toList())
        .setPublications(copies.stream().flatMap(ReviewViewRecords::publications).toList());
  }

  private static Stream<PublicationView> publications(LibraryFile libraryFile) {
    return libraryFile.places().stream()
        .sorted(
            Comparator.comparing(LibraryFile.Place::path)
                .thenComparing(LibraryFile.Place::galleryId))
        .map(place ->
            new PublicationView(
                libraryFile.mediaId(),
                place.galleryId(),
                place.path(),
                place.audience(),
                place.inside(),
                wordOf(place.purpose()),
                place.since()));
  }

  private static void setProgress(ReviewView.Builder view, ReviewProgress progress) {
    view.setStages(progress.stages().stream().map(ReviewViewRecords::stage).toList())
        .setProofs(progress.proofs().stream().map(ReviewViewRecords::proof).toList())
        .setVerdict(wordIfDecided(progress.verdict()))
        .setVerdictAt(progress.verdictAt());
  }

  private static StageView stage(ReviewProgress.StageProgress stage) {
    var inProof = stage.inProof();
    return new StageView(
        inProof == null ? null : inProof.id(),
        stage.name(),
        inProof == null ? null : inProof.status(),
        inProof == null ? null : inProof.decision(),
        stage.startedAt(),
        stage.dueAt(),
        inProof == null ? List.of() : members(inProof));
  }

  private static List<MemberView> members(StageStatus inProof) {
    return inProof.members().stream()
        .sorted(
            Comparator.comparing(ReviewerDecision::reviewerId)
                .thenComparing(
                    ReviewerDecision::personId, Comparator.nullsFirst(Comparator.naturalOrder())))
        .map(ReviewViewRecords::member)
        .toList();
  }

  /** States stored by the first version have no reviewer ids. */
  private static MemberView member(ReviewerDecision member) {
    boolean undecided = member.decision() == null || member.decision().equals("pending");
    return new MemberView(
        member.reviewerId().isEmpty() ? null : member.reviewerId(),
        member.personId(),
        member.decides(),
        undecided ? null : member.decision(),
        undecided ? null : member.decidedAt());
  }

  private static ProofView proof(ReviewProgress.ProofProgress progress) {
    var proof = progress.proof();
    var state = proof.state();
    return new ProofView(
        proof.id(),
        proof.version(),
        progress.living(),
        progress.locked(),
        state != null && state.archived(),
        state == null ? null : state.link(),
        wordIfDecided(progress.verdict()),
        proof.file() == null ? null : proof.file().sha256(),
        proof.boundAt());
  }

  private static void setPick(ReviewView.Builder view, PickState.@Nullable Pick pick) {
    if (pick != null) {
      view.setSelectedBy(wordOf(pick.by())).setPickedAt(pick.at());
    }
  }

  /** The fields are sorted, because the order of the review's map differs between processes. */
  private static AssetSnapshot snapshot(String assetId, Asset asset) {
    var details = asset.details();
    return AssetSnapshot.newBuilder()
        .setAssetId(assetId)
        .setReadingBeganAt(asset.readAt())
        .setBaseline(asset.baseline())
        .setPresence(Presence.valueOf(asset.presence().name()))
        .setFileName(asset.fileName())
        .setMediaType(MediaType.valueOf(asset.type().name()))
        .setFileSize(details.size())
        .setModifiedAt(details.modifiedAt())
        .setWidth(details.width())
        .setHeight(details.height())
        .setGalleries(
            asset.galleries().stream()
                .map(g -> new GalleryRef(g.id(), g.path(), g.collectionIds()))
                .toList())
        .setKeywords(asset.keywords())
        .setEditStatus(asset.status())
        .setFields(new TreeMap<>(details.fields()))
        .setUploader(details.uploader())
        .setUploadedAt(details.uploadedAt())
        .setOurMarker(details.ourMarker())
        .build();
  }

  /** Null while it is open. */
  private static @Nullable String wordIfDecided(Verdict verdict) {
    return verdict == Verdict.OPEN ? null : wordOf(verdict);
  }

  private static String wordOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Whether a view differs from the previous one in more than the times of fact and read. */
  static boolean isNew(ReviewView view, @Nullable ReviewView before) {
    return before == null
        || differ(view, before, TIMES_OF_VIEW)
        || isNewAsset(view.getAsset(), before.getAsset());
  }

  private static boolean isNewAsset(@Nullable AssetSnapshot asset, @Nullable AssetSnapshot known) {
    if (asset == null || known == null) {
      return !Objects.equals(asset, known);
    }
    return differ(asset, known, TIMES_OF_ASSET);
  }

  /**
   * Compares field by field, without a copy: a builder's copy has lists of Avro's own type, which
   * can't be compared if their elements hold nullable times.
   */
  private static boolean differ(
      SpecificRecordBase one, SpecificRecordBase other, Set<String> ignored) {
    return one.getSchema().getFields().stream()
        .filter(field -> !ignored.contains(field.name()))
        .anyMatch(field -> !Objects.equals(one.get(field.pos()), other.get(field.pos())));
  }

  private static final Set<String> TIMES_OF_VIEW = Set.of("envelope", "updated_at", "asset");
  private static final Set<String> TIMES_OF_ASSET = Set.of("reading_began_at", "baseline");
}
