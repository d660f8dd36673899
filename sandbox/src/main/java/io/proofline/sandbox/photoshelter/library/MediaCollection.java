package io.proofline.sandbox.photoshelter.library;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A collection: a container of collections and galleries.
 *
 * @param parent the collection above it; none means the root
 */
public record MediaCollection(
    String id,
    String name,
    @Nullable String description,
    @Nullable String parent,
    int displayOrder,
    String accessId,
    boolean listed,
    String mode,
    Instant createdAt,
    Instant modifiedAt)
    implements LibraryContainer {

  @Override
  public List<String> parentIds() {
    return parent == null ? List.of() : List.of(parent);
  }

  @Override
  public MediaCollection withNameAndDescription(
      String newName, @Nullable String newDescription, Instant at) {
    return new MediaCollection(
        id, newName, newDescription, parent, displayOrder, accessId, listed, mode, createdAt, at);
  }

  @Override
  public MediaCollection withMode(String newMode, Instant at) {
    return new MediaCollection(
        id, name, description, parent, displayOrder, accessId, listed, newMode, createdAt, at);
  }
}
