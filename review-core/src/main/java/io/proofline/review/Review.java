package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.ProofState;
import io.proofline.policy.Route;
import io.proofline.review.Fact.Outcome;
import io.proofline.review.Fact.OutcomeStatus;
import io.proofline.review.Fact.ProofEvent;
import io.proofline.review.Fact.Provenance;
import io.proofline.review.Fact.Request;
import io.proofline.review.Fact.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of one asset's review, as computed from the facts so far.
 *
 * <p>Longer than 300 lines because it has one method for each kind of fact and one for each part.
 *
 * @param now highest received-at of the facts applied so far; there is no other clock
 * @param route set at selection or at the end of the quiet period; null before
 * @param recent ids of the last 64 Ziflow events and requests, so that a repetition changes nothing
 */
public record Review(
    String account,
    String assetId,
    Instant now,
    LibraryState library,
    PickState pickState,
    @Nullable Route route,
    Proofs proofs,
    Placements placements,
    OperatorOverrides overrides,
    IssuedCommands commands,
    List<String> recent,
    AuditPosition auditPosition) {

  private static final int RECENT = 64;

  /** Actions of Ziflow events after which a proof may have another state. */
  private static final Set<String> STATE_CHANGING_ACTIONS =
      Set.of(
          "processed",
          "failed",
          "status",
          "decision",
          "complete_review",
          "updated",
          "changed",
          "deleted",
          "restored",
          "stage_started",
          "stage_locked",
          "stage_deadline_passed");

  public Review {
    recent = List.copyOf(recent);
  }

  /** The review of an asset before its first fact. */
  public static Review unseen(String account, String assetId) {
    return new Review(
        account,
        assetId,
        Instant.EPOCH,
        LibraryState.UNSEEN,
        PickState.NONE,
        null,
        Proofs.NONE,
        Placements.of(assetId),
        OperatorOverrides.NONE,
        IssuedCommands.NONE,
        List.of(),
        AuditPosition.EMPTY);
  }

  /** The review after a fact. Repeated and outdated facts change nothing. */
  public Review apply(Fact fact) {
    var review = at(fact.provenance().at());
    return switch (fact) {
      case Fact.AssetSeen(_, var asset) -> review.recordSnapshot(asset);
      case Fact.Requested(var provenance, var request) ->
          review.applyOnce(provenance, r -> r.remember(provenance, request).applyRequest(request));
      case Fact.ProofEventReceived(var provenance, var proofEvent) ->
          review.applyOnce(provenance, r -> r.applyProofEvent(proofEvent));
      case Fact.OutcomeReceived(_, var outcome) -> review.applyOutcome(outcome);
      case Fact.TimerFired _ -> review;
      case Fact.ProofPermitDecided(_, var commandId, var granted) ->
          review.updateCommand(commandId, granted);
      case Fact.CollectionReadinessChanged(_, var path, var isReady) ->
          review.with(review.placements.setReady(path, isReady));
      case Fact.FiledFrom(_, var source) -> review.with(review.pickState.markFinalOf(source));
    };
  }

  private Review applyOnce(Provenance provenance, UnaryOperator<Review> change) {
    if (recent.contains(provenance.eventId())) {
      return this;
    }
    var newest = new ArrayList<>(recent);
    newest.add(provenance.eventId());
    return change.apply(
        withRecent(newest.subList(Math.max(0, newest.size() - RECENT), newest.size())));
  }

  private Review recordSnapshot(Asset snapshot) {
    boolean writing =
        commands.any(a -> a.isOf(RequiredCommand.CommandKind.WRITE_FIELDS, assetId) && a.open());
    var seen = library.recordSnapshot(snapshot, writing);
    var asset = Objects.requireNonNull(seen.asset());
    return with(seen)
        .with(placements.update(assetId, libraryFile -> libraryFile.reconcileWith(asset)));
  }

  /**
   * A request for an id that the library may not have is entered into the audit trail once the
   * asset was read. A withdrawal is entered at once, with the requests before it.
   */
  private Review remember(Provenance provenance, Request request) {
    if (request.kind() == Fact.RequestKind.WITHDRAW) {
      return library.unread() == null ? this : with(library.forgetUnread());
    }
    boolean isRead = library.asset() != null && library.unread() == null;
    return isRead || overrides.withdrawn() || auditPosition.sequence() > 0
        ? this
        : with(library.remember(new LibraryState.UnreadRequest(request, provenance.occurredAt())));
  }

  private Review applyRequest(Request request) {
    return switch (request.kind()) {
      case SELECT -> readIfUnseen().select(PickState.PickedBy.REQUEST);
      case START -> readIfUnseen().select(PickState.PickedBy.REQUEST).restart();
      case CANCEL -> readIfUnseen().with(overrides.cancelled(true));
      case WITHDRAW -> with(overrides.withdrawn(true));
      case REINSTATE -> readIfUnseen().with(overrides.withdrawn(false));
      case REROUTE -> readIfUnseen().with(overrides.cancelled(false).rerouting(true));
      case PAUSE -> readIfUnseen().with(overrides.paused(true));
      case RESUME -> readIfUnseen().with(overrides.paused(false));
      case REREAD -> reread();
      case LINK -> readIfUnseen().linkProof(request.proofId());
      case RELEASE -> request.proofId() == null ? this : with(proofs.release(request.proofId()));
      case RETRY -> updateCommand(request.commandId(), IssuedCommand.CommandState.RETRIED);
      case DISCARD -> updateCommand(request.commandId(), IssuedCommand.CommandState.DISCARDED);
      case CONSIDER -> readIfUnseen().with(pickState.startBackfill(now));
    };
  }

  /** An asset without a snapshot is read first. */
  private Review readIfUnseen() {
    return library.asset() == null || library.isUnknownToLibrary()
        ? with(library.requestRead())
        : this;
  }

  private Review reread() {
    var newest = proofs.newest();
    return newest.isPresent()
        ? with(proofs.update(newest.get().id(), p -> p.requestRead(now)))
        : with(library.requestRead());
  }

  /** Forgets proofs that are gone or failed, so that a new one can be made. */
  private Review restart() {
    var review = with(proofs.clearFailures());
    for (var proof : proofs.from(library.file().version())) {
      if (proof.isGone() || proof.isFailed()) {
        review = review.with(review.proofs.without(proof.id()));
      }
    }
    return review;
  }

  private Review linkProof(@Nullable String proofId) {
    if (proofId == null || proofs.of(proofId).isPresent()) {
      return this;
    }
    int version = library.file().version();
    boolean first = proofs.ofVersion(version).isEmpty();
    var proof =
        first
            ? Proof.bind(proofId, version, Proof.Origin.LIBRARY, library.file().judged(), now)
            : Proof.bind(proofId, proofs.highestVersion() + 1, Proof.Origin.ZIFLOW, null, now);
    // an unmatched proof was read once already; a second request makes another command
    return select(PickState.PickedBy.REQUEST)
        .with(proofs.plus(proof.requestRead(now).requestRead(now)));
  }

  private Review updateCommand(
      @Nullable String commandId, IssuedCommand.CommandState commandState) {
    return commandId == null
        ? this
        : commands
            .byCommandId(commandId)
            .filter(a -> a.dead() || a.state() == IssuedCommand.CommandState.DISCARDED)
            .map(a -> with(commands.with(a.withState(commandState))))
            .orElse(this);
  }

  private Review updateCommand(String commandId, boolean granted) {
    return commands
        .byCommandId(commandId)
        .filter(IssuedCommand::open)
        .map(a ->
            granted
                ? with(commands.with(a.end(IssuedCommand.CommandState.DONE, null, now)))
                    .with(pickState.hold(null))
                : with(pickState.hold(now)))
        .orElse(this);
  }

  /**
   * Ignores events of proofs that are not bound and have no marker. Events of older versions can't
   * change the verdict, because Ziflow has locked those proofs.
   */
  private Review applyProofEvent(ProofEvent proofEvent) {
    var review = proofs.of(proofEvent.proofId()).isPresent() ? this : bindByEvent(proofEvent);
    return STATE_CHANGING_ACTIONS.contains(proofEvent.action())
            && review.follows(proofEvent.proofId())
        ? review.with(review.proofs.update(proofEvent.proofId(), p -> p.requestRead(now)))
        : review;
  }

  private boolean follows(String proofId) {
    return proofs.from(library.file().version()).stream().anyMatch(p -> p.id().equals(proofId))
        || proofs.newest().filter(p -> p.id().equals(proofId)).isPresent();
  }

  /**
   * A marker names the asset and claims a version; the claim is trusted only while the matching
   * CREATE_PROOF is unanswered. A later version of a bound proof is a person's upload, even though
   * it inherited the marker. A later version of a proof that is still being created is found by the
   * first read of that proof.
   */
  private Review bindByEvent(ProofEvent proofEvent) {
    var markerClaim = proofEvent.claim();
    if (markerClaim != null && isCreated(proofEvent, markerClaim)) {
      return bindProof(proofEvent.proofId(), markerClaim.version(), null);
    }
    if (proofs.of(proofEvent.previousId()).isPresent()) {
      return with(proofs.readBeforeLock(nextVersion(), now))
          .addUploadedVersion(proofEvent.proofId());
    }
    boolean mayBeOurs =
        proofEvent.previousId() != null
            && commands.isOpen(RequiredCommand.CommandKind.CREATE_PROOF);
    return markerClaim == null || mayBeOurs
        ? this
        : with(proofs.addUnmatched(proofEvent.proofId(), now));
  }

  private boolean isCreated(ProofEvent proofEvent, Fact.MarkerClaim markerClaim) {
    boolean fits =
        proofEvent.previousId() == null
            ? proofs.ofVersion(markerClaim.version()).isEmpty()
            : proofs.newest().filter(p -> p.id().equals(proofEvent.previousId())).isPresent();
    return fits && commands.any(a -> a.isCreationOf(markerClaim));
  }

  private Review bindProof(String proofId, int version, @Nullable ReviewedFile file) {
    var proof = Proof.bind(proofId, version, Proof.Origin.LIBRARY, file, now);
    return with(proofs.readBeforeLock(version, now).plus(proof));
  }

  /** A further version that a person uploaded in Ziflow. */
  private Review addUploadedVersion(String proofId) {
    var proof = Proof.bind(proofId, nextVersion(), Proof.Origin.ZIFLOW, null, now).requestRead(now);
    return with(proofs.plus(proof));
  }

  /** A later version that the read of an earlier one shows; the one just read is not read again. */
  private Review addLaterVersion(String readId, String laterId) {
    boolean wasRead = proofs.newest().filter(p -> p.id().equals(readId)).isPresent();
    return (wasRead ? this : with(proofs.readBeforeLock(nextVersion(), now)))
        .addUploadedVersion(laterId);
  }

  private int nextVersion() {
    return Math.max(proofs.highestVersion(), library.file().version()) + 1;
  }

  private Review applyOutcome(Outcome outcome) {
    return commands
        .byCommandId(outcome.commandId())
        .filter(IssuedCommand::open)
        .map(issuedCommand -> applyOutcome(issuedCommand, outcome))
        .orElse(this);
  }

  private Review applyOutcome(IssuedCommand issuedCommand, Outcome outcome) {
    var commandState =
        outcome.status() == OutcomeStatus.DEAD
            ? IssuedCommand.CommandState.DEAD
            : IssuedCommand.CommandState.DONE;
    var review = with(commands.with(issuedCommand.endWith(commandState, outcome, now)));
    return switch (outcome.result()) {
      case Result.ProofCreated(var id, var file) -> review.recordProof(issuedCommand, id, file);
      case Result.ProofRead(var read) -> review.recordProofState(issuedCommand.key(), read);
      case Result.StagesUpdated(var read) -> review.recordProofState(issuedCommand.key(), read);
      case Result.AssetRead(var snapshot) -> review.recordSnapshot(snapshot);
      case Result.FieldsWritten(var media, var texts) -> review.recordWrite(media, texts, outcome);
      case Result.ContainerReady(var containerKind, var path, var id) ->
          review.with(placements.recordContainer(containerKind, path, id));
      case Result.MembershipKnown membershipKnown ->
          review.recordMembership(issuedCommand, membershipKnown, outcome);
      case Result.FingerprintTaken(var file) ->
          review.recordFingerprint(file, issuedCommand.target());
      case Result.FinalFiled(var filed) ->
          review.with(placements.addFinal(issuedCommand.key(), filed));
      case Result.Nothing _ ->
          commandState == IssuedCommand.CommandState.DONE
              ? review.complete(issuedCommand, outcome)
              : review.fail(issuedCommand);
    };
  }

  /** The outcome's proof id takes precedence over one that an event gave before. */
  private Review recordProof(IssuedCommand create, String proofId, @Nullable ReviewedFile file) {
    int version = Integer.parseInt(create.key());
    var known = proofs.of(proofId);
    var review =
        known.isPresent() && known.get().version() == version
            ? with(proofs.update(proofId, p -> p.withFile(file)))
            : with(proofs.ofVersion(version).map(p -> proofs.without(p.id())).orElse(proofs))
                .bindProof(proofId, version, file);
    return review.with(library.with(review.fileAfterCreate(version, file)));
  }

  /** If the uploaded file shows another picture than the last fingerprint, a new one is taken. */
  private LibraryState.FileVersion fileAfterCreate(int version, @Nullable ReviewedFile file) {
    var fileVersion = library.file();
    var known = fileVersion.judged();
    if (fileVersion.version() != version || file == null) {
      return fileVersion;
    }
    return known == null || known.shows(file) ? fileVersion.identifyAs(file) : fileVersion.doubt();
  }

  private Review recordProofState(String proofId, ProofState state) {
    if (proofs.of(proofId).isEmpty()) {
      return with(proofs.recordUnmatchedState(proofId, state));
    }
    var following = recovers(proofId, state) ? proofs.clearFailures() : proofs;
    var review = with(following.update(proofId, p -> p.recordState(state)));
    if (!commands.isOpen(RequiredCommand.CommandKind.CREATE_PROOF)) {
      for (var later : unknown(state.laterIds())) {
        review = review.addLaterVersion(proofId, later);
      }
    }
    return review;
  }

  /** A good state of an older version does not clear the failures of the current one. */
  private boolean recovers(String proofId, ProofState state) {
    boolean current =
        proofs.from(library.file().version()).stream().anyMatch(p -> p.id().equals(proofId));
    return current && !state.gone() && !state.failed() && !"uploading".equals(state.status());
  }

  /** The ids after the last known one; unknown ids before it are of deleted proofs. */
  private List<String> unknown(List<String> laterIds) {
    int from = laterIds.size();
    while (from > 0 && proofs.of(laterIds.get(from - 1)).isEmpty()) {
      from--;
    }
    return laterIds.subList(from, laterIds.size());
  }

  private Review recordWrite(String media, Map<String, String> texts, Outcome outcome) {
    var review = with(placements.update(media, libraryFile -> libraryFile.recordTexts(texts)));
    var status = texts.get(FieldMapping.STATUS_FIELD);
    return status == null || !media.equals(assetId)
        ? review
        : review.with(
            review.library.recordWrite(
                new LibraryState.OwnWrite.StatusWritten(
                    status, outcome.beganAt(), outcome.endedAt())));
  }

  private Review recordMembership(
      IssuedCommand issuedCommand, Result.MembershipKnown membershipKnown, Outcome outcome) {
    var id = membershipKnown.galleryId();
    var gallery = new Asset.Gallery(id, pathOf(id).orElse(id));
    if (membershipKnown.missing()) {
      return with(placements.forgetGallery(gallery.id()));
    }
    var review =
        with(
            placements.update(
                membershipKnown.mediaId(),
                c ->
                    membershipKnown.inside()
                        ? c.enter(place(issuedCommand, gallery, membershipKnown.audience()))
                        : c.leave(gallery.id())));
    return membershipKnown.mediaId().equals(assetId)
        ? review.with(
            library.recordWrite(
                new LibraryState.OwnWrite.MembershipChanged(
                    gallery, membershipKnown.inside(), outcome.endedAt())))
        : review;
  }

  private LibraryFile.Place place(
      IssuedCommand issuedCommand, Asset.Gallery gallery, @Nullable String audience) {
    var purpose =
        issuedCommand.target().equals(RequiredCommand.EnterGallery.PUBLISHED)
            ? LibraryFile.Purpose.PUBLISHED
            : LibraryFile.Purpose.STATUS;
    return new LibraryFile.Place(gallery.id(), gallery.path(), purpose, now, true, audience);
  }

  /** The path of a gallery that was ensured, or that the asset is in. */
  Optional<String> pathOf(String galleryId) {
    var asset = library.asset();
    return placements
        .pathOf(galleryId)
        .or(() -> asset == null ? Optional.empty() : asset.pathOf(galleryId));
  }

  /** A picture other than the reviewed one is a new version without an approval. */
  private Review recordFingerprint(ReviewedFile file, String look) {
    var fileVersion = library.file().looked(Integer.parseInt(look.replaceAll("\\D", "")));
    var reviewedFile =
        proofs.ofVersion(fileVersion.version()).map(Proof::file).orElse(fileVersion.judged());
    if (reviewedFile == null || reviewedFile.shows(file)) {
      return with(library.with(fileVersion.identifyAs(file)));
    }
    int next = Math.max(fileVersion.version(), proofs.highestVersion()) + 1;
    return with(library.with(fileVersion.nextVersion(file, next))).with(proofs.clearFailures());
  }

  private Review complete(IssuedCommand issuedCommand, Outcome outcome) {
    return switch (issuedCommand.kind()) {
      case DELETE_PROOF -> removeProof(issuedCommand.key());
      case DROP_KEYWORDS -> recordKeywordRemoval(issuedCommand, outcome);
      default -> this;
    };
  }

  /** A file that can't be downloaded may be locked by a later version without an event. */
  private Review fail(IssuedCommand issuedCommand) {
    return issuedCommand.kind() == RequiredCommand.CommandKind.FILE_FINAL
        ? with(proofs.update(issuedCommand.key(), p -> p.requestRead(now)))
        : this;
  }

  /** A deleted failed proof is made again after a pause; that of a cancelled review is not. */
  private Review removeProof(String proofId) {
    return with(
        overrides.cancelled() ? proofs.without(proofId) : proofs.recordFailure(proofId, now));
  }

  private Review recordKeywordRemoval(IssuedCommand issuedCommand, Outcome outcome) {
    var keywords = List.of(issuedCommand.target().split("\n"));
    return with(
        library.recordWrite(
            new LibraryState.OwnWrite.KeywordsRemoved(keywords, outcome.endedAt())));
  }

  /** A person selected the asset. */
  Review select(PickState.PickedBy by) {
    return with(pickState.select(by, now)).with(overrides.cancelled(false));
  }

  /** The review at a time; {@code now} never goes back. */
  private Review at(Instant time) {
    var later = time.isAfter(now) ? time : now;
    return new Review(
        account,
        assetId,
        later,
        library,
        pickState,
        route,
        proofs,
        placements,
        overrides,
        commands,
        recent,
        auditPosition);
  }

  Review with(LibraryState known) {
    return new Review(
        account,
        assetId,
        now,
        known,
        pickState,
        route,
        proofs,
        placements,
        overrides,
        commands,
        recent,
        auditPosition);
  }

  Review with(PickState known) {
    return new Review(
        account,
        assetId,
        now,
        library,
        known,
        route,
        proofs,
        placements,
        overrides,
        commands,
        recent,
        auditPosition);
  }

  Review with(@Nullable Route chosen) {
    return new Review(
        account,
        assetId,
        now,
        library,
        pickState,
        chosen,
        proofs,
        placements,
        overrides,
        commands,
        recent,
        auditPosition);
  }

  Review with(Proofs known) {
    return new Review(
        account,
        assetId,
        now,
        library,
        pickState,
        route,
        known,
        placements,
        overrides,
        commands,
        recent,
        auditPosition);
  }

  Review with(Placements known) {
    return new Review(
        account,
        assetId,
        now,
        library,
        pickState,
        route,
        proofs,
        known,
        overrides,
        commands,
        recent,
        auditPosition);
  }

  Review with(OperatorOverrides known) {
    return new Review(
        account,
        assetId,
        now,
        library,
        pickState,
        route,
        proofs,
        placements,
        known,
        commands,
        recent,
        auditPosition);
  }

  Review with(IssuedCommands known) {
    return new Review(
        account,
        assetId,
        now,
        library,
        pickState,
        route,
        proofs,
        placements,
        overrides,
        known,
        recent,
        auditPosition);
  }

  private Review withRecent(List<String> events) {
    return new Review(
        account,
        assetId,
        now,
        library,
        pickState,
        route,
        proofs,
        placements,
        overrides,
        commands,
        events,
        auditPosition);
  }

  /** The review with the audit position after the entries of a fact. */
  public Review with(AuditPosition known) {
    return new Review(
        account,
        assetId,
        now,
        library,
        pickState,
        route,
        proofs,
        placements,
        overrides,
        commands,
        recent,
        known);
  }
}
