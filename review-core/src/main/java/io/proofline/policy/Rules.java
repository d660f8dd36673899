package io.proofline.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator wants, in one version.
 *
 * @param reviews the first that matches gives the route
 * @param otherwise stages for what is selected and matches nothing; empty for no review then
 * @param requirements stages that are asked besides, whatever matched
 * @param withdrawnGallery gallery that keeps what is withdrawn; null for none
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

  /** Before the first push: nothing is ever selected. */
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

  /** The route of an asset that was selected; empty where no rule and no otherwise is for it. */
  public Optional<Route> route(Asset asset) {
    return firstMatch(asset)
        .or(() -> otherwise.isEmpty() ? Optional.empty() : Optional.of(fallback()))
        .map(rule -> route(rule, asset));
  }

  /** The route that a rule alone gives an asset; empty where none is for it. */
  public Optional<Route> routeByRule(Asset asset) {
    return firstMatch(asset).map(rule -> route(rule, asset));
  }

  /** The first of the reviews that is for an asset. */
  public Optional<Rule> firstMatch(Asset asset) {
    return reviews.stream().filter(r -> r.when().holds(asset)).findFirst();
  }

  /** Stages that are asked of an asset, whatever matched. */
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
   * What is a person's wish for a review.
   *
   * @param galleries what is put there is selected
   * @param keywords what gets one is selected
   * @param moveTo gallery that what was selected is moved into when it lies in no other; null for
   *     leaving it where it is
   */
  public record Select(
      List<TextPattern> galleries, List<TextPattern> keywords, @Nullable String moveTo) {

    public Select {
      galleries = List.copyOf(galleries);
      keywords = List.copyOf(keywords);
    }

    /** Holds for what entered. */
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

    public boolean selects(Asset.Gallery gallery) {
      return galleries.stream().anyMatch(t -> t.matches(gallery));
    }

    public boolean selects(String keyword) {
      return keywords.stream().anyMatch(t -> t.matches(keyword));
    }
  }

  /**
   * How fast things go.
   *
   * @param quietPeriod how long an asset must lie still before a rule picks it; null when only what
   *     is selected is reviewed
   * @param proofsPerHour what is beyond waits for a go-ahead; null for no brake
   * @param rereadOpen how long an open proof goes unread when Ziflow says nothing
   * @param rereadDecided the same of a decided one in its first 30 days
   */
  public record Timing(
      @Nullable Duration quietPeriod,
      @Nullable Integer proofsPerHour,
      Duration rereadOpen,
      Duration rereadDecided) {

    /** Only what is selected, no brake, open proofs every quarter of an hour, others daily. */
    public static Timing byDefault() {
      return new Timing(null, null, Duration.ofMinutes(15), Duration.ofDays(1));
    }
  }

  /**
   * One entry of {@code reviews}.
   *
   * @param watch decides and records, and acts on nothing
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
