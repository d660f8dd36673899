package io.proofline.processor.review;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An asset in a collection.
 *
 * @param waits it is published once the collection is ready
 */
public record Item(Kind kind, Standing.State state, boolean waits) {

  /** What an item means to its collection. */
  public enum Kind {
    READY,
    OPEN,
    OUT
  }

  /** The collections that the asset lies in, by path. */
  public static Map<String, Item> of(Review review, Standing standing, Rules rules) {
    var items = new TreeMap<String, Item>();
    var asset = review.library().asset();
    if (asset == null || standing.state() == Standing.State.GONE) {
      return items;
    }
    var route = review.route();
    var awaited = route != null && Publishing.of(review, rules).waits() ? route.collection() : null;
    for (var path : collections(asset, rules)) {
      boolean waitsHere = path.equals(awaited);
      items.put(path, new Item(kind(standing.state()), standing.state(), waitsHere));
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

  private static Kind kind(Standing.State state) {
    return switch (state) {
      case APPROVED, NOT_PICKED, WATCHED, FINAL -> Kind.READY;
      case REJECTED, WITHDRAWN, TRASHED, GONE, SUPERSEDED, CANCELLED -> Kind.OUT;
      case SETTLING,
          SELECTED,
          HELD,
          OPENING,
          IN_REVIEW,
          NEEDS_CHANGES,
          NOBODY_DECIDED,
          PAUSED,
          STUCK ->
          Kind.OPEN;
    };
  }
}
