package io.proofline.sandbox.photoshelter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds files.
 *
 * @param parents the collections that it sits in; none means the root
 * @param mode who sees it in the portal: everyone, permission or private
 */
record Gallery(
    String id,
    String name,
    @Nullable String description,
    List<String> parents,
    int displayOrder,
    String accessId,
    boolean listed,
    String mode,
    Instant createdAt,
    Instant modifiedAt)
    implements Container {
  Gallery {
    parents = List.copyOf(parents);
  }

  @Override
  public List<String> within() {
    return parents;
  }

  Gallery in(List<String> collections, Instant at) {
    return new Gallery(
        id, name, description, collections, displayOrder, accessId, listed, mode, createdAt, at);
  }

  Gallery changed(String newName, @Nullable String newDescription, Instant at) {
    return new Gallery(
        id, newName, newDescription, parents, displayOrder, accessId, listed, mode, createdAt, at);
  }

  Gallery visibleTo(String newMode, Instant at) {
    return new Gallery(
        id, name, description, parents, displayOrder, accessId, listed, newMode, createdAt, at);
  }

  Gallery touched(Instant at) {
    return in(parents, at);
  }
}
