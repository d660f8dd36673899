package io.proofline.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A text that a person typed, in the form in which it is compared: Unicode NFC, lower case, without
 * outer blanks. macOS returns file and gallery names in decomposed letters (NFD), a keyboard enters
 * composed ones (NFC); both look the same and are equal here. Every module compares with it.
 *
 * @param value the compared form; not for people to read
 */
public record ComparableText(String value) {

  /** The compared form of any text. */
  public ComparableText {
    var lower = nfc(value).strip().toLowerCase(Locale.ROOT);
    value = nfc(lower); // lower-casing may leave letters decomposed
  }

  /** Whether two texts differ in nothing but normal form, case and outer blanks. */
  public static boolean areEqual(String one, String other) {
    return one.equals(other) || new ComparableText(one).equals(new ComparableText(other));
  }

  /**
   * The composed form of a text, then its decomposed form if that differs: for searches by others,
   * which may compare letter by letter. Case and blanks are unchanged.
   */
  public static List<String> normalForms(String text) {
    return Stream.of(nfc(text), Normalizer.normalize(text, Normalizer.Form.NFD))
        .distinct()
        .toList();
  }

  /** The text in Unicode NFC; case and blanks are unchanged. */
  public static String nfc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
