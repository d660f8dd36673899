package io.proofline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script by which your shell completes commands and options.",
      "bash: source <(proofline completion bash)   zsh: source <(proofline completion zsh)",
      "Write this line into ~/.bashrc or ~/.zshrc to have it always."
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  /** The shells that the script is for. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(paramLabel = "bash|zsh", description = "Your shell.")
  Shell shell = Shell.BASH;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (shell == Shell.ZSH) {
      // the script's own call of compinit asks a question if a directory has loose permissions
      out.println("autoload -U +X compinit && compinit -u");
    }
    out.println(AutoComplete.bash("proofline", spec.root().commandLine()));
    out.flush();
    return ExitCode.OK;
  }
}
