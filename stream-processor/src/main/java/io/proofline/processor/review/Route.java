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

  /**
   * A stage to be asked.
   *
   * @param person place of the person who decides in the team, from 0; null unless decides is ONE
   * @param after stage that must be approved before this one is asked; null for none
   * @param due how long it has from its start; null for ever
   * @param mail how often its members get mail; null for what they chose in Ziflow
   */
  public record Stage(
      String name,
      String team,
      Decides decides,
      @Nullable Integer person,
      @Nullable String after,
      @Nullable Due due,
      @Nullable Mail mail) {

    /** Asked at the start, and without a time. */
    public static Stage of(String name, String team, Decides decides) {
      return new Stage(name, team, decides, null, null, null, null);
    }
  }

  /** Whose decision ends a stage. */
  public enum Decides {
    EVERYONE,
    ANYONE,
    ONE
  }

  /** How often Ziflow mails a member. */
  public enum Mail {
    ALL,
    REPLIES,
    DECISIONS,
    FINAL,
    HOURLY,
    DAILY,
    NONE
  }
}
