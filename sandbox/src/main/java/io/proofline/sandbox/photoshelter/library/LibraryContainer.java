package io.proofline.sandbox.photoshelter.library;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What galleries and collections have in common. */
public sealed interface LibraryContainer permits Gallery, MediaCollection {
  String id();

  String name();

  @Nullable String description();

  int displayOrder();

  String accessId();

  boolean listed();

  /** Who sees it in the portal: everyone, permission or private. */
  String mode();

  Instant createdAt();

  Instant modifiedAt();

  /** The collections that it sits in; none means the root. */
  List<String> parentIds();

  /** The word for it in types and paths. */
  default String label() {
    return switch (this) {
      case Gallery _ -> "gallery";
      case MediaCollection _ -> "collection";
    };
  }
}
