package io.proofline.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules made of one asset; fixed once chosen, but for stages that are required later.
 *
 * @param rule name of the rule that matched
 * @param rulesVersion the rules that it stands in
 * @param collection path of the collection that the rule found it by, else of the first above it;
 *     null where it lies in none
 * @param watch decided and recorded, and nothing is done
 * @param stages in their order
 * @param dropped names of stages that a former route had, and that shall be no more
 */
public record Route(
    String rule,
    String rulesVersion,
    ProofSettings proof,
    @Nullable String collection,
    boolean watch,
    List<Stage> stages,
    List<String> dropped) {

  public Route {
    stages = List.copyOf(stages);
    dropped = List.copyOf(dropped);
  }

  /** The same with those stages besides that it has not yet, by name. */
  public Route withStages(List<Stage> required) {
    var all = new ArrayList<>(stages);
    for (var stage : required) {
      if (all.stream().noneMatch(s -> s.name().equals(stage.name()))) {
        all.add(stage);
      }
    }
    return all.size() == stages.size()
        ? this
        : new Route(rule, rulesVersion, proof, collection, watch, all, dropped);
  }

  /** This route in the place of another, whose stages it drops unless it has them too. */
  public Route replacing(Route former) {
    var names = stages.stream().map(Stage::name).toList();
    var gone =
        former.stages.stream().map(Stage::name).filter(name -> !names.contains(name)).toList();
    return new Route(rule, rulesVersion, proof, collection, watch, stages, gone);
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
      @Nullable StageTimeLimit due,
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
