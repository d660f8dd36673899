package io.proofline.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The person who makes a request, for the audit trail. */
final class PersonOptions {

  @Option(
      names = "--as",
      paramLabel = "EMAIL",
      description =
          "Your e-mail address, for the audit trail, which keeps only an id made from it. The id is"
              + " shown with the address until you are erased.")
  @Nullable String email;
}
