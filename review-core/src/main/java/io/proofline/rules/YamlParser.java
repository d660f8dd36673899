package io.proofline.rules;

import io.proofline.text.ComparableText;
import java.io.StringReader;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Parses YAML, and thereby JSON, into a tree whose nodes know their line and column. All texts are
 * in Unicode NFC. Size and depth are limited and aliases are refused, so that no file takes more
 * than about a second.
 */
final class YamlParser {

  /** Most characters of a file. */
  static final int MOST_CHARACTERS = 1 << 20;

  /** Most levels of lists and blocks in each other. */
  static final int MOST_LEVELS = 50;

  private static final Set<String> HARMLESS_TAGS =
      Set.of(Tag.STR.getValue(), Tag.SEQ.getValue(), Tag.MAP.getValue());

  private YamlParser() {}

  /** The root; empty if the text can't be used, with the reasons in the diagnostics. */
  static Optional<Node> read(String text, RulesDiagnostics rulesDiagnostics) {
    if (text.length() > MOST_CHARACTERS) {
      rulesDiagnostics.add(Optional.empty(), tooLong(text.length()));
      return Optional.empty();
    }
    try {
      return compose(ComparableText.nfc(text), rulesDiagnostics);
    } catch (MarkedYAMLException e) {
      rulesDiagnostics.add(Optional.ofNullable(e.getProblemMark()), "this is not YAML: " + why(e));
    } catch (YAMLException e) {
      rulesDiagnostics.add(Optional.empty(), "this is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  static String tooLong(long length) {
    return "the file is too long, %,d characters; at most %,d are allowed"
        .formatted(length, MOST_CHARACTERS);
  }

  private static Optional<Node> compose(String text, RulesDiagnostics rulesDiagnostics) {
    if (!checkEvents(text, rulesDiagnostics)) {
      return Optional.empty();
    }
    var root = Optional.ofNullable(yaml().compose(new StringReader(text)));
    if (root.isEmpty()) {
      rulesDiagnostics.add(Optional.empty(), "there is nothing in it");
    }
    return root;
  }

  /**
   * Whether the text has neither aliases nor foreign tags and is not too deep. With aliases a short
   * text can be an endless tree. Reads no further than the first level too deep.
   */
  private static boolean checkEvents(String text, RulesDiagnostics rulesDiagnostics) {
    boolean isUsable = true;
    int levels = 0;
    for (var event : yaml().parse(new StringReader(text))) {
      levels += event instanceof CollectionStartEvent ? 1 : 0;
      levels -= event instanceof CollectionEndEvent ? 1 : 0;
      if (levels > MOST_LEVELS) {
        rulesDiagnostics.add(mark(event), tooDeep());
        return false;
      }
      var problem = problem(event);
      problem.ifPresent(sentence -> rulesDiagnostics.add(mark(event), sentence));
      isUsable &= problem.isEmpty();
    }
    return isUsable;
  }

  private static String tooDeep() {
    return "this is more than %d levels deep; use 'one_of' or several rules instead"
        .formatted(MOST_LEVELS);
  }

  private static Optional<String> problem(Event event) {
    return switch (event) {
      case AliasEvent alias ->
          Optional.of("'*%s' is an alias; write out what is meant".formatted(alias.getAnchor()));
      case ScalarEvent scalar -> foreignTag(scalar.getTag());
      case CollectionStartEvent collection -> foreignTag(collection.getTag());
      default -> Optional.empty();
    };
  }

  private static Optional<String> foreignTag(String tag) {
    return tag == null || tag.equals("!") || HARMLESS_TAGS.contains(tag)
        ? Optional.empty()
        : Optional.of(
            "'%s' is a tag, and tags are not allowed; write the text itself"
                .formatted(tag.replace(Tag.PREFIX, "!!")));
  }

  private static Optional<Mark> mark(Event event) {
    return Optional.ofNullable(event.getStartMark());
  }

  private static String why(MarkedYAMLException e) {
    return e.getContext() == null ? e.getProblem() : e.getContext() + ": " + e.getProblem();
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(MOST_LEVELS);
    return new Yaml(options);
  }
}
