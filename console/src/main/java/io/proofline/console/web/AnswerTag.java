package io.proofline.console.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.proofline.hash.Sha256;
import java.util.regex.Pattern;

/**
 * The entity tag of an answer: a hash of it without {@code as_of} and {@code rebuild}, which change
 * while nothing else does. It is weak, since two answers with the same tag differ in these.
 */
final class AnswerTag {

  /** The first fields of each answer, as {@link Answers} writes them. */
  private static final Pattern TIMES =
      Pattern.compile("^\\{\"as_of\":(?:null|\"[^\"]{0,40}\")(?:,\"rebuild\":\"[^\"]{0,200}\")?");

  private static final int LONGEST_TIMES = 300;
  private static final int LENGTH = 24;

  private AnswerTag() {}

  static String of(byte[] body) {
    var text = new String(body, ISO_8859_1);
    var times = TIMES.matcher(text).region(0, Math.min(text.length(), LONGEST_TIMES));
    var rest = times.lookingAt() ? text.substring(times.end()) : text;
    return "W/\"%s\"".formatted(Sha256.hex(rest).substring(0, LENGTH));
  }
}
