package io.proofline.cli;

import static io.proofline.workers.probe.ProbeResult.fail;
import static io.proofline.workers.probe.ProbeResult.pass;
import static io.proofline.workers.probe.ProbeResult.warn;

import io.proofline.policy.Asset;
import io.proofline.policy.Condition;
import io.proofline.policy.Condition.All;
import io.proofline.policy.Condition.InGallery;
import io.proofline.policy.Condition.Not;
import io.proofline.policy.Condition.OneOf;
import io.proofline.policy.OnApproval.Publication;
import io.proofline.policy.Route.Stage;
import io.proofline.policy.Rules;
import io.proofline.policy.Rules.Requirement;
import io.proofline.policy.Rules.Rule;
import io.proofline.policy.TextPattern;
import io.proofline.rules.RulesFile;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.ListedGallery;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.probe.ProbeResult;
import io.proofline.workers.ziflow.ZiflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares rules with the two accounts: named galleries, reasons and stages, and audiences of
 * published galleries.
 */
final class LiveRulesChecker {

  /** The number of stages that Pro allows, which is the highest below Enterprise. */
  private static final int STAGES_OF_PRO = 3;

  private static final int MAX_CHECKED = 10;

  private final Rules rules;
  private final ZiflowClient ziflow;
  private final PhotoShelterClient library;

  LiveRulesChecker(RulesFile file, ZiflowClient ziflow, PhotoShelterClient library) {
    this.rules = file.rules();
    this.ziflow = ziflow;
    this.library = library;
  }

  /** Reads both accounts; changes nothing. */
  List<ProbeResult> check(Instant now) {
    var findings = new ArrayList<ProbeResult>();
    switch (library.listGalleries()) {
      case Failure<List<ListedGallery>>(var error) ->
          findings.add(fail("galleries", error.text(), "For the cause: proofline doctor"));
      case Success<List<ListedGallery>>(var listed) -> {
        var libraryGalleries = LibraryGalleries.of(listed);
        rules
            .select()
            .galleries()
            .forEach(
                textPattern -> findings.add(checkSelectGallery(textPattern, libraryGalleries)));
        conditionGalleries()
            .forEach(
                textPattern -> findings.add(checkConditionGallery(textPattern, libraryGalleries)));
        rules
            .onApproval()
            .publications()
            .forEach(one -> findings.addAll(checkPublication(one, libraryGalleries)));
      }
    }
    findings.addAll(checkReasons());
    findings.addAll(checkEdition(now));
    return findings;
  }

  /**
   * The galleries of the library.
   *
   * @param hasPaths whether the parents of all are known; if not, a path may be a bare name
   */
  private record LibraryGalleries(List<Asset.Gallery> all, boolean hasPaths) {

    static LibraryGalleries of(List<ListedGallery> listed) {
      return new LibraryGalleries(
          listed.stream().map(LiveRulesChecker::gallery).toList(),
          listed.stream().allMatch(ListedGallery::parentKnown));
    }

    List<Asset.Gallery> matching(TextPattern textPattern) {
      return all.stream().filter(textPattern::matches).toList();
    }

    /** Whether a gallery with an unknown path may match. */
    boolean mayContain(TextPattern textPattern) {
      return !hasPaths && textPattern.pattern().contains("/");
    }
  }

  private static ProbeResult unknownPath(String what) {
    return warn(
        what,
        "not known: the library's listing has no parents of galleries",
        "Check in the library that it exists.");
  }

  private static ProbeResult checkSelectGallery(
      TextPattern textPattern, LibraryGalleries libraryGalleries) {
    var what = "select '%s'".formatted(textPattern.pattern());
    if (!libraryGalleries.matching(textPattern).isEmpty()) {
      return pass(what, "exists");
    }
    return libraryGalleries.mayContain(textPattern)
        ? unknownPath(what)
        : fail(what, "no gallery of the library matches", "Create it, or name another.");
  }

  private static ProbeResult checkConditionGallery(
      TextPattern textPattern, LibraryGalleries libraryGalleries) {
    var what = "when gallery '%s'".formatted(textPattern.pattern());
    int count = libraryGalleries.matching(textPattern).size();
    if (count > 0) {
      return pass(what, count + (count == 1 ? " gallery" : " galleries"));
    }
    return libraryGalleries.mayContain(textPattern)
        ? unknownPath(what)
        : warn(
            what,
            "no gallery of the library matches today",
            "Compare the spelling with the library.");
  }

