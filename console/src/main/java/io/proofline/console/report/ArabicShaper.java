package io.proofline.console.report;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins Arabic letters, since PDF has glyphs and no letters: each letter becomes the character of
 * Unicode's presentation forms that fits its neighbours. Other text stays as it is.
 */
final class ArabicShaper {

  private static final int LAM = 'ل';
  private static final int TATWEEL = 'ـ';
  private static final Map<String, Map<Form, Integer>> FORMS = forms();

  private ArabicShaper() {}

  private enum Form {
    ISOLATED,
    FINAL,
    INITIAL,
    MEDIAL
  }

  /** The forms of letters, and of lam with alef, by the names that Unicode gives them. */
  private static Map<String, Map<Form, Integer>> forms() {
    var forms = new HashMap<String, Map<Form, Integer>>();
    for (int character = 0xFB50; character <= 0xFEFC; character++) {
      var name = Character.getName(character);
      var letters = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD);
      if (name == null || !name.startsWith("ARABIC L")) {
        continue;
      }
      letters = Normalizer.normalize(letters, Normalizer.Form.NFC);
      boolean isLamAlef = letters.length() == 2 && name.contains("LAM WITH ALEF");
      for (var form : Form.values()) {
        if (name.endsWith(" " + form + " FORM") && (letters.length() == 1 || isLamAlef)) {
          forms
              .computeIfAbsent(letters, _ -> new EnumMap<>(Form.class))
              .putIfAbsent(form, character);
        }
      }
    }
    return forms;
  }

  /** The text in the same order, with presentation forms. */
  static String shape(String text) {
    if (text.chars().noneMatch(each -> each >= 0x600 && each < 0x700)) {
      return text;
    }
    var characters = text.codePoints().toArray();
    var shaped = new StringBuilder();
    for (int i = 0; i < characters.length; i++) {
      int next = next(characters, i);
      var pair =
          characters[i] == LAM && next == i + 1
              ? FORMS.get(Character.toString(LAM) + Character.toString(characters[next]))
              : null;
      boolean isJoinedBefore = joinsNext(characters, previous(characters, i));
      if (pair != null) {
        shaped.appendCodePoint(form(pair, isJoinedBefore, false, characters[i]));
        i = next;
        continue;
      }
      var forms = FORMS.get(Character.toString(characters[i]));
      shaped.appendCodePoint(
          forms == null
              ? characters[i]
              : form(forms, isJoinedBefore, joinsPrevious(characters, next), characters[i]));
    }
    return shaped.toString();
  }

  private static int form(
      Map<Form, Integer> forms, boolean isJoinedBefore, boolean isJoinedBehind, int otherwise) {
    boolean isBehind = isJoinedBehind && forms.containsKey(Form.INITIAL);
    var form =
        isJoinedBefore && forms.containsKey(Form.FINAL)
            ? (isBehind ? Form.MEDIAL : Form.FINAL)
            : (isBehind ? Form.INITIAL : Form.ISOLATED);
    @Nullable Integer found = forms.get(form);
    return found == null ? otherwise : found;
  }

  private static boolean joinsNext(int[] characters, int at) {
    if (at < 0) {
      return false;
    }
    var forms = FORMS.get(Character.toString(characters[at]));
    return characters[at] == TATWEEL || (forms != null && forms.containsKey(Form.INITIAL));
  }

  private static boolean joinsPrevious(int[] characters, int at) {
    if (at >= characters.length) {
      return false;
    }
    var forms = FORMS.get(Character.toString(characters[at]));
    return characters[at] == TATWEEL || (forms != null && forms.containsKey(Form.FINAL));
  }

  /** The place of the letter behind, after vowel signs. */
  private static int next(int[] characters, int at) {
    int next = at + 1;
    while (next < characters.length && isVowelSign(characters[next])) {
      next++;
    }
    return next;
  }

  private static int previous(int[] characters, int at) {
    int previous = at - 1;
    while (previous >= 0 && isVowelSign(characters[previous])) {
      previous--;
    }
    return previous;
  }

  private static boolean isVowelSign(int character) {
    return Character.getType(character) == Character.NON_SPACING_MARK;
  }
}
