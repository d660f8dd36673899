package io.proofline.processor.rules;

import io.proofline.processor.review.Rules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A rules file that passed every check.
 *
 * @param teams addresses by team
 * @param watchedGalleries what {@code select.gallery} names
 * @param watchedKeywords what {@code select.keyword} names
 * @param askedFields library fields that snapshots must carry
 */
public record RulesFile(
    String yaml,
    Rules rules,
    Map<String, List<String>> teams,
    List<String> watchedGalleries,
    List<String> watchedKeywords,
    List<String> askedFields) {

  /**
   * Reads a file.
   *
   * @throws RulesRefused with every mistake in it
   */
  public static RulesFile read(String yaml) throws RulesRefused {
    var notes = new Notes();
    var file = checked(yaml, notes, new Notes());
    notes.refuseMistakes();
    return file;
  }

  /**
   * Reads a file that shall be put into force.
   *
   * @throws RulesRefused with every mistake in it, and all that this version does not carry out
   */
  public static RulesFile readForForce(String yaml) throws RulesRefused {
    var notes = new Notes();
    var file = checked(yaml, notes, notes);
    notes.refuseMistakes();
    return file;
  }

  /** What a file without mistakes says that this version does not carry out. */
  public static List<Mistake> notCarriedOut(String yaml) {
    var notes = new Notes();
    checked(yaml, new Notes(), notes);
    return notes.sorted();
  }

  /**
   * Reads a file that was put into force once. What this version would refuse in it is left out:
   * old facts name old rules, and must be folded all the same.
   */
  public static RulesFile readInForce(String yaml) {
    return read(YamlText.read(yaml, new Notes()), yaml);
  }

  private static RulesFile checked(String yaml, Notes mistakes, Notes notCarriedOut) {
    var root = YamlText.read(yaml, mistakes);
    root.ifPresent(node -> {
      var uses = new Check(mistakes).of(Language.FILE, node);
      new References(Section.of(node), mistakes).check();
      NotCarriedOut.note(uses, notCarriedOut);
    });
    return read(root, yaml);
  }

  private static RulesFile read(Optional<Node> root, String yaml) {
    var file = root.map(Section::of).orElseGet(Section::empty);
    return new RulesReader(file).read(yaml, version(yaml));
  }

  /** The version of a text: the first twelve hex digits of its SHA-256. */
  static String version(String yaml) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
