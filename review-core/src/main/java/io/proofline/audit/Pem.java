package io.proofline.audit;

import java.util.Base64;
import java.util.regex.Pattern;

/** Keys as text in PEM, as openssl writes them. */
final class Pem {

  private Pem() {}

  static String write(String kind, byte[] der) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
  }

  /** The first block of a kind; exception messages never contain the text. */
  static byte[] read(String kind, String text) {
    var block =
        Pattern.compile(
                "-----BEGIN %s-----(.*?)-----END %s-----".formatted(kind, kind), Pattern.DOTALL)
            .matcher(text);
    if (!block.find()) {
      throw new IllegalArgumentException(
          "The text has no block '-----BEGIN %s-----'".formatted(kind));
    }
    return Base64.getMimeDecoder().decode(block.group(1));
  }
}
