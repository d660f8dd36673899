package io.proofline.processor.review;

import io.proofline.processor.review.ProofState.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator wants, in one version.
 *
 * @param select what is a person's wish for a review
 * @param reviews the first that matches gives the route
 * @param otherwise stages for what is selected and matches nothing; empty for no review then
 * @param statusTexts what to write into the library's status field, by state; no text, no write
 * @param rereadOpen how long an open proof goes unread when Ziflow says nothing
 */
public record Rules(
    String version,
    Condition select,
    List<Rule> reviews,
    List<Route.Stage> otherwise,
    String ownerTeam,
    @Nullable String folder,
    Verdicts verdicts,
    Map<Verdict, String> statusTexts,
    Duration rereadOpen) {

  public Rules {
    reviews = List.copyOf(reviews);
    otherwise = List.copyOf(otherwise);
    statusTexts = Map.copyOf(statusTexts);
  }

  /** Before the first push: nothing is ever selected. */
  public static Rules none() {
    return new Rules(
        "none",
        new Condition.OneOf(List.of()),
        List.of(),
        List.of(),
        "",
        null,
        Verdicts.byDefault(),
        Map.of(),
        Duration.ofMinutes(15));
  }

  /** The route of an asset that was selected; empty where no rule and no otherwise is for it. */
  Optional<Route> route(Asset asset) {
    return reviews.stream()
        .filter(r -> r.when().holds(asset))
        .findFirst()
        .or(() -> otherwise.isEmpty() ? Optional.empty() : Optional.of(fallback()))
        .map(r -> new Route(r.name(), version, ownerTeam, folder, r.ask()));
  }

  private Rule fallback() {
    return new Rule("otherwise", new Condition.All(List.of()), otherwise);
  }

  /** One entry of {@code reviews}. */
  public record Rule(String name, Condition when, List<Route.Stage> ask) {

    public Rule {
      ask = List.copyOf(ask);
    }
  }

  /**
   * What decisions mean. {@code changes_required} asks for changes whatever the rules say, unless
   * it rejects: nothing is approved by an oversight.
   *
   * @param needingChanges decisions that ask for changes
   * @param rejecting decisions that reject, when one who took it ticked a rejecting reason
   * @param rejectingReasons labels of reasons, compared without case
   */
  public record Verdicts(
      List<Decision> needingChanges, List<Decision> rejecting, List<Text> rejectingReasons) {

    /** Without a word in the rules: approved with changes asks for changes, nothing rejects. */
    public static Verdicts byDefault() {
      return new Verdicts(
          List.of(Decision.CHANGES_REQUIRED, Decision.APPROVED_WITH_CHANGES), List.of(), List.of());
    }

    /** The verdict over a route: open while one of its stages is undecided or not there yet. */
    public Verdict over(Route route, ProofState proof) {
      var decisions =
          route.stages().stream().map(asked -> decisionOf(asked.name(), proof)).toList();
      if (decisions.stream().anyMatch(Optional::isEmpty)) {
        return Verdict.OPEN;
      }
      return decisions.stream()
          .flatMap(Optional::stream)
          .min(Decision::compareTo)
          .map(strongest -> meaning(strongest, proof))
          .orElse(Verdict.OPEN);
    }

    private static Optional<Decision> decisionOf(String stage, ProofState proof) {
      return proof.stages().stream()
          .filter(s -> s.name().equals(stage))
          .findFirst()
          .flatMap(Verdicts::decisionOf);
    }

    /** A stage that ended, and that nobody had the right to decide, is relevant to nobody. */
    private static Optional<Decision> decisionOf(ProofState.Stage stage) {
      boolean undecided = "completed".equals(stage.status()) && stage.decision() == null;
      return undecided && stage.members().stream().noneMatch(Member::decides)
          ? Optional.of(Decision.NOT_RELEVANT)
          : Decision.of(stage.decision());
    }

    private Verdict meaning(Decision decision, ProofState proof) {
      if (rejecting.contains(decision) && gaveRejectingReason(decision, proof)) {
        return Verdict.REJECTED;
      }
      if (needingChanges.contains(decision)) {
        return Verdict.NEEDS_CHANGES;
      }
      return switch (decision) {
        case APPROVED, APPROVED_WITH_CHANGES -> Verdict.APPROVED;
        case NOT_RELEVANT -> Verdict.NOBODY_DECIDED;
        case CHANGES_REQUIRED -> Verdict.NEEDS_CHANGES;
      };
    }

    private boolean gaveRejectingReason(Decision decision, ProofState proof) {
      return proof.stages().stream()
          .flatMap(s -> s.members().stream())
          .filter(m -> m.decides() && Decision.of(m.decision()).equals(Optional.of(decision)))
          .map(Member::reasons)
          .flatMap(List::stream)
          .anyMatch(reason -> rejectingReasons.stream().anyMatch(t -> t.matches(reason)));
    }
  }
}
