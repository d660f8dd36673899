package io.proofline.workers.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The character set of an IIM block, declared in dataset 1:90 by an ISO 2022 escape sequence. A
 * block without a declaration is read as UTF-8 if the text is valid UTF-8, else as Windows-1252, as
 * other readers do.
 *
 * @param charset null for an undeclared one
 */
record IimCharset(@Nullable Charset charset) {

  /** The declaration of UTF-8, in which texts are written. */
  static final byte[] UTF_8 = {0x1b, '%', 'G'};

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** The final characters of the ISO 8859 sets, as registered for ISO 2022. */
  private static final Map<Character, String> ISO_8859 =
      Map.of(
          'A', "ISO-8859-1",
          'B', "ISO-8859-2",
          'C', "ISO-8859-3",
          'D', "ISO-8859-4",
          'L', "ISO-8859-5",
          'F', "ISO-8859-7",
          'H', "ISO-8859-8",
          'M', "ISO-8859-9",
          'b', "ISO-8859-15");

  static IimCharset declared(List<byte[]> declarations) throws UnreadableMetadataException {
    if (declarations.size() > 1) {
      throw new UnreadableMetadataException("IPTC-IIM declares its character set twice");
    }
    var name = declarations.isEmpty() ? "" : text(declarations.getFirst());
    if (name.isEmpty() || name.equals("\033(B")) {
      return new IimCharset(null);
    }
    if (name.equals("\033%G") || name.matches("\033%/[GHI]")) {
      return new IimCharset(StandardCharsets.UTF_8);
    }
    var set = name.matches("\033[-./][A-Za-z]") ? ISO_8859.get(name.charAt(2)) : null;
    if (set == null) {
      throw new UnreadableMetadataException("IPTC-IIM declares an unknown character set");
    }
    return new IimCharset(Charset.forName(set));
  }

  /** The same text in UTF-8. */
  byte[] toUtf8(byte[] content) throws UnreadableMetadataException {
    if (isAscii(content)) {
      return content;
    }
    try {
      var source = charset != null ? charset : guess(content);
      return decode(content, source).getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new UnreadableMetadataException("IPTC-IIM has a text in an unknown character set", e);
    }
  }

  private static Charset guess(byte[] content) {
    try {
      decode(content, StandardCharsets.UTF_8);
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException _) {
      return WINDOWS_1252;
    }
  }

  private static String decode(byte[] content, Charset from) throws CharacterCodingException {
    return from.newDecoder().decode(ByteBuffer.wrap(content)).toString();
  }

  /**
   * Escapes and shifts switch between character sets within a text, so they don't count as ASCII.
   */
  private static boolean isAscii(byte[] content) throws UnreadableMetadataException {
    boolean ascii = true;
    for (byte b : content) {
      if (b == 0x1b || b == 0x0e || b == 0x0f) {
        throw new UnreadableMetadataException("IPTC-IIM switches character sets within a text");
      }
      ascii &= b >= 0;
    }
    return ascii;
  }

  private static String text(byte[] declaration) {
    return new String(declaration, StandardCharsets.ISO_8859_1);
  }
}
