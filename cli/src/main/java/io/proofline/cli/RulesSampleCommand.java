package io.proofline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a packaged rules file as a starting point for one's own rules. */
@Command(
    name = "sample",
    description = "Prints a sample of a rules file to begin with; without NAME lists the samples.",
    mixinStandardHelpOptions = true)
final class RulesSampleCommand implements Callable<Integer> {

  /** The files in the folder {@code rules-samples}, without {@code .yaml}. */
  static final List<String> NAMES = List.of("newsroom", "product-marketing", "regulated-brand");

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of a sample.")
  @Nullable String name;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (name == null) {
      NAMES.forEach(sample -> out.println("%-19s%s".formatted(sample, summary(sample))));
      out.println();
      out.println(
          PasteableCommands.complete(
              spec, "To print one: proofline rules sample " + NAMES.getFirst()));
      return ExitCode.OK;
    }
    if (!NAMES.contains(name)) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no sample '%s'. There are: %s.".formatted(name, String.join(", ", NAMES)));
    }
    out.print(text(name));
    out.flush();
    return ExitCode.OK;
  }

  /** The comment in the first line of a sample. */
  private static String summary(String sample) {
    return text(sample).lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
  }

  private static String text(String sample) {
    var file = "/rules-samples/%s.yaml".formatted(sample);
    try (var in = RulesSampleCommand.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the sample " + sample, e);
    }
  }
}
