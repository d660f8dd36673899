package io.proofline.processor.rules;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What the language has and this version does not do yet. Nobody shall believe that it happens: a
 * file that uses it is not put into force. Who builds one of these takes its line away.
 */
final class NotCarriedOut {

  private static final List<Feature> FEATURES =
      List.of(
          all("file.calendar"),
          all("file.settle"),
          all("file.limits"),
          all("file.require"),
          all("file.fields"),
          all("file.withdrawn"),
          all("select.then"),
          some("review.mode", text -> !text.equals("act")),
          some("when.collection", text -> text.startsWith("id:")),
          all("when.field"),
          all("when.uploader"),
          all("when.uploaded"),
          some("stage.decides", text -> text.contains("@")),
          all("stage.after"),
          all("stage.due"),
          all("stage.mail"),
          some("proof.folder", text -> !Folders.isId(text)),
          all("proof.name"),
          some("proof.file", text -> !text.equals("original")),
          all("proof.brief"),
          all("proof.security"),
          some("proof.signature", text -> !text.equals("false")),
          new Feature(
              name -> name.startsWith("write.") && !name.equals("write.edit_status"), _ -> true),
          all("texts.withdrawn"),
          all("texts.superseded"),
          some("texts.only_if_empty", text -> !text.equals("false")),
          some("approved.store", text -> !text.equals("none")),
          all("approved.publish"));

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

  private static Feature all(String name) {
    return some(name, _ -> true);
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
