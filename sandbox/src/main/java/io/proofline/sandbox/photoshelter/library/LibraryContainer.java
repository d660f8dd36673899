package io.proofline.sandbox.photoshelter.library;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A gallery or a collection. */
public sealed interface LibraryContainer permits Gallery, MediaCollection {
  /** Gallery or collection. */
  enum Kind {
    GALLERY,
    COLLECTION;

    /** The name in API types and paths. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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

  LibraryContainer withNameAndDescription(
      String newName, @Nullable String newDescription, Instant at);

  LibraryContainer withMode(String newMode, Instant at);

  default Kind kind() {
    return switch (this) {
      case Gallery _ -> Kind.GALLERY;
      case MediaCollection _ -> Kind.COLLECTION;
    };
  }

  /** Its name in API types and paths: gallery or collection. */
  default String label() {
    return kind().label();
  }
}
