package io.proofline.processor.review;

import io.proofline.processor.review.Fact.Answer;
import io.proofline.processor.review.Fact.Ending;
import io.proofline.processor.review.Fact.Hint;
import io.proofline.processor.review.Fact.Request;
import io.proofline.processor.review.Fact.Result;
import io.proofline.processor.review.Fact.Stamp;
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
 * Our record of one asset's way through proofing: everything that the facts so far tell.
 *
 * <p>Long, since it has a change for each kind of fact, and a way to change each of its parts.
 *
 * @param now highest received-at that was folded in; there is no other clock
 * @param route fixed when the asset has settled; null before
 * @param recent event ids of the last hints and requests, so that a repetition changes nothing
 */
public record Review(
    String account,
    String assetId,
    Instant now,
    Library library,
    Picking picking,
    @Nullable Route route,
    Proofs proofs,
    Shelf shelf,
    Desk desk,
    Asks asks,
    List<String> recent,
    Trail trail) {

  private static final int RECENT = 64;

  /** Actions of Ziflow's events after which a proof may be in another state. */
  private static final Set<String> TELLING =
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

  /** Nothing is known of it yet. */
  public static Review unseen(String account, String assetId) {
    return new Review(
        account,
        assetId,
        Instant.EPOCH,
        Library.UNSEEN,
        Picking.NONE,
        null,
        Proofs.NONE,
        Shelf.of(assetId),
        Desk.SILENT,
        Asks.NONE,
        List.of(),
        Trail.EMPTY);
  }

  /** Folds a fact in. Repetitions, and what is older than what is known, change nothing. */
  public Review apply(Fact fact) {
    var review = at(fact.stamp().at());
    return switch (fact) {
      case Fact.Seen(_, var asset) -> review.seen(asset);
      case Fact.Requested(var stamp, var request) -> review.once(stamp, r -> r.requested(request));
      case Fact.Hinted(var stamp, var hint) -> review.once(stamp, r -> r.hinted(hint));
      case Fact.Answered(_, var answer) -> review.answered(answer);
      case Fact.Ticked _ -> review;
      case Fact.Turned(_, var commandId, var granted) -> review.turned(commandId, granted);
      case Fact.Flipped(_, var path, var isReady) ->
          review.with(review.shelf.flipped(path, isReady));
      case Fact.FiledFrom(_, var source) -> review.with(review.picking.filedFrom(source));
    };
  }

  private Review once(Stamp stamp, UnaryOperator<Review> change) {
    if (recent.contains(stamp.eventId())) {
      return this;
    }
    var newest = new ArrayList<>(recent);
    newest.add(stamp.eventId());
    return change.apply(
        remembering(newest.subList(Math.max(0, newest.size() - RECENT), newest.size())));
  }

  private Review seen(Asset snapshot) {
    boolean writing = asks.any(a -> a.isOf(Need.Kind.WRITE_FIELDS, assetId) && a.open());
    var seen = library.seen(snapshot, writing);
    var asset = Objects.requireNonNull(seen.asset());
    return with(seen).with(shelf.changed(assetId, copy -> copy.seenIn(asset)));
  }

  private Review requested(Request request) {
    return switch (request.wish()) {
      case SELECT -> looking().selected();
      case START -> looking().selected().begunAnew();
      case CANCEL -> with(desk.cancelled(true));
      case WITHDRAW -> with(desk.withdrawn(true));
      case REINSTATE -> with(desk.withdrawn(false));
      case REROUTE -> looking().with(desk.cancelled(false).rerouting(true));
      case PAUSE -> with(desk.paused(true));
      case RESUME -> with(desk.paused(false));
      case REREAD -> reread();
      case LINK -> linked(request.proofId());
      case RELEASE -> request.proofId() == null ? this : with(proofs.releasing(request.proofId()));
      case RETRY -> turned(request.commandId(), Ask.State.RETRIED);
      case DISCARD -> turned(request.commandId(), Ask.State.DISCARDED);
      case CONSIDER -> looking().with(picking.backfilledAt(now));
    };
  }

  /** What nobody has looked at yet, is looked at first. */
  private Review looking() {
    return library.asset() == null ? with(library.stale()) : this;
  }

  private Review reread() {
    var newest = proofs.newest();
    return newest.isPresent()
        ? with(proofs.changed(newest.get().id(), p -> p.stale(now)))
        : with(library.stale());
  }

  /** A proof that is gone, or that could not be made, no longer stands in the way of a new one. */
  private Review begunAnew() {
    var review = with(proofs.recovered());
    for (var proof : proofs.from(library.file().version())) {
      if (proof.isGone() || proof.isFailed()) {
        review = review.with(review.proofs.without(proof.id()));
      }
    }
    return review;
  }

  private Review linked(@Nullable String proofId) {
    if (proofId == null || proofs.of(proofId).isPresent()) {
      return this;
    }
    int version = library.file().version();
    boolean first = proofs.ofVersion(version).isEmpty();
    var proof =
        first
            ? Proof.bound(proofId, version, Proof.Origin.LIBRARY, library.file().judged(), now)
            : Proof.bound(proofId, proofs.highestVersion() + 1, Proof.Origin.ZIFLOW, null, now);
    // a stranger was read once already, and that was another reason
    return selected().with(proofs.plus(proof.stale(now).stale(now)));
  }

  private Review turned(@Nullable String commandId, Ask.State state) {
    return commandId == null
        ? this
        : asks.named(commandId)
            .filter(a -> a.dead() || a.state() == Ask.State.DISCARDED)
            .map(a -> with(asks.with(a.turned(state))))
            .orElse(this);
  }

  private Review turned(String commandId, boolean granted) {
    return asks.named(commandId)
        .filter(Ask::open)
        .map(a ->
            granted
                ? with(asks.with(a.ended(Ask.State.DONE, null, now))).with(picking.held(null))
                : with(picking.held(now)))
        .orElse(this);
  }

  /**
   * Events of proofs that nobody bound and that claim nothing change nothing. Those of older
   * versions can't change the verdict: Ziflow has locked them.
   */
  private Review hinted(Hint hint) {
    var review = proofs.of(hint.proofId()).isPresent() ? this : boundBy(hint);
    return TELLING.contains(hint.action()) && review.follows(hint.proofId())
        ? review.with(review.proofs.changed(hint.proofId(), p -> p.stale(now)))
        : review;
  }

  private boolean follows(String proofId) {
    return proofs.from(library.file().version()).stream().anyMatch(p -> p.id().equals(proofId))
        || proofs.newest().filter(p -> p.id().equals(proofId)).isPresent();
  }

  /**
   * A marker is an address and a claim: believed while the create that set it waits for an answer.
   * A later version of a proof that we follow is somebody's upload, whatever marker it inherited; a
   * later version of one that is still being made is told by the first reading of that.
   */
  private Review boundBy(Hint hint) {
    var claim = hint.claim();
    if (claim != null && isCreated(hint, claim)) {
      return bound(hint.proofId(), claim.version(), null);
    }
    if (proofs.of(hint.previousId()).isPresent()) {
      return with(proofs.closing(nextVersion(), now)).uploaded(hint.proofId());
    }
    boolean mayBeOurs = hint.previousId() != null && asks.isOpen(Need.Kind.CREATE_PROOF);
    return claim == null || mayBeOurs ? this : with(proofs.met(hint.proofId(), now));
  }

  private boolean isCreated(Hint hint, Fact.Claim claim) {
    boolean fits =
        hint.previousId() == null
            ? proofs.ofVersion(claim.version()).isEmpty()
            : proofs.newest().filter(p -> p.id().equals(hint.previousId())).isPresent();
    return fits && asks.any(a -> a.made(claim));
  }

  private Review bound(String proofId, int version, @Nullable Judged file) {
    var proof = Proof.bound(proofId, version, Proof.Origin.LIBRARY, file, now);
    return with(proofs.closing(version, now).plus(proof));
  }

  /** A further version that a person uploaded in Ziflow. */
  private Review uploaded(String proofId) {
    var proof = Proof.bound(proofId, nextVersion(), Proof.Origin.ZIFLOW, null, now).stale(now);
    return with(proofs.plus(proof));
  }

  /** As a reading of an earlier version tells: that one need not be read once more for it. */
  private Review followed(String readId, String laterId) {
    boolean wasRead = proofs.newest().filter(p -> p.id().equals(readId)).isPresent();
    return (wasRead ? this : with(proofs.closing(nextVersion(), now))).uploaded(laterId);
  }

  private int nextVersion() {
    return Math.max(proofs.highestVersion(), library.file().version()) + 1;
  }

  private Review answered(Answer answer) {
    return asks.named(answer.commandId())
        .filter(Ask::open)
        .map(ask -> answered(ask, answer))
        .orElse(this);
  }

  private Review answered(Ask ask, Answer answer) {
    var state = answer.ending() == Ending.DEAD ? Ask.State.DEAD : Ask.State.DONE;
    var review = with(asks.with(ask.ended(state, answer.reason(), now)));
    return switch (answer.result()) {
      case Result.ProofMade(var id, var file) -> review.made(ask, id, file);
      case Result.ProofRead(var read) -> review.read(ask.key(), read);
      case Result.StagesStand(var read) -> review.read(ask.key(), read);
      case Result.AssetRead(var snapshot) -> review.seen(snapshot);
      case Result.FieldsStand(var media, var texts) -> review.wrote(media, texts, answer);
      case Result.ContainerStands(var container, var path, var id) ->
          review.with(shelf.knowing(container, path, id));
      case Result.Lies lies -> review.lies(ask, lies, answer);
      case Result.Fingerprinted(var file) -> review.fingerprinted(file, ask.target());
      case Result.Filed(var filed) -> review.with(shelf.filed(ask.key(), filed));
      case Result.Nothing _ ->
          state == Ask.State.DONE ? review.done(ask, answer) : review.died(ask);
    };
  }

  /** An event may have told the id before; what the call itself found outweighs it. */
  private Review made(Ask create, String proofId, @Nullable Judged file) {
    int version = Integer.parseInt(create.key());
    var known = proofs.of(proofId);
    var review =
        known.isPresent() && known.get().version() == version
            ? with(proofs.changed(proofId, p -> p.judging(file)))
            : with(proofs.ofVersion(version).map(p -> proofs.without(p.id())).orElse(proofs))
                .bound(proofId, version, file);
    return review.with(library.with(review.after(version, file)));
  }

  /** What a call judged may be another picture than was looked at before: it is looked at anew. */
  private Library.Content after(int version, @Nullable Judged file) {
    var content = library.file();
    var known = content.judged();
    if (content.version() != version || file == null) {
      return content;
    }
    return known == null || known.shows(file) ? content.is(file) : content.doubted();
  }

  private Review read(String proofId, ProofState state) {
    if (proofs.of(proofId).isEmpty()) {
      return with(proofs.knowing(proofId, state));
    }
    var following = recovers(proofId, state) ? proofs.recovered() : proofs;
    var review = with(following.changed(proofId, p -> p.read(state)));
    if (!asks.isOpen(Need.Kind.CREATE_PROOF)) {
      for (var later : unknown(state.laterIds())) {
        review = review.followed(proofId, later);
      }
    }
    return review;
  }

  /** That an older version is well says nothing of the one that Ziflow could not make. */
  private boolean recovers(String proofId, ProofState state) {
    boolean current =
        proofs.from(library.file().version()).stream().anyMatch(p -> p.id().equals(proofId));
    return current && !state.gone() && !state.failed() && !"uploading".equals(state.status());
  }

  /** Those behind the last one that is known: what stands before it was deleted. */
  private List<String> unknown(List<String> laterIds) {
    int from = laterIds.size();
    while (from > 0 && proofs.of(laterIds.get(from - 1)).isEmpty()) {
      from--;
    }
    return laterIds.subList(from, laterIds.size());
  }

  private Review wrote(String media, Map<String, String> texts, Answer answer) {
    var review = with(shelf.changed(media, copy -> copy.wrote(texts)));
    var status = texts.get(Write.STATUS);
    return status == null || !media.equals(assetId)
        ? review
        : review.with(
            review.library.wrote(
                new Library.Write.Status(status, answer.beganAt(), answer.endedAt())));
  }

  private Review lies(Ask ask, Result.Lies lies, Answer answer) {
    var id = lies.galleryId();
    var gallery = new Asset.Gallery(id, pathOf(id).orElse(id));
    if (lies.missing()) {
      return with(shelf.missing(gallery.id()));
    }
    var review =
        with(
            shelf.changed(
                lies.mediaId(),
                c -> lies.inside() ? c.entered(place(ask, gallery)) : c.left(gallery.id())));
    return lies.mediaId().equals(assetId)
        ? review.with(
            library.wrote(new Library.Write.Membership(gallery, lies.inside(), answer.endedAt())))
        : review;
  }

  private Copy.Place place(Ask ask, Asset.Gallery gallery) {
    var purpose =
        ask.target().equals(Need.EnterGallery.PUBLISHED)
            ? Copy.Purpose.PUBLISHED
            : Copy.Purpose.STATUS;
    return new Copy.Place(gallery.id(), gallery.path(), purpose, now, true);
  }

  /** The path of a gallery that was ensured, or that the asset lies in. */
  Optional<String> pathOf(String galleryId) {
    var asset = library.asset();
    return shelf
        .pathOf(galleryId)
        .or(() -> asset == null ? Optional.empty() : asset.pathOf(galleryId));
  }

  /** Another picture than is judged is another version, and nobody has approved it yet. */
  private Review fingerprinted(Judged file, String look) {
    var content = library.file().looked(Integer.parseInt(look.replaceAll("\\D", "")));
    var judged = proofs.ofVersion(content.version()).map(Proof::file).orElse(content.judged());
    if (judged == null || judged.shows(file)) {
      return with(library.with(content.is(file)));
    }
    int next = Math.max(content.version(), proofs.highestVersion()) + 1;
    return with(library.with(content.next(file, next))).with(proofs.recovered());
  }

  private Review done(Ask ask, Answer answer) {
    return switch (ask.kind()) {
      case DELETE_PROOF -> deleted(ask.key());
      case DROP_KEYWORDS -> dropped(ask, answer);
      default -> this;
    };
  }

  /** A file that can't be had may be locked by a later version that nobody told us of. */
  private Review died(Ask ask) {
    return ask.kind() == Need.Kind.FILE_FINAL
        ? with(proofs.changed(ask.key(), p -> p.stale(now)))
        : this;
  }

  /** What failed is made again after a while; what was cancelled is not. */
  private Review deleted(String proofId) {
    return with(desk.cancelled() ? proofs.without(proofId) : proofs.failedOnce(proofId, now));
  }

  private Review dropped(Ask ask, Answer answer) {
    var keywords = List.of(ask.target().split("\n"));
    return with(library.wrote(new Library.Write.Dropped(keywords, answer.endedAt())));
  }

  /** Somebody wants a review of it. */
  Review selected() {
    return with(picking.selected()).with(desk.cancelled(false));
  }

  /** Time goes on, never back. */
  private Review at(Instant time) {
    var later = time.isAfter(now) ? time : now;
    return new Review(
        account, assetId, later, library, picking, route, proofs, shelf, desk, asks, recent, trail);
  }

  Review with(Library known) {
    return new Review(
        account, assetId, now, known, picking, route, proofs, shelf, desk, asks, recent, trail);
  }

  Review with(Picking known) {
    return new Review(
        account, assetId, now, library, known, route, proofs, shelf, desk, asks, recent, trail);
  }

  Review with(@Nullable Route chosen) {
    return new Review(
        account, assetId, now, library, picking, chosen, proofs, shelf, desk, asks, recent, trail);
  }

  Review with(Proofs known) {
    return new Review(
        account, assetId, now, library, picking, route, known, shelf, desk, asks, recent, trail);
  }

  Review with(Shelf known) {
    return new Review(
        account, assetId, now, library, picking, route, proofs, known, desk, asks, recent, trail);
  }

  Review with(Desk known) {
    return new Review(
        account, assetId, now, library, picking, route, proofs, shelf, known, asks, recent, trail);
  }

  Review with(Asks known) {
    return new Review(
        account, assetId, now, library, picking, route, proofs, shelf, desk, known, recent, trail);
  }

  private Review remembering(List<String> events) {
    return new Review(
        account, assetId, now, library, picking, route, proofs, shelf, desk, asks, events, trail);
  }

  /** How far the audit trail has come after the entries of a fact. */
  public Review with(Trail known) {
    return new Review(
        account, assetId, now, library, picking, route, proofs, shelf, desk, asks, recent, known);
  }
}
