package io.proofline.processor.door;

import io.proofline.schemas.avro.CollectionView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The collections as their topic tells them. */
final class CollectionCounts {

  private final Map<String, CollectionView> views = new ConcurrentHashMap<>();
  private volatile boolean whole;

  /** Takes a record of the topic; null takes its key away. */
  void accept(String path, @Nullable CollectionView view) {
    if (view == null) {
      views.remove(path);
    } else {
      views.put(path, view);
    }
  }

  /** All that was there at the start has been read. */
  void isWhole() {
    whole = true;
  }

  /**
   * The count of a collection; empty where none is known.
   *
   * @throws Restoring while it may only not have been read yet
   */
  Optional<CollectionView> of(String path) {
    if (!whole) {
      throw new Restoring();
    }
    return Optional.ofNullable(views.get(path));
  }
}
