package io.proofline.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Groups the requests that an operator makes about reviews, one command for each {@link
 * ReviewAction}.
 */
@Command(
    name = "review",
    description =
        "Requests a change of the reviews of assets. The request is recorded at once and carried"
            + " out a moment later; 'proofline asset ID' shows the result.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ReviewCommand {

  private ReviewCommand() {}

  static CommandLine commandLine() {
    var review = new CommandLine(new ReviewCommand());
    Arrays.stream(ReviewAction.values())
        .forEach(action ->
            review.addSubcommand(action.word(), ReviewRequestCommand.commandLine(action)));
    return review;
  }
}
