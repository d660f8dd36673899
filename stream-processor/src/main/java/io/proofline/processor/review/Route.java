package io.proofline.processor.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules made of one asset; fixed once chosen.
 *
 * @param rule name of the rule that matched
 * @param rulesVersion the rules that it stands in
 * @param ownerTeam team whose first address owns the proof
 * @param folder Ziflow folder id; null for none
 */
public record Route(
    String rule,
    String rulesVersion,
    String ownerTeam,
    @Nullable String folder,
    List<Stage> stages) {

  public Route {
    stages = List.copyOf(stages);
  }

  /** A stage to be asked. */
  public record Stage(String name, String team, Decides decides) {}

  /** Whose decision ends a stage. */
  public enum Decides {
    EVERYONE,
    ANYONE
  }
}
