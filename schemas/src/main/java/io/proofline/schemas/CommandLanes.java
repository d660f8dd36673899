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

  private static final String NAMES = "commands.";

  /** The name of a lane's topic without the prefix, such as {@code ziflow.urgent}. */
  public static String name(Topic<String, ?> lane) {
    return lane.name().substring(lane.name().lastIndexOf(NAMES) + NAMES.length());
  }

  /** All lanes, the most urgent first. */
  public List<Topic<String, Command>> all() {
    return List.of(
        urgentZiflow, urgentLibrary, ziflow, library, laterZiflow, laterLibrary, transfer);
  }
}
