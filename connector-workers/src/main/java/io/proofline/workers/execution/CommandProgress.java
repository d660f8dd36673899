package io.proofline.workers.execution;

/**
 * How far a command has come.
 *
 * @param commandFailures failed tries of the present step in a row that count against the command
 * @param possibleCreates creating calls that may have had their effect
 * @param emptyLookUps look-ups in a row that found nothing
 * @param requiredLookUps so many empty ones before it is made
 * @param apiFailures failed tries of the present step in a row that its API is blamed for
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

  /** To be looked up before anything is made. */
  static CommandProgress requiringLookUps(int wanted) {
    return new CommandProgress(0, 0, 0, wanted);
  }

  CommandProgress withCommandFailure() {
    return new CommandProgress(
        commandFailures + 1, possibleCreates, emptyLookUps, requiredLookUps, apiFailures);
  }

  /** Failed without its fault. */
  CommandProgress withApiFailure() {
    return new CommandProgress(
        commandFailures, possibleCreates, emptyLookUps, requiredLookUps, apiFailures + 1);
  }

  /** Failed tries of the present step in a row, whoever is blamed. */
  int failuresInARow() {
    return commandFailures + apiFailures;
  }

  CommandProgress withStepDone() {
    return new CommandProgress(0, possibleCreates, emptyLookUps, requiredLookUps);
  }

  CommandProgress withEmptyLookUp() {
    return new CommandProgress(0, possibleCreates, emptyLookUps + 1, requiredLookUps);
  }

  CommandProgress withPossibleCreate(int lookUpsWanted) {
    return new CommandProgress(0, possibleCreates + 1, 0, lookUpsWanted);
  }

  /** As {@link #withPossibleCreate}, when its API is blamed for the silence. */
  CommandProgress withPossibleCreateBlamedOnApi(int lookUpsWanted) {
    return new CommandProgress(0, possibleCreates, 0, lookUpsWanted);
  }
}
