package io.proofline.rules;

import io.proofline.policy.Rules;
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
 * @param referencedFields library fields that snapshots must carry
 */
public record RulesFile(
    String yaml,
    Rules rules,
    Map<String, List<String>> teams,
    List<String> watchedGalleries,
    List<String> watchedKeywords,
    List<String> referencedFields) {

  /**
   * Reads a file.
   *
   * @throws InvalidRulesException with every mistake in it
   */
  public static RulesFile read(String yaml) throws InvalidRulesException {
    var rulesDiagnostics = new RulesDiagnostics();
    var file = check(yaml, rulesDiagnostics, new RulesDiagnostics());
    rulesDiagnostics.throwIfAny();
    return file;
  }

  /**
   * Reads a file that shall be put into force.
   *
   * @throws InvalidRulesException with every mistake in it, and all that this version does not
   *     carry out
   */
  public static RulesFile readForPublishing(String yaml) throws InvalidRulesException {
    var rulesDiagnostics = new RulesDiagnostics();
    var file = check(yaml, rulesDiagnostics, rulesDiagnostics);
    rulesDiagnostics.throwIfAny();
    return file;
  }

  /** What a file without mistakes says that this version does not carry out. */
  public static List<RulesDiagnostic> unsupportedFeatures(String yaml) {
    var rulesDiagnostics = new RulesDiagnostics();
    check(yaml, new RulesDiagnostics(), rulesDiagnostics);
    return rulesDiagnostics.sorted();
  }

  /**
   * Reads a file that was put into force once. What this version would refuse in it is left out:
   * old facts name old rules, and must be folded all the same.
   */
  public static RulesFile readPublished(String yaml) {
    return read(YamlParser.read(yaml, new RulesDiagnostics()), yaml);
  }

  private static RulesFile check(
      String yaml, RulesDiagnostics mistakes, RulesDiagnostics notCarriedOut) {
    var root = YamlParser.read(yaml, mistakes);
    root.ifPresent(node -> {
      var uses = new RulesChecker(mistakes).check(RulesGrammar.FILE, node);
      new ReferenceChecker(YamlSection.of(node), mistakes).check();
      UnsupportedFeatures.report(uses, notCarriedOut);
    });
    return read(root, yaml);
  }

  private static RulesFile read(Optional<Node> root, String yaml) {
    var file = root.map(YamlSection::of).orElseGet(YamlSection::empty);
    var reader = new RulesReader(file);
    var rules = reader.rules(version(yaml));
    return new RulesFile(
        yaml,
        rules,
        reader.teams(),
        reader.selectTexts("gallery"),
        reader.selectTexts("keyword"),
        ReferencedFields.of(rules));
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