  /**
   * Checks each existing gallery that the path may name, with any value for the names in braces.
   */
  private List<ProbeResult> checkPublication(
      Publication publication, LibraryGalleries libraryGalleries) {
    var to = publication.galleryPath().text();
    var what = "publish to '%s'".formatted(to);
    var textPattern = new TextPattern(to.replaceAll("\\{[^{}]*}", "*"));
    var there = libraryGalleries.matching(textPattern);
    if (there.isEmpty()) {
      return List.of(
          libraryGalleries.mayContain(textPattern) ? unknownPath(what) : missingGallery(what));
    }
    var findings =
        new ArrayList<>(there.stream().limit(MAX_CHECKED).map(this::checkAudience).toList());
    if (there.size() > MAX_CHECKED) {
      findings.add(
          warn(
              what,
              "and %d more, not checked".formatted(there.size() - MAX_CHECKED),
              "Check in the library who can see them."));
    }
    return findings;
  }

  private static ProbeResult missingGallery(String what) {
    return warn(
        what,
        "no such gallery yet: Proofline creates it when needed",
        "Check who can see its parent: the same people will see it.");
  }

  private ProbeResult checkAudience(Asset.Gallery gallery) {
    var what = "publish to '%s'".formatted(gallery.path());
    return ProbeResult.of(
        library.audience(gallery.id()),
        mode -> audienceResult(what, mode),
        error -> warn(what, error.text(), "Check in the library who can see it."));
  }

  private static ProbeResult audienceResult(String what, Optional<String> mode) {
    return switch (mode.orElse("")) {
      case "everyone" -> pass(what, "seen by everyone");
      case "permission" -> pass(what, "seen by those with permission");
      case "private" ->
          warn(
              what,
              "private: only members see it",
              "Give access to the people for whom it is published.");
      default -> warn(what, "audience not known", "Check in the library who can see it.");
    };
  }

  private List<ProbeResult> checkReasons() {
    var wanted = rules.verdictPolicy().rejectReasons();
    if (wanted.isEmpty()) {
      return List.of();
    }
    return switch (ziflow.decisionReasons()) {
      case Failure<List<String>>(var error) ->
          List.of(fail("reasons", error.text(), "For the cause: proofline doctor"));
      case Success<List<String>>(var labels) ->
          wanted.stream().map(reason -> checkReason(reason, labels)).toList();
    };
  }

  private static ProbeResult checkReason(TextPattern reason, List<String> labels) {
    var what = "reason '%s'".formatted(reason.pattern());
    return labels.stream().anyMatch(reason::matches)
        ? pass(what, "exists")
        : fail(
            what,
            labels.isEmpty()
                ? "the account has no decision reasons"
                : "is none of " + String.join(", ", labels),
            "Create it in Ziflow's account settings, or name another.");
  }

  private List<ProbeResult> checkEdition(Instant now) {
    int most = maxStages();
    var what = "stages of one proof";
    if (most <= STAGES_OF_PRO) {
      return List.of(
          pass(what, "%d at most, which Pro has (Standard has 2, Free 1)".formatted(most)));
    }
    return List.of(
        ProbeResult.of(
            ziflow.searchActivity(now.minus(Duration.ofHours(1)), now),
            _ -> pass(what, "%d at most, and the account is Enterprise".formatted(most)),
            error ->
                error.isRefusal()
                    ? fail(
                        what,
                        "%d, and the account does not seem to be Enterprise".formatted(most),
                        "Use %d stages at most, including those of 'require'."
                            .formatted(STAGES_OF_PRO))
                    : warn(what, error.text(), "Run the check again.")));
  }

  /** The longest route: required stages may join any route, each stage name once. */
  private int maxStages() {
    var required =
        rules.requirements().stream().map(Requirement::stages).flatMap(List::stream).toList();
    return Stream.concat(rules.reviews().stream().map(Rule::stages), Stream.of(rules.otherwise()))
        .mapToInt(route ->
            (int)
                Stream.concat(route.stream(), required.stream())
                    .map(Stage::name)
                    .distinct()
                    .count())
        .max()
        .orElse(0);
  }

  private Set<TextPattern> conditionGalleries() {
    var texts = new LinkedHashSet<TextPattern>();
    rules.reviews().forEach(rule -> collect(rule.when(), texts));
    rules.requirements().forEach(requirement -> collect(requirement.when(), texts));
    rules.onApproval().publications().forEach(publication -> collect(publication.when(), texts));
    return texts;
  }

  private static void collect(Condition condition, Set<TextPattern> texts) {
    switch (condition) {
      case InGallery(var galleries) -> texts.addAll(galleries);
      case All(var all) -> all.forEach(one -> collect(one, texts));
      case OneOf(var any) -> any.forEach(one -> collect(one, texts));
      case Not(var one) -> collect(one, texts);
      case Condition.InCollection _,
          Condition.HasKeyword _,
          Condition.HasField _,
          Condition.OfType _,
          Condition.HasFileName _,
          Condition.UploadedBy _,
          Condition.DateInRange _ -> {}
    }
  }

  private static Asset.Gallery gallery(ListedGallery listed) {
    var ref = listed.ref();
    return new Asset.Gallery(ref.getId(), ref.getPath(), ref.getCollections());
  }
}
