package io.proofline.processor.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The texts of comments, which lie apart from everything that is kept for ever. */
public final class CommentTexts {

  /** As many as Ziflow takes. */
  private static final int MAX_LENGTH = 10_000;

  private static final int ID_BYTES = 16;

  private CommentTexts() {}

  /** Under which the text of a comment lies: the same over all its changes. */
  public static String id(String proofId, String commentId) {
    var names = (proofId + '\0' + commentId).getBytes(StandardCharsets.UTF_8);
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(names);
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The text, or its beginning when it is too long. */
  public static String truncate(String text) {
    return truncate(text, MAX_LENGTH);
  }

  /** The text, or as many of its first characters; no character is cut in two. */
  public static String truncate(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
