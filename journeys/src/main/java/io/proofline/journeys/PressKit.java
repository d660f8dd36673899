package io.proofline.journeys;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The collection in which the demo's rules publish approved photographs for partners. */
public final class PressKit {

  /** Name of the collection. */
  public static final String NAME = "Press kit";

  private PressKit() {}

  /** Whether a photograph is published, by the sandbox's answer about it. */
  public static boolean contains(JsonNode photograph) {
    return isAmong(photograph.path("paths").valueStream().map(path -> path.asString("")).toList());
  }

  /** Whether one of some galleries' paths is in the collection. */
  static boolean isAmong(List<String> paths) {
    return paths.stream().anyMatch(path -> path.startsWith(NAME + "/"));
  }
}
