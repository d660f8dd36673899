package io.proofline.policy;

import io.proofline.text.ComparableText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The review route that the rules chose for one asset. It is fixed once chosen; only stages that
 * are required later are added.
 *
 * @param rule name of the rule that matched
 * @param rulesVersion version of the rules file with this rule
 * @param collection path of the collection by which the rule found the asset, else of the first
 *     collection above it; null if the asset is in none
 * @param watch whether decisions are only recorded and no command is issued
 * @param stages in their order
 * @param dropped names of stages of the previous route that are removed from the proof
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

  /** The route with the required stages added, but for those whose name it already has. */
  public Route withStages(List<Stage> required) {
    var all = new ArrayList<>(stages);
    for (var stage : required) {
      if (all.stream().noneMatch(s -> s.isNamed(stage.name()))) {
        all.add(stage);
      }
    }
    return all.size() == stages.size()
        ? this
        : new Route(rule, rulesVersion, proof, collection, watch, all, dropped);
  }

  /** This route in place of another, whose stages it drops unless it has them too. */
  public Route replacing(Route former) {
    var gone =
        former.stages.stream()
            .map(Stage::name)
            .filter(name -> stages.stream().noneMatch(s -> s.isNamed(name)))
            .toList();
    return new Route(rule, rulesVersion, proof, collection, watch, stages, gone);
  }

  /**
   * A stage of the route.
   *
   * @param person index of the single decider in the team, from 0; null unless decides is ONE
   * @param after name of the stage that must be approved before this one starts; null for none
   * @param due time limit from the stage's start; null for none
   * @param mail how often its members get mail; null for their own setting in Ziflow
   */
  public record Stage(
      String name,
      String team,
      Decides decides,
      @Nullable Integer person,
      @Nullable String after,
      @Nullable StageTimeLimit due,
      @Nullable Mail mail) {

    /** A stage that starts with the proof and has no time limit. */
    public static Stage of(String name, String team, Decides decides) {
      return new Stage(name, team, decides, null, null, null, null);
    }

    /** Names are compared as {@link ComparableText}. */
    boolean isNamed(String other) {
      return ComparableText.areEqual(name, other);
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
