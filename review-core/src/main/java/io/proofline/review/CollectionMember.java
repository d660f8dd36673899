package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.Rules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An asset in a collection.
 *
 * @param waits it is published once the collection is ready
 */
public record CollectionMember(MemberStatus kind, ReviewSummary.ReviewState state, boolean waits) {

  /** What an item means to its collection. */
  public enum MemberStatus {
    READY,
    OPEN,
    OUT
  }

  /** The collections that the asset lies in, by path. */
  public static Map<String, CollectionMember> of(
      Review review, ReviewSummary reviewSummary, Rules rules) {
    var items = new TreeMap<String, CollectionMember>();
    var asset = review.library().asset();
    if (asset == null || reviewSummary.state() == ReviewSummary.ReviewState.GONE) {
      return items;
    }
    var route = review.route();
    var awaited =
        route != null && PublicationTargets.of(review, rules).waitsForCollection()
            ? route.collection()
            : null;
    for (var path : collections(asset, rules)) {
      boolean waitsHere = path.equals(awaited);
      items.put(
          path,
          new CollectionMember(kind(reviewSummary.state()), reviewSummary.state(), waitsHere));
    }
    return items;
  }

  /** What lies in a gallery that selects, or that we publish to, is not a part of what is above. */
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
