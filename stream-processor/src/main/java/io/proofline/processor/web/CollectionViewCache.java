package io.proofline.processor.web;

import io.proofline.schemas.avro.CollectionView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The collections as their topic tells them. */
final class CollectionViewCache {

  private final Map<String, CollectionView> views = new ConcurrentHashMap<>();
  private volatile boolean loaded;

  /** Takes a record of the topic; null takes its key away. */
  void accept(String path, @Nullable CollectionView view) {
    if (view == null) {
      views.remove(path);
    } else {
      views.put(path, view);
    }
  }

  /** All that was there at the start has been read. */
  void markLoaded() {
    loaded = true;
  }

  /**
   * The count of a collection; empty where none is known.
   *
   * @throws StateRestoringException while it may only not have been read yet
   */
  Optional<CollectionView> of(String path) {
    if (!loaded) {
      throw new StateRestoringException();
    }
    return Optional.ofNullable(views.get(path));
  }
}
