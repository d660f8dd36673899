package io.proofline.processor.review;

import io.proofline.processor.review.Fact.Answer;
import io.proofline.processor.review.Fact.Ending;
import io.proofline.processor.review.Fact.Hint;
import io.proofline.processor.review.Fact.Result;
import io.proofline.processor.review.Fact.Stamp;
import io.proofline.processor.review.Fact.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Our record of one asset's way through proofing: everything that the facts so far tell.
 *
 * @param now highest received-at that was folded in; there is no other clock
 * @param wishes how often it was selected
 * @param route fixed when it was selected; null before
 * @param dueAt when there will be a reason to look again; null for never
 * @param asks what was asked last, one for each kind and key
 * @param recent event ids of the last hints and requests, so that a repetition changes nothing
 */
public record Review(
    String account,
    String assetId,
    Instant now,
    Library library,
    int wishes,
    @Nullable Route route,
    @Nullable Proof proof,
    @Nullable Instant dueAt,
    List<Ask> asks,
    List<String> recent) {

  private static final int RECENT = 32;

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
          "restored");

  public Review {
    asks = List.copyOf(asks);
    recent = List.copyOf(recent);
  }

  /** Nothing is known of it yet. */
  public static Review unseen(String account, String assetId) {
    return new Review(
        account, assetId, Instant.EPOCH, Library.UNSEEN, 0, null, null, null, List.of(), List.of());
  }

  /** Folds a fact in. Repetitions, and what is older than what is known, change nothing. */
  public Review apply(Fact fact) {
    var review = at(fact.stamp().at());
    return switch (fact) {
      case Fact.Seen(_, var asset) -> review.seen(asset);
      case Fact.Requested(var stamp, var wish) -> review.once(stamp, r -> r.requested(wish));
      case Fact.Hinted(var stamp, var hint) -> review.once(stamp, r -> r.hinted(hint));
      case Fact.Answered(_, var answer) -> review.answered(answer);
      case Fact.Ticked _ -> review;
    };
  }

  /** Time goes on, never back; a look that is due by then is wanted. */
  private Review at(Instant time) {
    var later = time.isAfter(now) ? time : now;
    var review =
        new Review(account, assetId, later, library, wishes, route, proof, dueAt, asks, recent);
    return dueAt == null || dueAt.isAfter(later) ? review : review.due(null).reread();
  }

  private Review once(Stamp stamp, UnaryOperator<Review> change) {
    if (recent.contains(stamp.eventId())) {
      return this;
    }
    var newest = new ArrayList<>(recent);
    newest.add(stamp.eventId());
    var kept = newest.subList(Math.max(0, newest.size() - RECENT), newest.size());
    return change.apply(
        new Review(account, assetId, now, library, wishes, route, proof, dueAt, asks, kept));
  }

  private Review seen(Asset snapshot) {
    boolean writing = asks.stream().anyMatch(a -> a.kind() == Need.Kind.WRITE_FIELDS && a.open());
    return with(library.seen(snapshot, writing));
  }

  private Review requested(Wish wish) {
    return switch (wish) {
      case SELECT -> library.asset() == null ? reread().selected() : selected();
      case REREAD -> reread();
    };
  }

  private Review reread() {
    return proof == null ? with(library.stale()) : with(proof.stale());
  }

  /** Events of proofs that are not ours to follow change nothing. */
  private Review hinted(Hint hint) {
    var review = proof == null ? boundBy(hint) : this;
    var known = review.proof();
    return known != null && known.id().equals(hint.proofId()) && TELLING.contains(hint.action())
        ? review.with(known.stale())
        : review;
  }

  /**
   * A marker is an address and a claim: believed while the create that set it waits for an answer,
   * and not where a later version may have inherited it.
   */
  private Review boundBy(Hint hint) {
    var claim = hint.claim();
    boolean ours =
        claim != null && hint.previousId() == null && asks.stream().anyMatch(a -> a.made(claim));
    return ours && claim != null ? with(Proof.bound(hint.proofId(), claim.version())) : this;
  }

  private Review answered(Answer answer) {
    return asks.stream()
        .filter(a -> a.open() && a.commandId().equals(answer.commandId()))
        .findFirst()
        .map(ask -> answered(ask, answer))
        .orElse(this);
  }

  private Review answered(Ask ask, Answer answer) {
    var state = answer.ending() == Ending.DEAD ? Ask.State.DEAD : Ask.State.DONE;
    var review = with(ask.ended(state, answer.reason()));
    return switch (answer.result()) {
      case Result.ProofMade(var id) -> review.made(ask, id);
      case Result.ProofRead(var seen) -> review.read(ask, seen);
      case Result.AssetRead(var snapshot) -> review.seen(snapshot);
      case Result.StatusStands(var text) ->
          review.with(review.library.wrote(text, answer.endedAt()));
      case Result.Nothing _ -> review;
    };
  }

  /** An event may have told the id before; what the call itself found outweighs it. */
  private Review made(Ask create, String proofId) {
    return proof != null && proof.id().equals(proofId)
        ? this
        : with(Proof.bound(proofId, Integer.parseInt(create.key())));
  }

  private Review read(Ask read, ProofState state) {
    return proof != null && proof.id().equals(read.key()) ? with(proof.read(state)) : this;
  }

  /** The last ask for a need's kind and key. */
  Optional<Ask> askFor(Need need) {
    return asks.stream().filter(a -> a.isFor(need)).findFirst();
  }

  /** Somebody wants a review of it. */
  Review selected() {
    return new Review(
        account, assetId, now, library, wishes + 1, route, proof, dueAt, asks, recent);
  }

  Review with(Library known) {
    return new Review(account, assetId, now, known, wishes, route, proof, dueAt, asks, recent);
  }

  Review with(Route chosen) {
    return new Review(account, assetId, now, library, wishes, chosen, proof, dueAt, asks, recent);
  }

  Review with(Proof known) {
    return new Review(account, assetId, now, library, wishes, route, known, dueAt, asks, recent);
  }

  Review due(@Nullable Instant time) {
    return new Review(account, assetId, now, library, wishes, route, proof, time, asks, recent);
  }

  /** The newest ask of its kind and key takes the place of the one before. */
  Review with(Ask newest) {
    var others = new ArrayList<Ask>();
    asks.stream()
        .filter(a -> a.kind() != newest.kind() || !a.key().equals(newest.key()))
        .forEach(others::add);
    others.add(newest);
    return new Review(account, assetId, now, library, wishes, route, proof, dueAt, others, recent);
  }
}
