package io.proofline.schemas;

import io.proofline.schemas.avro.Command;
import java.util.List;

/**
 * The topics from which workers read commands: one lane for each API and urgency, and one for
 * files.
 *
 * @param urgentZiflow Ziflow commands that withdraw an asset
 * @param urgentLibrary PhotoShelter commands that withdraw an asset
 * @param ziflow other Ziflow commands
 * @param library other PhotoShelter commands
 * @param laterZiflow Ziflow commands without urgency
 * @param laterLibrary PhotoShelter commands without urgency
 * @param transfer commands that download or upload complete files
 */
public record CommandLanes(
    Topic<String, Command> urgentZiflow,
    Topic<String, Command> urgentLibrary,
    Topic<String, Command> ziflow,
    Topic<String, Command> library,
    Topic<String, Command> laterZiflow,
    Topic<String, Command> laterLibrary,
    Topic<String, Command> transfer) {

  /** All lanes, the most urgent first. */
  public List<Topic<String, Command>> all() {
    return List.of(
        urgentZiflow, urgentLibrary, ziflow, library, laterZiflow, laterLibrary, transfer);
  }
}
