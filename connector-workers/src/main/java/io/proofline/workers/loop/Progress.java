package io.proofline.workers.loop;

/**
 * How far a command has come.
 *
 * @param stumbles failed tries of the present step in a row
 * @param made creating calls that may have had their effect
 * @param lookUps look-ups in a row that found nothing
 * @param lookUpsWanted so many empty ones before it is made
 */
record Progress(int stumbles, int made, int lookUps, int lookUpsWanted) {

  static final Progress FRESH = new Progress(0, 0, 0, 0);

  /** To be looked up before anything is made. */
  static Progress lookingUp(int wanted) {
    return new Progress(0, 0, 0, wanted);
  }

  Progress stumbled() {
    return new Progress(stumbles + 1, made, lookUps, lookUpsWanted);
  }

  Progress stepped() {
    return new Progress(0, made, lookUps, lookUpsWanted);
  }

  Progress lookedUp() {
    return new Progress(0, made, lookUps + 1, lookUpsWanted);
  }

  Progress perhapsMade(int lookUpsWanted) {
    return new Progress(0, made + 1, 0, lookUpsWanted);
  }
}
