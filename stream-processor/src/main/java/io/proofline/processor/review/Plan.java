package io.proofline.processor.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What should happen next.
 *
 * @param review with what is asked by this plan
 * @param orders the calls to be made, in this order
 */
public record Plan(Review review, List<Order> orders, Standing standing) {

  public Plan {
    orders = List.copyOf(orders);
  }

  /** A call to be made. */
  public record Order(Ask ask, Need need) {}

  /** Compares what should be with what is known to be, and names what is missing. */
  public static Plan next(Review known, Rules rules) {
    var review = routed(considered(known, rules), rules);
    var verdict = verdict(review, rules);
    var standing = Standing.of(review, verdict);
    review = review.due(due(review, standing, rules));
    var orders = new ArrayList<Order>();
    for (var need : needs(review, verdict, standing, rules)) {
      if (isToBeAsked(review, need)) {
        var ask = ask(review, need);
        orders.add(new Order(ask, need));
        review = review.with(ask);
      }
    }
    return new Plan(review, orders, Standing.of(review, verdict));
  }

  /** Where a review stands by these rules. */
  public static Standing standing(Review review, Rules rules) {
    return Standing.of(review, verdict(review, rules));
  }

  /** A selection counts once, when it enters. */
  private static Review considered(Review review, Rules rules) {
    var entered = review.library().entered();
    if (entered == null) {
      return review;
    }
    var considered = review.with(review.library().considered());
    return rules.select().when().holds(entered) ? considered.selected() : considered;
  }

  private static Review routed(Review review, Rules rules) {
    var asset = review.library().asset();
    if (review.wishes() == 0 || asset == null || review.route() != null) {
      return review;
    }
    return rules.route(asset).map(review::with).orElse(review);
  }

  private static Verdict verdict(Review review, Rules rules) {
    var route = review.route();
    var proof = review.proof();
    return route == null || proof == null || proof.state() == null
        ? Verdict.OPEN
        : rules.verdicts().over(route, proof.state());
  }

  /** An open proof is looked at again even when Ziflow says nothing. */
  private static @Nullable Instant due(Review review, Standing standing, Rules rules) {
    if (review.proof() == null || standing.state() != Standing.State.IN_REVIEW) {
      return null;
    }
    return review.dueAt() == null ? review.now().plus(rules.pace().rereadOpen()) : review.dueAt();
  }

  private static List<Need> needs(Review review, Verdict verdict, Standing standing, Rules rules) {
    var needs = new ArrayList<Need>();
    var library = review.library();
    var asset = library.asset();
    var route = review.route();
    var proof = review.proof();
    if (library.readings() > 0) {
      needs.add(new Need.ReadAsset(library.readings()));
    }
    if (asset != null && route != null && proof == null) {
      needs.add(new Need.CreateProof(1, review.wishes(), asset.fileName(), route));
    }
    if (proof != null && proof.readings() > 0) {
      needs.add(new Need.ReadProof(proof.id(), proof.readings()));
    }
    if (asset != null && proof != null && standing.state() != Standing.State.STUCK) {
      addStatus(needs, library, asset, rules.write().statusText(verdict));
    }
    return needs;
  }

  /** Only images have the field; what other types get comes with the status galleries. */
  private static void addStatus(
      List<Need> needs, Library library, Asset asset, @Nullable String text) {
    if (text != null && asset.type() == Asset.MediaType.IMAGE && !text.equals(library.status())) {
      needs.add(new Need.WriteStatus(text));
    }
  }

  private static boolean isToBeAsked(Review review, Need need) {
    return review.askFor(need).map(last -> !last.settles(need)).orElse(true);
  }

  private static Ask ask(Review review, Need need) {
    return review
        .askFor(need)
        .map(last -> last.again(review.account(), review.assetId(), need, review.now()))
        .orElseGet(() -> Ask.first(review.account(), review.assetId(), need, review.now()));
  }
}
