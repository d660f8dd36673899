package io.proofline.workers.execution;

/**
 * The counters of a command that {@link CommandRetryPolicy} decides by.
 *
 * @param commandFailures failed attempts of the present step in a row that count against the
 *     command
 * @param possibleCreates creating calls that may have taken effect
 * @param emptyLookUps look-ups in a row that found nothing
 * @param requiredLookUps empty look-ups before a creating call may be sent
 * @param apiFailures failed attempts of the present step in a row that count against its API
 */
record CommandProgress(
    int commandFailures,
    int possibleCreates,
    int emptyLookUps,
    int requiredLookUps,
    int apiFailures) {

  static final CommandProgress INITIAL = new CommandProgress(0, 0, 0, 0);

  CommandProgress(int commandFailures, int possibleCreates, int emptyLookUps, int requiredLookUps) {
    this(commandFailures, possibleCreates, emptyLookUps, requiredLookUps, 0);
  }

  /** Before the first creating call, look-ups must come back empty. */
  static CommandProgress requiringLookUps(int lookUps) {
    return new CommandProgress(0, 0, 0, lookUps);
  }

  CommandProgress withCommandFailure() {
    return new CommandProgress(
        commandFailures + 1, possibleCreates, emptyLookUps, requiredLookUps, apiFailures);
  }

  /** A failure that counts against the API. */
  CommandProgress withApiFailure() {
    return new CommandProgress(
        commandFailures, possibleCreates, emptyLookUps, requiredLookUps, apiFailures + 1);
  }

  /** Failed attempts of the present step in a row, against the command or its API. */
  int failuresInARow() {
    return commandFailures + apiFailures;
  }

  CommandProgress withStepDone() {
    return new CommandProgress(0, possibleCreates, emptyLookUps, requiredLookUps);
  }

  CommandProgress withEmptyLookUp() {
    return new CommandProgress(0, possibleCreates, emptyLookUps + 1, requiredLookUps);
  }

  CommandProgress withPossibleCreate(int lookUps) {
    return new CommandProgress(0, possibleCreates + 1, 0, lookUps);
  }

  /** As {@link #withPossibleCreate}, for an unanswered request that counts against its API. */
  CommandProgress withPossibleCreateBlamedOnApi(int lookUps) {
    return new CommandProgress(0, possibleCreates, 0, lookUps);
  }
}
