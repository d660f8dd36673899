package io.proofline.cli;

import io.proofline.policy.Asset;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RuleEvaluation;
import io.proofline.rules.RulesFile;
import io.proofline.rules.SampleAssetReader;
import io.proofline.rules.YamlText;
import java.io.IOException;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Holds rules against an asset, a made-up or a known one. */
@Command(
    name = "try",
    description =
        "Holds rules against a made-up asset, or one that is known: what matches and why, what"
            + " would be asked for. Exits 0 when it could be told, else 1.",
    mixinStandardHelpOptions = true)
final class RulesTryCommand implements Callable<Integer> {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The rules, as YAML.")
  Path file = Path.of("");

  @ArgGroup(multiplicity = "1")
  AssetSource which = new AssetSource();

  @Mixin ProcessorOptions at = new ProcessorOptions();

  /** The asset. */
  static final class AssetSource {

    @Option(
        names = "--sample",
        paramLabel = "FILE",
        description =
            "A made-up one, as YAML or JSON: file, type, galleries (paths), keywords, fields,"
                + " uploader, uploaded, modified; each may be left out.")
    @Nullable Path sample;

    @Option(
        names = "--asset",
        paramLabel = "ID",
        description =
            "A known one, as the library showed it last; the processor is asked, PhotoShelter is"
                + " not.")
    @Nullable String asset;
  }

  @Override
  public Integer call() {
    try {
      return evaluate(RulesFile.read(text(file)));
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
    try (var processorClient = at.open()) {
      var id = String.valueOf(which.asset);
      var review =
          processorClient
              .review(id)
              .orElseThrow(() ->
                  new ProcessorClientException(
                      "Nothing is known of asset %s. To have it read: proofline review reread %s"
                          .formatted(id, id)));
      out().print(RuleEvaluation.explain(rules, asset(id, review)));
      printCurrentRule(review);
      return ExitCode.OK;
    }
  }

  private int evaluateSample(RulesFile rules, Path sample) {
    try {
      out().print(RuleEvaluation.explain(rules, SampleAssetReader.read(text(sample))));
      return ExitCode.OK;
    } catch (InvalidRulesException e) {
      return reportInvalidRules(sample, e);
    }
  }

  private static Asset asset(String id, JsonNode review) {
    var told = review.path("state_record").path("library").path("asset");
    if (!told.isObject()) {
      throw new ProcessorClientException(
          "The library has not shown asset %s yet. To have it read: proofline review reread %s"
              .formatted(id, id));
    }
    return RulesBackfill.readAsset(told);
  }

  private void printCurrentRule(JsonNode review) {
    var rule = TerminalText.text(review, "rule");
    var reason = TerminalText.text(review, "reason");
    out()
        .printf(
            "%nThe rules in force (version %s) made of it: %s%s%s.%n",
            TerminalText.text(review, "rules_version"),
            TerminalText.state(review),
            rule.isEmpty() ? "" : ", by '" + rule + "'",
            reason.isEmpty() ? "" : " (" + reason + ")");
  }

  private int reportInvalidRules(Path of, InvalidRulesException e) {
    spec.commandLine().getErr().printf("%s has mistakes:%n%s%n", of, e.getMessage());
    return ExitCode.SOFTWARE;
  }

  private String text(Path of) throws InvalidRulesException {
    try {
      return YamlText.read(of);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "Can't read %s: %s".formatted(of, e), e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
