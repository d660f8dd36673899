package io.proofline.rules;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Warns of texts that look like others: e-mail addresses with letters of several scripts
 * (homographs, such as a Cyrillic {@code е} among Latin letters), and invisible characters.
 */
final class SuspiciousTexts {

  /** Scripts that are written together. */
  private static final Set<UnicodeScript> EAST_ASIAN =
      Set.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO);

  private SuspiciousTexts() {}

  /** Adds a warning for each suspicious text below a node. */
  static void report(Node root, RulesDiagnostics warnings) {
    switch (root) {
      case ScalarNode text -> reportText(text, warnings);
      case SequenceNode list -> list.getValue().forEach(node -> report(node, warnings));
      case MappingNode mapping ->
          mapping
              .getValue()
              .forEach(entry -> {
                report(entry.getKeyNode(), warnings);
                report(entry.getValueNode(), warnings);
              });
      default -> {}
    }
  }

  private static void reportText(ScalarNode text, RulesDiagnostics warnings) {
    var scripts = text.getValue().contains("@") ? scripts(text.getValue()) : List.<String>of();
    if (scripts.size() > 1) {
      warnings.add(
          text,
          "'%s' mixes %s letters, of which some look alike; type the address again, or ask its owner"
              .formatted(text.getValue(), String.join(" and ", scripts)));
    }
    invisible(text.getValue())
        .ifPresent(character ->
            warnings.add(
                text,
                "'%s' has the invisible character U+%04X; delete it, or type the text again"
                    .formatted(text.getValue(), character)));
  }

  /** The scripts of the letters, by name. */
  private static List<String> scripts(String text) {
    var names = new TreeSet<String>();
    text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(UnicodeScript::of)
        .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
        .map(script -> EAST_ASIAN.contains(script) ? "East Asian" : name(script))
        .forEach(names::add);
    return List.copyOf(names);
  }

  private static String name(UnicodeScript script) {
    var name = script.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * The first character that is not shown, or that makes an outer blank other than the usual one.
   */
  static Optional<Integer> invisible(String text) {
    return text.codePoints()
        .filter(SuspiciousTexts::isFormat)
        .boxed()
        .findFirst()
        .or(() -> outerBlank(text));
  }

  /** A blank other than the usual one at the start or the end, such as a no-break space. */
  private static Optional<Integer> outerBlank(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Stream.of(text.codePointAt(0), text.codePointBefore(text.length()))
            .filter(c -> Character.isSpaceChar(c) && c != ' ')
            .findFirst();
  }

  /** Format characters, but for the two joiners that emoji and some scripts need. */
  private static boolean isFormat(int character) {
    return Character.getType(character) == Character.FORMAT
        && character != 0x200c
        && character != 0x200d;
  }
}
