package io.proofline.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the text of a rules file or sample from its bytes. Only UTF-8 is accepted, with or without
 * a byte order mark: guessing an encoding would turn names into others that match nothing.
 */
public final class YamlText {

  /** Bytes per character in UTF-8, at most: 3 per UTF-16 unit. */
  private static final int MOST_BYTES = 3 * YamlParser.MOST_CHARACTERS;

  private static final String UTF_8_ADVICE =
      "save it as UTF-8, for example: iconv -f %s -t UTF-8 FILE > NEW_FILE";

  private YamlText() {}

  /**
   * Reads a file, no further than the limit of its length.
   *
   * @throws IOException if the file can't be read
   * @throws InvalidRulesException if it is not UTF-8, or too long
   */
  public static String read(Path file) throws IOException, InvalidRulesException {
    try (InputStream in = Files.newInputStream(file)) {
      return decode(in.readNBytes(MOST_BYTES + 1));
    }
  }

  /**
   * Decodes a file's bytes; a byte order mark is left out.
   *
   * @throws InvalidRulesException if they are not UTF-8, or too many
   */
  public static String decode(byte[] bytes) throws InvalidRulesException {
    if (bytes.length > MOST_BYTES) {
      throw refused(1, 1, YamlParser.tooLong(bytes.length));
    }
    if (isUtf16(bytes)) {
      throw refused(1, 1, "the file is in UTF-16; " + UTF_8_ADVICE.formatted("UTF-16"));
    }
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    var result = UTF_8.newDecoder().decode(in, out, true);
    var text = out.flip().toString();
    if (result.isError()) {
      throw notUtf8(text, bytes[in.position()] & 0xff);
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** UTF-16 has a byte order mark; without one, a NUL beside each ASCII letter. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    return first == 0xfeff || first == 0xfffe || bytes[0] == 0 || bytes[1] == 0;
  }

  private static InvalidRulesException notUtf8(String before, int invalid) {
    int line = (int) before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
    int column = before.length() - before.lastIndexOf('\n');
    return refused(
        line,
        column,
        "the byte 0x%02X is not UTF-8, so the file is probably in Latin-1; %s"
            .formatted(invalid, UTF_8_ADVICE.formatted("ISO-8859-1")));
  }

  private static InvalidRulesException refused(int line, int column, String text) {
    return new InvalidRulesException(List.of(new RulesDiagnostic(line, column, text)));
  }
}
