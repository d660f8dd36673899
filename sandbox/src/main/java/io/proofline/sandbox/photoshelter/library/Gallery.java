package io.proofline.sandbox.photoshelter.library;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gallery: a container of files.
 *
 * @param parents the collections that contain it; empty means the root
 * @param mode visibility in the portal: everyone, permission or private
 */
public record Gallery(
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
    implements LibraryContainer {
  public Gallery {
    parents = List.copyOf(parents);
  }

  @Override
  public List<String> parentIds() {
    return parents;
  }

  public Gallery withParents(List<String> collections, Instant at) {
    return new Gallery(
        id, name, description, collections, displayOrder, accessId, listed, mode, createdAt, at);
  }

  @Override
  public Gallery withNameAndDescription(
      String newName, @Nullable String newDescription, Instant at) {
    return new Gallery(
        id, newName, newDescription, parents, displayOrder, accessId, listed, mode, createdAt, at);
  }

  @Override
  public Gallery withMode(String newMode, Instant at) {
    return new Gallery(
        id, name, description, parents, displayOrder, accessId, listed, newMode, createdAt, at);
  }

  Gallery withModifiedAt(Instant at) {
    return withParents(parents, at);
  }
}
