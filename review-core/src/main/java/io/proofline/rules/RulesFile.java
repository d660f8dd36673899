package io.proofline.rules;

import io.proofline.hash.Sha256;
import io.proofline.policy.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The administrator's rules file: its text, and the rules and teams that it defines. All texts but
 * {@code yaml} are in Unicode NFC.
 *
 * @param yaml the file's text, unchanged
 * @param teams e-mail addresses by team
 * @param watchedGalleries patterns of {@code select.gallery}
 * @param watchedKeywords patterns of {@code select.keyword}
 * @param referencedFields library fields that the rules decide by; snapshots must carry them
 */
public record RulesFile(
    String yaml,
    Rules rules,
    Map<String, List<String>> teams,
    List<String> watchedGalleries,
    List<String> watchedKeywords,
    List<String> referencedFields) {

  private static final int VERSION_DIGITS = 12;

  /**
   * Reads a file and checks it.
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
   * Reads a file that is going to be published, that is, put into force.
   *
   * @throws InvalidRulesException with every mistake in it, and every feature that this version
   *     does not support
   */
  public static RulesFile readForPublishing(String yaml) throws InvalidRulesException {
    var rulesDiagnostics = new RulesDiagnostics();
    var file = check(yaml, rulesDiagnostics, rulesDiagnostics);
    rulesDiagnostics.throwIfAny();
    return file;
  }

  /** The features that a file uses and this version does not support; the file has no mistakes. */
  public static List<RulesDiagnostic> unsupportedFeatures(String yaml) {
    var rulesDiagnostics = new RulesDiagnostics();
    check(yaml, new RulesDiagnostics(), rulesDiagnostics);
    return rulesDiagnostics.sorted();
  }

  /** Texts of a file that look like others; the file has no mistakes, and may be published. */
  public static List<RulesDiagnostic> warnings(String yaml) {
    var warnings = new RulesDiagnostics();
    YamlParser.read(yaml, new RulesDiagnostics())
        .ifPresent(root -> SuspiciousTexts.report(root, warnings));
    return warnings.sorted();
  }

  /**
   * Reads a file that was published before, perhaps by an earlier version. Parts that this version
   * would refuse are ignored, because old facts name old rules and are still processed by them.
   */
  public static RulesFile readPublished(String yaml) {
    return read(YamlParser.read(yaml, new RulesDiagnostics()), yaml);
  }

  private static RulesFile check(
      String yaml, RulesDiagnostics mistakes, RulesDiagnostics unsupported) {
    var root = YamlParser.read(yaml, mistakes);
    root.ifPresent(node -> {
      var uses = new RulesChecker(mistakes).check(RulesGrammar.FILE, node);
      new ReferenceChecker(YamlSection.of(node), mistakes).check();
      UnsupportedFeatures.report(uses, unsupported);
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

  /** The version of a text: the first 12 hex digits of its SHA-256. */
  static String version(String yaml) {
    return Sha256.hex(yaml).substring(0, VERSION_DIGITS);
  }
}
