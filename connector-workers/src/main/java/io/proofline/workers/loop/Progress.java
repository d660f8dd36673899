package io.proofline.workers.loop;

/**
 * How far a command has come.
 *
 * @param stumbles failed tries of the present step in a row that count against the command
 * @param made creating calls that may have had their effect
 * @param lookUps look-ups in a row that found nothing
 * @param lookUpsWanted so many empty ones before it is made
 * @param excused failed tries of the present step in a row that its API is blamed for
 */
record Progress(int stumbles, int made, int lookUps, int lookUpsWanted, int excused) {

  static final Progress FRESH = new Progress(0, 0, 0, 0);

  Progress(int stumbles, int made, int lookUps, int lookUpsWanted) {
    this(stumbles, made, lookUps, lookUpsWanted, 0);
  }

  /** To be looked up before anything is made. */
  static Progress lookingUp(int wanted) {
    return new Progress(0, 0, 0, wanted);
  }

  Progress stumbled() {
    return new Progress(stumbles + 1, made, lookUps, lookUpsWanted, excused);
  }

  /** Failed without its fault. */
  Progress wasExcused() {
    return new Progress(stumbles, made, lookUps, lookUpsWanted, excused + 1);
  }

  /** Failed tries of the present step in a row, whoever is blamed. */
  int tries() {
    return stumbles + excused;
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

  /** As {@link #perhapsMade}, when its API is blamed for the silence. */
  Progress perhapsMadeAndExcused(int lookUpsWanted) {
    return new Progress(0, made, 0, lookUpsWanted);
  }
}
