package io.proofline.cli;

import io.proofline.policy.Asset;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RuleEvaluation;
import io.proofline.rules.RulesFile;
import io.proofline.rules.SampleAssetReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Evaluates rules for one asset, made up or known. */
@Command(
    name = "try",
    description =
        "Evaluates rules for one asset, made up or known: shows what matches and why, and which"
            + " reviewers would be asked. Exits 0 if it could be evaluated, else 1.",
    mixinStandardHelpOptions = true)
final class RulesTryCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The rules, as YAML.")
  Path file = Path.of("");

  @ArgGroup(multiplicity = "1")
  AssetSource which = new AssetSource();

  @Mixin InstallationOptions installation = new InstallationOptions();

  @Mixin ConsoleOptions console = new ConsoleOptions();

  /** The source of the asset. */
  static final class AssetSource {

    @Option(
        names = "--sample",
        paramLabel = "FILE",
        description =
            "File with a made-up asset, as YAML or JSON: file, type, galleries (paths), keywords,"
                + " fields, uploader, uploaded, modified; all are optional.")
    @Nullable Path sample;

    @Option(
        names = "--asset",
        paramLabel = "ASSET",
        description =
            "A known asset by its id or exact file name, as it was last read; PhotoShelter is not"
                + " called.")
    @Nullable String asset;
  }

  @Override
  public Integer call() {
    try {
      return evaluate(RulesFile.read(InputFile.readYaml(spec, file)));
    } catch (InvalidRulesException e) {
      return reportInvalidRules(file, e);
    } finally {
      out().flush();
    }
  }

  private int evaluate(RulesFile rules) {
    if (which.sample != null) {
      return evaluateSample(rules, which.sample);
    }
    try (var client = console.open(installation)) {
      var id = AssetNames.resolve(client, String.valueOf(which.asset));
      var review =
          client
              .review(id)
              .orElseThrow(() ->
                  new ConsoleClientException(
                      "Proofline does not know asset %s. To have it read: proofline review reread %s"
                          .formatted(id, id)));
      out().print(RuleEvaluation.explain(rules, asset(id, review)));
      printCurrentRule(review);
      return ExitCode.OK;
    }
  }

  private int evaluateSample(RulesFile rules, Path sample) {
    try {
      out()
          .print(
              RuleEvaluation.explain(
                  rules, SampleAssetReader.read(InputFile.readYaml(spec, sample))));
      return ExitCode.OK;
    } catch (InvalidRulesException e) {
      return reportInvalidRules(sample, e);
    }
  }

  private static Asset asset(String id, JsonNode review) {
    var asset = review.path("asset");
    if (!asset.isObject()) {
      throw new ConsoleClientException(
          "Asset %s has not been read from the library yet. To have it read: proofline review reread %s"
              .formatted(id, id));
    }
    return AssetReader.read(asset);
  }

  private void printCurrentRule(JsonNode review) {
    var rule = TerminalText.text(review, "rule");
    var reason = TerminalText.text(review, "reason");
    out()
        .printf(
            "%nResult of the rules in force (version %s): %s%s%s.%n",
            TerminalText.text(review, "rules_version"),
            TerminalText.state(review),
            rule.isEmpty() ? "" : ", by '" + rule + "'",
            reason.isEmpty() ? "" : " (" + reason + ")");
  }

  private int reportInvalidRules(Path of, InvalidRulesException e) {
    spec.commandLine().getErr().printf("%s has mistakes:%n%s%n", of, e.getMessage());
    return ExitCode.SOFTWARE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
