package io.proofline.sandbox.photoshelter.library;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.proofline.sandbox.picture.IptcMetadata;
import java.awt.Dimension;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file in the library.
 *
 * @param original the name of its bytes among the originals
 * @param edited whether its IPTC was edited after the upload
 * @param trashedAt when it was moved to the trash, if it is there
 */
public record Media(
    String id,
    Kind kind,
    String fileName,
    String original,
    long fileSize,
    int width,
    int height,
    String creatorId,
    int rating,
    boolean searchable,
    IptcMetadata iptc,
    boolean edited,
    Instant createdAt,
    Instant modifiedAt,
    @Nullable Instant trashedAt) {

  /** The kind of a file, with the API's label and id prefix. */
  public enum Kind {
    IMAGE("I0000"),
    VIDEO("VD000"),
    AUDIO("AD000"),
    DOCUMENT("DO000");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @JsonIgnore
  boolean isTrashed() {
    return trashedAt != null;
  }

  Media withIptc(IptcMetadata changed, Instant modified) {
    return new Media(
        id,
        kind,
        fileName,
        original,
        fileSize,
        width,
        height,
        creatorId,
        rating,
        searchable,
        changed,
        true,
        createdAt,
        modified,
        trashedAt);
  }

  public Media withNameAndRating(String name, int stars, Instant modified) {
    return new Media(
        id,
        kind,
        name,
        original,
        fileSize,
        width,
        height,
        creatorId,
        stars,
        searchable,
        iptc,
        edited,
        createdAt,
        modified,
        trashedAt);
  }

  /** The same file with other bytes. */
  Media withContent(String bytes, long size, Optional<Dimension> box, Instant modified) {
    return new Media(
        id,
        kind,
        fileName,
        bytes,
        size,
        box.map(pixels -> pixels.width).orElse(0),
        box.map(pixels -> pixels.height).orElse(0),
        creatorId,
        rating,
        searchable,
        iptc,
        true,
        createdAt,
        modified,
        trashedAt);
  }

  Media withFileSize(long size) {
    return new Media(
        id,
        kind,
        fileName,
        original,
        size,
        width,
        height,
        creatorId,
        rating,
        searchable,
        iptc,
        edited,
        createdAt,
        modifiedAt,
        trashedAt);
  }

  Media withTrashedAt(@Nullable Instant at) {
    return new Media(
        id,
        kind,
        fileName,
        original,
        fileSize,
        width,
        height,
        creatorId,
        rating,
        searchable,
        iptc,
        edited,
        createdAt,
        modifiedAt,
        at);
  }
}
