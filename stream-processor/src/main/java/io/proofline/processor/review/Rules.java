package io.proofline.processor.review;

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
 * @param require stages that are asked besides, whatever matched
 * @param withdrawnInto gallery that keeps what is withdrawn; null for none
 * @param fields library fields by the names that the rules give them
 */
public record Rules(
    String version,
    Calendar calendar,
    Select select,
    Pace pace,
    List<Rule> reviews,
    List<Route.Stage> otherwise,
    List<Requirement> require,
    ProofSettings proof,
    Verdicts verdicts,
    Write write,
    Approved approved,
    @Nullable String withdrawnInto,
    Map<String, String> fields) {

  public Rules {
    reviews = List.copyOf(reviews);
    otherwise = List.copyOf(otherwise);
    require = List.copyOf(require);
    fields = Map.copyOf(fields);
  }

  /** Before the first push: nothing is ever selected. */
  public static Rules none() {
    return new Rules(
        "none",
        Calendar.everyDay(),
        new Select(List.of(), List.of(), null),
        Pace.byDefault(),
        List.of(),
        List.of(),
        List.of(),
        ProofSettings.ownedBy(""),
        Verdicts.byDefault(),
        Write.nothing(),
        Approved.stays(),
        null,
        Map.of());
  }

  /** The route of an asset that was selected; empty where no rule and no otherwise is for it. */
  public Optional<Route> route(Asset asset) {
    return matching(asset)
        .or(() -> otherwise.isEmpty() ? Optional.empty() : Optional.of(fallback()))
        .map(rule -> route(rule, asset));
  }

  /** The route that a rule alone gives an asset; empty where none is for it. */
  Optional<Route> routeByRule(Asset asset) {
    return matching(asset).map(rule -> route(rule, asset));
  }

  /** The first of the reviews that is for an asset. */
  public Optional<Rule> matching(Asset asset) {
    return reviews.stream().filter(r -> r.when().holds(asset)).findFirst();
  }

  /** Stages that are asked of an asset, whatever matched. */
  List<Route.Stage> required(Asset asset) {
    return require.stream()
        .filter(r -> r.when().holds(asset))
        .flatMap(r -> r.ask().stream())
        .toList();
  }

  private Route route(Rule rule, Asset asset) {
    var above = asset.galleries().stream().flatMap(g -> Text.parentOf(g.path()).stream());
    var collection = rule.when().collectionOf(asset).or(above::findFirst).orElse(null);
    return new Route(rule.name(), version, proof, collection, rule.watch(), rule.ask(), List.of())
        .plus(required(asset));
  }

  private Rule fallback() {
    return new Rule("otherwise", new Condition.All(List.of()), otherwise, false);
  }

  /**
   * What is a person's wish for a review.
   *
   * @param galleries what is put there is selected
   * @param keywords what gets one is selected
   * @param then gallery that what was selected is moved into when it lies in no other; null for
   *     leaving it where it is
   */
  public record Select(List<Text> galleries, List<Text> keywords, @Nullable String then) {

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

    boolean selects(Asset.Gallery gallery) {
      return galleries.stream().anyMatch(t -> t.matches(gallery));
    }

    boolean selects(String keyword) {
      return keywords.stream().anyMatch(t -> t.matches(keyword));
    }
  }

  /**
   * How fast things go.
   *
   * @param settle how long an asset must lie still before a rule picks it; null when only what is
   *     selected is reviewed
   * @param proofsPerHour what is beyond waits for a go-ahead; null for no brake
   * @param rereadOpen how long an open proof goes unread when Ziflow says nothing
   * @param rereadDecided the same of a decided one in its first 30 days
   */
  public record Pace(
      @Nullable Duration settle,
      @Nullable Integer proofsPerHour,
      Duration rereadOpen,
      Duration rereadDecided) {

    /** Only what is selected, no brake, open proofs every quarter of an hour, others daily. */
    public static Pace byDefault() {
      return new Pace(null, null, Duration.ofMinutes(15), Duration.ofDays(1));
    }
  }

  /**
   * One entry of {@code reviews}.
   *
   * @param watch decides and records, and acts on nothing
   */
  public record Rule(String name, Condition when, List<Route.Stage> ask, boolean watch) {

    public Rule {
      ask = List.copyOf(ask);
    }
  }

  /** One entry of {@code require}. */
  public record Requirement(Condition when, List<Route.Stage> ask) {

    public Requirement {
      ask = List.copyOf(ask);
    }
  }
}
