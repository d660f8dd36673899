package io.proofline.console.page;

import io.proofline.hash.Sha256;
import tools.jackson.databind.JsonNode;

/** Addresses of pictures at this server. */
public final class PictureAddress {

  private static final int MARK_LENGTH = 8;

  private PictureAddress() {}

  /** The small picture of a review; it changes with the content of the photograph. */
  public static String small(JsonNode review) {
    return of(review, "small");
  }

  /** The large one. */
  public static String large(JsonNode review) {
    return of(review, "large");
  }

  /** The mark of the picture's content. */
  public static String mark(JsonNode review) {
    var asset = review.path("asset");
    var content =
        "%s %s %s".formatted(review.path("version"), asset.path("file_size"), asset.path("width"));
    return Sha256.hex(content).substring(0, MARK_LENGTH);
  }

  private static String of(JsonNode review, String size) {
    return "/pictures/%s/%s?v=%s".formatted(review.path("asset_id").asString(), size, mark(review));
  }
}
