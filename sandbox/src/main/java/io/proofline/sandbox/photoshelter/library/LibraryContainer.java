package io.proofline.sandbox.photoshelter.library;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gallery or a collection. */
public sealed interface LibraryContainer permits Gallery, MediaCollection {
  String id();

  String name();

  @Nullable String description();

  int displayOrder();

  String accessId();

  boolean listed();

  /** Visibility in the portal: everyone, permission or private. */
  String mode();

  Instant createdAt();

  Instant modifiedAt();

  /** The collections that contain it; empty means the root. */
  List<String> parentIds();

  /** Its name in API types and paths: gallery or collection. */
  default String label() {
    return switch (this) {
      case Gallery _ -> "gallery";
      case MediaCollection _ -> "collection";
    };
  }
}
