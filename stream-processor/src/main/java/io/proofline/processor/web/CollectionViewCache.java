package io.proofline.processor.web;

import io.proofline.schemas.avro.CollectionView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The latest view of every collection, in memory. Thread-safe. */
final class CollectionViewCache {

  private final Map<String, CollectionView> views = new ConcurrentHashMap<>();
  private volatile boolean loaded;

  /** Applies a record of the topic; null removes the collection. */
  void accept(String path, @Nullable CollectionView view) {
    if (view == null) {
      views.remove(path);
    } else {
      views.put(path, view);
    }
  }

  /** Marks the cache as complete: all records that were there at the start have been read. */
  void markLoaded() {
    loaded = true;
  }

  /**
   * The view of a collection; empty if there is none.
   *
   * @throws StateRestoringException while the cache is incomplete
   */
  Optional<CollectionView> of(String path) {
    if (!loaded) {
      throw new StateRestoringException("the topic of collections is being read");
    }
    return Optional.ofNullable(views.get(path));
  }
}
