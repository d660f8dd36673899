package io.proofline.standalone;

import io.proofline.cli.Proofline;
import picocli.CommandLine;

/**
 * The command {@code proofline} with {@code demo} and {@code up}, which run everything in one
 * process.
 */
public final class StandaloneMain {

  private StandaloneMain() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return Proofline.commandLine(new DemoCommand(), new UpCommand());
  }
}
