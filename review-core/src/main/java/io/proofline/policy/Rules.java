package io.proofline.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of the administrator's rules.
 *
 * @param reviews rules in order; the first that matches gives the route
 * @param otherwise stages for selected assets that no rule matches; empty for no review of them
 * @param requirements stages that are added to the stages of every rule
 * @param withdrawnGallery private gallery that keeps withdrawn assets; null for none
 * @param fields library fields by the names that the rules give them
 */
public record Rules(
    String version,
    WorkCalendar calendar,
    Select select,
    Timing timing,
    List<Rule> reviews,
    List<Route.Stage> otherwise,
    List<Requirement> requirements,
    ProofSettings proof,
    VerdictPolicy verdictPolicy,
    FieldMapping fieldMapping,
    OnApproval onApproval,
    @Nullable String withdrawnGallery,
    Map<String, String> fields) {

  public Rules {
    reviews = List.copyOf(reviews);
    otherwise = List.copyOf(otherwise);
    requirements = List.copyOf(requirements);
    fields = Map.copyOf(fields);
  }

  /** The rules before the first push: they match nothing. */
  public static Rules none() {
    return new Rules(
        "none",
        WorkCalendar.everyDay(),
        new Select(List.of(), List.of(), null),
        Timing.byDefault(),
        List.of(),
        List.of(),
        List.of(),
        ProofSettings.ownedBy(""),
        VerdictPolicy.byDefault(),
        FieldMapping.none(),
        OnApproval.none(),
        null,
        Map.of());
  }

  /** The route of a selected asset; empty if no rule matches and there is no otherwise. */
  public Optional<Route> route(Asset asset) {
    return firstMatch(asset)
        .or(() -> otherwise.isEmpty() ? Optional.empty() : Optional.of(fallback()))
        .map(rule -> route(rule, asset));
  }

  /** The route of an asset that is not selected; empty if no rule matches. */
  public Optional<Route> routeByRule(Asset asset) {
    return firstMatch(asset).map(rule -> route(rule, asset));
  }

  /** The first rule that matches an asset. */
  public Optional<Rule> firstMatch(Asset asset) {
    return reviews.stream().filter(r -> r.when().holds(asset)).findFirst();
  }

  /** The stages that an asset needs in addition to those of the matching rule. */
  public List<Route.Stage> requiredStages(Asset asset) {
    return requirements.stream()
        .filter(r -> r.when().holds(asset))
        .flatMap(r -> r.stages().stream())
        .toList();
  }

  private Route route(Rule rule, Asset asset) {
    var above = asset.galleries().stream().flatMap(g -> TextPattern.parentPath(g.path()).stream());
    var collection = rule.when().collectionOf(asset).or(above::findFirst).orElse(null);
    return new Route(
            rule.name(), version, proof, collection, rule.watch(), rule.stages(), List.of())
        .withStages(requiredStages(asset));
  }

  private Rule fallback() {
    return new Rule("otherwise", new Condition.All(List.of()), otherwise, false);
  }

  /**
   * How a person selects an asset for review.
   *
   * @param galleries an asset that enters one of them is selected
   * @param keywords an asset that gets one of them is selected
   * @param moveTo gallery to which a selected asset is moved if it is in no other; null to leave it
   */
  public record Select(
      List<TextPattern> galleries, List<TextPattern> keywords, @Nullable String moveTo) {

    public Select {
      galleries = List.copyOf(galleries);
      keywords = List.copyOf(keywords);
    }

    /** The condition on an asset with only its new galleries and keywords. */
    public Condition when() {
      var wishes = new ArrayList<Condition>();
      if (!galleries.isEmpty()) {
        wishes.add(new Condition.InGallery(galleries));
      }
      if (!keywords.isEmpty()) {
        wishes.add(new Condition.HasKeyword(keywords));
      }
      return new Condition.OneOf(wishes);
    }

    /** Whether an asset in this gallery is selected. */
    public boolean selects(Asset.Gallery gallery) {
      return galleries.stream().anyMatch(t -> t.matches(gallery));
    }

    /** Whether an asset with this keyword is selected. */
    public boolean selects(String keyword) {
      return keywords.stream().anyMatch(t -> t.matches(keyword));
    }
  }

  /**
   * Quiet period, rate limit and read intervals.
   *
   * @param quietPeriod how long an asset must be unchanged before a rule starts its review; null if
   *     only selected assets are reviewed
   * @param proofsPerHour further proofs wait for a go-ahead; null for no limit
   * @param rereadOpen after how long without a Ziflow event an open proof is read
   * @param rereadDecided the same for a decided proof, in its first 30 days
   */
  public record Timing(
      @Nullable Duration quietPeriod,
      @Nullable Integer proofsPerHour,
      Duration rereadOpen,
      Duration rereadDecided) {

    /** Selected assets only, no rate limit, open proofs every 15 minutes, decided ones daily. */
    public static Timing byDefault() {
      return new Timing(null, null, Duration.ofMinutes(15), Duration.ofDays(1));
    }
  }

  /**
   * One entry of {@code reviews}.
   *
   * @param watch whether decisions are only recorded and no command is issued
   */
  public record Rule(String name, Condition when, List<Route.Stage> stages, boolean watch) {

    public Rule {
      stages = List.copyOf(stages);
    }
  }

  /** One entry of {@code require}. */
  public record Requirement(Condition when, List<Route.Stage> stages) {

    public Requirement {
      stages = List.copyOf(stages);
    }
  }
}
