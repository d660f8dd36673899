package io.proofline.processor.review;

import io.proofline.processor.review.Asset.Presence;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an asset is reviewed, and on which route. */
final class Choosing {

  private final Rules rules;

  private Choosing(Rules rules) {
    this.rules = rules;
  }

  /** The review with the rules held against what is new of its asset. */
  static Review by(Rules rules, Review review) {
    var choosing = new Choosing(rules);
    return choosing.routed(choosing.considered(review));
  }

  /** When what a rule found has settled; null when nothing settles. */
  static @Nullable Instant settledAt(Review review, Rules rules) {
    var picking = review.picking();
    var since = picking.settlingSince();
    var settle = rules.pace().settle();
    if (since == null || review.route() != null) {
      return null;
    }
    return picking.backfill() || settle == null ? since : since.plus(settle);
  }

  /** A selection counts once, when it enters; a rule finds what differs in what it asks about. */
  private Review considered(Review review) {
    var news = review.library().news();
    var asset = review.library().asset();
    if (news == null || asset == null) {
      return review;
    }
    var considered = review.with(review.library().considered());
    if (asset.presence() != Presence.THERE || review.picking().finalOf() != null) {
      return considered;
    }
    return rules.select().when().holds(asset.beyond(news.before()))
        ? considered.selected()
        : found(considered, news.before(), asset);
  }

  private Review found(Review review, @Nullable Asset before, Asset asset) {
    var picking = review.picking();
    boolean open = review.route() != null || picking.isSelected();
    if (open || rules.pace().settle() == null) {
      return review;
    }
    var rule = rules.matching(asset);
    if (rule.isEmpty()) {
      return review.with(picking.lost());
    }
    boolean settling = picking.settlingSince() != null;
    return settling || finds(rule.get(), before, asset)
        ? review.with(picking.foundAt(review.now()))
        : review;
  }

  /** What we uploaded, or what was made of that, is picked by a person only. */
  private static boolean finds(Rules.Rule rule, @Nullable Asset before, Asset asset) {
    boolean differs =
        before == null || !rule.when().answers(asset).equals(rule.when().answers(before));
    return differs && asset.details().ourMarker() == null;
  }

  private Review routed(Review review) {
    var asset = review.library().asset();
    if (asset == null || asset.presence() != Presence.THERE) {
      return review;
    }
    var former = review.route();
    if (review.desk().rerouting()) {
      return rerouted(review, asset);
    }
    if (former != null) {
      return isPublished(review) ? review : review.with(former.plus(rules.required(asset)));
    }
    return chosen(review, asset);
  }

  private Review chosen(Review review, Asset asset) {
    if (review.picking().isSelected()) {
      return rules.route(asset).map(review::with).orElse(review);
    }
    var settled = settledAt(review, rules);
    if (settled == null || review.now().isBefore(settled)) {
      return review;
    }
    return rules
        .routeByRule(asset)
        .map(review::with)
        .orElseGet(() -> review.with(review.picking().lost()));
  }

  private Review rerouted(Review review, Asset asset) {
    var former = review.route();
    var chosen = review.with(review.desk().rerouting(false));
    Optional<Route> route = rules.route(asset);
    if (former != null) {
      route = route.map(r -> r.inPlaceOf(former));
    }
    return route.map(chosen::with).orElse(chosen);
  }

  private static boolean isPublished(Review review) {
    return review.shelf().copies().stream()
        .flatMap(c -> c.places().stream())
        .anyMatch(p -> p.purpose() == Copy.Purpose.PUBLISHED && p.inside());
  }
}
