package io.proofline.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The option to print an answer as JSON. */
final class JsonOption {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Prints the answer as JSON.")
  boolean json;

  /** Prints a value if the option is set; returns whether it is. */
  boolean print(Object value) {
    if (json) {
      JsonNode node = JsonMapper.shared().valueToTree(value);
      spec.commandLine().getOut().println(node.toPrettyString());
    }
    return json;
  }
}
