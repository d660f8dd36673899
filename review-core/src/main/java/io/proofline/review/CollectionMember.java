package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.Rules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An asset as a member of a collection, from which the collection's readiness is counted.
 *
 * @param waitsForCollection whether the asset is published once the collection is ready
 */
public record CollectionMember(
    MemberStatus kind, ReviewSummary.ReviewState state, boolean waitsForCollection) {

  /** How a member counts in its collection. */
  public enum MemberStatus {
    READY,
    OPEN,
    OUT
  }

  /** The asset's membership in each collection above it, by the collection's path. */
  public static Map<String, CollectionMember> of(
      Review review, ReviewSummary reviewSummary, Rules rules) {
    var members = new TreeMap<String, CollectionMember>();
    var asset = review.library().asset();
    if (asset == null || reviewSummary.state() == ReviewSummary.ReviewState.GONE) {
      return members;
    }
    var route = review.route();
    var awaited =
        route != null && PublicationTargets.of(review, rules).waitsForCollection()
            ? route.collection()
            : null;
    for (var path : collections(asset, rules)) {
      boolean waitsHere = path.equals(awaited);
      members.put(
          path,
          new CollectionMember(kind(reviewSummary.state()), reviewSummary.state(), waitsHere));
    }
    return members;
  }

  /** Galleries that select assets do not count: they are in no collection of the asset. */
  private static List<String> collections(Asset asset, Rules rules) {
    return asset.galleries().stream()
        .filter(g -> !rules.select().selects(g))
        .flatMap(g -> g.collections().stream())
        .map(Asset.Collection::path)
        .distinct()
        .toList();
  }

  private static MemberStatus kind(ReviewSummary.ReviewState reviewState) {
    return switch (reviewState) {
      case APPROVED, NOT_PICKED, WATCHED, FINAL -> MemberStatus.READY;
      case REJECTED, WITHDRAWN, TRASHED, GONE, SUPERSEDED, CANCELLED -> MemberStatus.OUT;
      case SETTLING,
          SELECTED,
          HELD,
          OPENING,
          IN_REVIEW,
          NEEDS_CHANGES,
          NOBODY_DECIDED,
          PAUSED,
          STUCK ->
          MemberStatus.OPEN;
    };
  }
}
