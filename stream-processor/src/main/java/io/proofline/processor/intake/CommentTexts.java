package io.proofline.processor.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids and lengths of comments' texts, which are stored apart from all data that is kept for ever.
 */
public final class CommentTexts {

  /** Ziflow's own limit, in characters. */
  private static final int MAX_LENGTH = 10_000;

  private static final int ID_BYTES = 16;

  private CommentTexts() {}

  /** The key of a comment's text, the same for all its changes. */
  public static String id(String proofId, String commentId) {
    var names = (proofId + '\0' + commentId).getBytes(StandardCharsets.UTF_8);
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(names);
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The text, or its beginning if it is longer than 10,000 characters. */
  public static String truncate(String text) {
    return truncate(text, MAX_LENGTH);
  }

  /** The text, or its first {@code most} characters; a surrogate pair is not split. */
  public static String truncate(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
