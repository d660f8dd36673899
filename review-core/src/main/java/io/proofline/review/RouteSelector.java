package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.Asset.Presence;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an asset is reviewed, and on which route. */
final class RouteSelector {

  private final Rules rules;

  private RouteSelector(Rules rules) {
    this.rules = rules;
  }

  /** The review with the rules held against what is new of its asset. */
  static Review select(Rules rules, Review review) {
    var routeSelector = new RouteSelector(rules);
    return routeSelector.updateRoute(routeSelector.evaluateSnapshot(review));
  }

  /** When what a rule found has settled; null when nothing settles. */
  static @Nullable Instant quietPeriodEndsAt(Review review, Rules rules) {
    var pickState = review.picking();
    var since = pickState.settlingSince();
    var settle = rules.timing().quietPeriod();
    if (since == null || review.route() != null) {
      return null;
    }
    return pickState.backfill() || settle == null ? since : since.plus(settle);
  }

  /** A selection counts once, when it enters; a rule finds what differs in what it asks about. */
  private Review evaluateSnapshot(Review review) {
    var unevaluatedSnapshot = review.library().news();
    var asset = review.library().asset();
    if (unevaluatedSnapshot == null || asset == null) {
      return review;
    }
    var considered = review.with(review.library().markEvaluated());
    if (asset.presence() != Presence.THERE || review.picking().finalOf() != null) {
      return considered;
    }
    return rules.select().when().holds(asset.onlyNewSince(unevaluatedSnapshot.before()))
        ? considered.select()
        : matchRules(considered, unevaluatedSnapshot.before(), asset);
  }

  private Review matchRules(Review review, @Nullable Asset before, Asset asset) {
    var pickState = review.picking();
    boolean open = review.route() != null || pickState.isSelected();
    if (open || rules.timing().quietPeriod() == null) {
      return review;
    }
    var rule = rules.firstMatch(asset);
    if (rule.isEmpty()) {
      return review.with(pickState.clearMatch());
    }
    boolean settling = pickState.settlingSince() != null;
    return settling || isNewMatch(rule.get(), before, asset)
        ? review.with(pickState.startQuietPeriod(review.now()))
        : review;
  }

  /** What we uploaded, or what was made of that, is picked by a person only. */
  private static boolean isNewMatch(Rules.Rule rule, @Nullable Asset before, Asset asset) {
    boolean differs =
        before == null || !rule.when().leafResults(asset).equals(rule.when().leafResults(before));
    return differs && asset.details().ourMarker() == null;
  }

  private Review updateRoute(Review review) {
    var asset = review.library().asset();
    if (asset == null || asset.presence() != Presence.THERE) {
      return review;
    }
    var former = review.route();
    if (review.desk().rerouting()) {
      return reroute(review, asset);
    }
    if (former != null) {
      return isPublished(review)
          ? review
          : review.with(former.withStages(rules.requiredStages(asset)));
    }
    return chooseRoute(review, asset);
  }

  private Review chooseRoute(Review review, Asset asset) {
    if (review.picking().isSelected()) {
      return rules.route(asset).map(review::with).orElse(review);
    }
    var settled = quietPeriodEndsAt(review, rules);
    if (settled == null || review.now().isBefore(settled)) {
      return review;
    }
    return rules
        .routeByRule(asset)
        .map(review::with)
        .orElseGet(() -> review.with(review.picking().clearMatch()));
  }

  private Review reroute(Review review, Asset asset) {
    var former = review.route();
    var chosen = review.with(review.desk().rerouting(false));
    Optional<Route> route = rules.route(asset);
    if (former != null) {
      route = route.map(r -> r.replacing(former));
    }
    return route.map(chosen::with).orElse(chosen);
  }

  private static boolean isPublished(Review review) {
    return review.shelf().copies().stream()
        .flatMap(c -> c.places().stream())
        .anyMatch(p -> p.purpose() == LibraryFile.Purpose.PUBLISHED && p.inside());
  }
}
