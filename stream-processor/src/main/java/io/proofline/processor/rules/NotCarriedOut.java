package io.proofline.processor.rules;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What the language has and this version does not do yet. Nobody shall believe that it happens: a
 * file that uses it is not put into force. Who builds one of these takes its line away. A new
 * version in the library waits until somebody has seen PhotoShelter take one (fact sheet, question
 * 1).
 */
final class NotCarriedOut {

  private static final List<Feature> FEATURES =
      List.of(some("approved.store", text -> text.equals("new_version")));

  private NotCarriedOut() {}

  /** Notes each use of something that this version does not do. */
  static void note(List<Check.Use> uses, Notes notes) {
    uses.stream()
        .filter(use -> FEATURES.stream().anyMatch(f -> f.isMeant(use)))
        .forEach(use ->
            notes.add(
                use.key(),
                "'%s' is not carried out by this version yet".formatted(Section.key(use.key()))));
  }

  private static Feature some(String name, Predicate<String> values) {
    return new Feature(name::equals, values);
  }

  /** A key of a block, with all that it may say or only some of it. */
  private record Feature(Predicate<String> name, Predicate<String> values) {

    boolean isMeant(Check.Use use) {
      return name.test(use.name()) && isMeant(use.value());
    }

    private boolean isMeant(Node value) {
      return switch (value) {
        case ScalarNode text -> values.test(text.getValue().strip().toLowerCase(Locale.ROOT));
        case SequenceNode list -> list.getValue().stream().anyMatch(this::isMeant);
        default -> values.test("");
      };
    }
  }
}
