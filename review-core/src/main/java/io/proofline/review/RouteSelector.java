package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.Asset.Presence;
import io.proofline.policy.Route;
import io.proofline.policy.Rules;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether an asset is reviewed, and by which route. */
final class RouteSelector {

  private final Rules rules;

  private RouteSelector(Rules rules) {
    this.rules = rules;
  }

  /** Evaluates the rules against the changes of the asset. */
  static Review select(Rules rules, Review review) {
    var routeSelector = new RouteSelector(rules);
    return routeSelector.updateRoute(routeSelector.evaluateSnapshot(review));
  }

  /** The end of the quiet period; null if none is running. */
  static @Nullable Instant quietPeriodEndsAt(Review review, Rules rules) {
    var pickState = review.pickState();
    var since = pickState.quietSince();
    var quietPeriod = rules.timing().quietPeriod();
    if (since == null || review.route() != null) {
      return null;
    }
    return pickState.backfill() || quietPeriod == null ? since : since.plus(quietPeriod);
  }

  /** A selection counts once, on entry; a rule matches if the results of its conditions changed. */
  private Review evaluateSnapshot(Review review) {
    var unevaluatedSnapshot = review.library().unevaluated();
    var asset = review.library().asset();
    if (unevaluatedSnapshot == null || asset == null) {
      return review;
    }
    var evaluated = review.with(review.library().markEvaluated());
    if (asset.presence() != Presence.THERE || review.pickState().finalOf() != null) {
      return evaluated;
    }
    var added = asset.onlyNewSince(unevaluatedSnapshot.before());
    return rules.select().when().holds(added)
        ? evaluated.select(selectedBy(added))
        : matchRules(evaluated, unevaluatedSnapshot.before(), asset);
  }

  private PickState.PickedBy selectedBy(Asset added) {
    return added.galleries().stream().anyMatch(rules.select()::selects)
        ? PickState.PickedBy.GALLERY
        : PickState.PickedBy.KEYWORD;
  }

  private Review matchRules(Review review, @Nullable Asset before, Asset asset) {
    var pickState = review.pickState();
    boolean open = review.route() != null || pickState.isSelected();
    if (open || rules.timing().quietPeriod() == null) {
      return review;
    }
    var rule = rules.firstMatch(asset);
    if (rule.isEmpty()) {
      return review.with(pickState.clearMatch());
    }
    boolean isWaiting = pickState.quietSince() != null;
    return isWaiting || isNewMatch(rule.get(), before, asset)
        ? review.with(pickState.startQuietPeriod(review.now()))
        : review;
  }

  /** Finals that Proofline stored, and their copies, are reviewed only if a person selects them. */
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
    if (review.overrides().rerouting()) {
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
    if (review.pickState().isSelected()) {
      return rules.route(asset).map(review::with).orElse(review);
    }
    var endsAt = quietPeriodEndsAt(review, rules);
    if (endsAt == null || review.now().isBefore(endsAt)) {
      return review;
    }
    return rules
        .routeByRule(asset)
        .map(route -> review.with(review.pickState().pickByRule(review.now())).with(route))
        .orElseGet(() -> review.with(review.pickState().clearMatch()));
  }

  private Review reroute(Review review, Asset asset) {
    var former = review.route();
    var chosen = review.with(review.overrides().rerouting(false));
    Optional<Route> route = rules.route(asset);
    if (former != null) {
      route = route.map(r -> r.replacing(former));
    }
    return route
        .map(r -> chosen.with(chosen.pickState().pickByReroute(review.now())).with(r))
        .orElse(chosen);
  }

  private static boolean isPublished(Review review) {
    return review.placements().files().stream()
        .flatMap(c -> c.places().stream())
        .anyMatch(p -> p.purpose() == LibraryFile.Purpose.PUBLISHED && p.inside());
  }
}
