package io.proofline.cli;

import java.util.Locale;

/** The requests about reviews; each is a command and a kind of request of the same word. */
enum ReviewAction {
  SELECT("Selects assets for review, as the selecting gallery or keyword does."),
  START("Starts a review at once, even if no rule picks the asset."),
  CANCEL("Ends open reviews: reviewers can no longer decide."),
  WITHDRAW(
      "Takes assets out of use at once: removes them from the galleries to which Proofline"
          + " published them and sets the status 'withdrawn'. It outranks every decision until"
          + " 'reinstate'."),
  REINSTATE("Reverts a withdrawal: the decision counts again."),
  REROUTE("Chooses the stages again by the rules in force."),
  PAUSE("Stops all work on assets until 'resume', except withdrawals."),
  RESUME("Continues work on paused assets."),
  REREAD("Reads the asset and its proof again, in case something seems out of date.");

  private final String description;

  ReviewAction(String description) {
    this.description = description;
  }

  /** Whether a reason can be given, for the audit trail. */
  boolean takesReason() {
    return this == WITHDRAW;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }
}
