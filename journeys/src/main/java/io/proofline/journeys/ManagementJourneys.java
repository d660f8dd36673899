package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.PhotographerSteps.aPhotographOutsideOfReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.SandboxPage.LIBRARY;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.OperatorClient.PersonalToken;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * People who use the management API: search, rules that are taken back, and the limits of roles.
 */
final class ManagementJourneys {

  private static final int UNAUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;

  private static final JourneyVariable<String> NAME = new JourneyVariable<>("file name");
  private static final JourneyVariable<String> FORMER = new JourneyVariable<>("former rules");
  private static final JourneyVariable<String> PUSHED = new JourneyVariable<>("pushed rules");
  private static final JourneyVariable<PersonalToken> TOKEN = new JourneyVariable<>("token");

  static final Journey SEARCH =
      journey(
          "S1",
          "found by its file name",
          aPhotographWithADistinctNameIsUploaded(),
          anOperatorFindsItByAPartOfItsName(),
          anOperatorRequestsItsReview(),
          itsProofIsThere());

  static final Journey ROLL_BACK =
      journey(
          "S6",
          "rules rolled back",
          anAdministratorPushesRules(),
          aPhotographWithoutAReview(),
          anOperatorRequestsItsReview(),
          itIsJudgedBy(PUSHED),
          anAdministratorRollsTheRulesBack(),
          aPhotographWithoutAReview(),
          anOperatorRequestsItsReview(),
          itIsJudgedBy(FORMER));

  static final Journey VIEWER =
      journey(
          "S7",
          "a viewer may not",
          aPhotographOutsideOfReview(),
          aPersonHasATokenOfARole("viewer"),
          thePersonSeesItsReview(),
          thePersonMayNotRequestItsReview(),
          itsReviewIsUnchanged());

  static final Journey ENDED_TOKEN =
      journey(
          "S7",
          "a token that ended",
          aPhotographOutsideOfReview(),
          aPersonHasATokenOfARole("operator"),
          thePersonSeesItsReview(),
          anAdministratorEndsTheToken(),
          theTokenIsRefused(),
          itsReviewIsUnchanged());

  private ManagementJourneys() {}

  private static Step aPhotographWithADistinctNameIsUploaded() {
    return step(
        "a photographer uploads a photograph whose name has capitals, blanks and an umlaut",
        PHOTOGRAPH,
        "the name",
        journeyRun -> {
          var name = "Prüfung am Kai %s.jpg".formatted(SampleFiles.uniqueSuffix());
          var gallery = journeyRun.environment().library().gallery("Landscapes");
          journeyRun.set(NAME, name);
          PhotographerSteps.claim(
              journeyRun,
              journeyRun.environment().uploads().upload(SampleFiles.jpeg(name), name, gallery));
        });
  }

  private static Step anOperatorFindsItByAPartOfItsName() {
    return step(
        "an operator finds it by a part of its name, in lower case",
        PHOTOGRAPH,
        "the same name",
        journeyRun -> {
          var part = journeyRun.get(NAME).substring(1).replace(".jpg", "").toLowerCase(Locale.ROOT);
          var found =
              journeyRun.await("one photograph of this name", () -> found(journeyRun, part));
          requireEqual(journeyRun.photograph(), found.path("asset_id").asString(""));
          requireEqual(journeyRun.get(NAME), found.path("file_name").asString(""));
        });
  }

  private static Observation<JsonNode> found(JourneyRun journeyRun, String part) {
    var found = journeyRun.environment().operator().find(part);
    return new Observation<>(
        found.stream().findFirst().filter(_ -> found.size() == 1), found.size() + " found");
  }

  private static void requireEqual(String expected, String found) {
    if (!expected.equals(found)) {
      throw new JourneyFailedException("expected %s, found %s".formatted(expected, found));
    }
  }

  private static Step anOperatorRequestsItsReview() {
    return OperatorSteps.anOperatorRequestsItsReview();
  }

  private static Step anAdministratorPushesRules() {
    return step(
        "an administrator puts changed rules into force",
        LIBRARY,
        "the library is unchanged",
        journeyRun -> {
          var operator = journeyRun.environment().operator();
          var former = operator.rules();
          journeyRun.set(FORMER, former.path("version").asString(""));
          var text =
              "%s%n# a change that is taken back %s%n"
                  .formatted(former.path("text").asString(""), SampleFiles.uniqueSuffix());
          journeyRun.set(PUSHED, operator.pushRules(text));
          awaitInForce(journeyRun, journeyRun.get(PUSHED));
        });
  }

  private static Step anAdministratorRollsTheRulesBack() {
    return step(
        "the administrator puts the former rules into force again",
        LIBRARY,
        "the library is unchanged",
        journeyRun -> {
          var former = journeyRun.get(FORMER);
          var operator = journeyRun.environment().operator();
          operator.rollBackRules(former);
          awaitInForce(journeyRun, former);
          journeyRun.await(
              "the roll back in the history",
              () -> {
                var push = operator.newestPush();
                return Observation.of(
                    push.path("version").asString("").equals(former)
                        && push.path("replaces").asString("").equals(journeyRun.get(PUSHED)),
                    push.toString());
              });
        });
  }

  private static void awaitInForce(JourneyRun journeyRun, String version) {
    journeyRun.await(
        "rules version " + version,
        () -> {
          var inForce = journeyRun.environment().operator().rules().path("version").asString("");
          return Observation.of(inForce.equals(version), inForce);
        });
  }

  private static Step itIsJudgedBy(JourneyVariable<String> version) {
    return step(
        "it is judged by the %s".formatted(version.name()),
        PHOTOGRAPH,
        "its status, in a moment",
        journeyRun ->
            journeyRun.await(
                "a review by version " + journeyRun.get(version),
                () -> {
                  var used =
                      journeyRun
                          .environment()
                          .operator()
                          .review(journeyRun.photograph())
                          .map(review -> review.path("rules_version").asString(""));
                  return Observation.of(
                      used.equals(Optional.of(journeyRun.get(version))), used.orElse("no review"));
                }));
  }

  private static Step aPersonHasATokenOfARole(String role) {
    return step(
        "a person gets a token with the role '%s'".formatted(role),
        PHOTOGRAPH,
        "nothing: the console has the tokens",
        journeyRun -> {
          var operator = journeyRun.environment().operator();
          var token =
              operator.createToken(
                  role, "%s-%s@sandbox.example".formatted(role, SampleFiles.uniqueSuffix()));
          journeyRun.onEnd(() -> operator.revoke(token));
          journeyRun.set(TOKEN, token);
        });
  }

  private static Step thePersonSeesItsReview() {
    return step(
        "with it, the person sees the photograph's review",
        PHOTOGRAPH,
        "the same name",
        journeyRun ->
            journeyRun.await(
                "the review",
                () -> {
                  var review =
                      asThePerson(journeyRun, person -> person.review(journeyRun.photograph()));
                  return Observation.of(review.isPresent(), "no review");
                }));
  }

  private static Step thePersonMayNotRequestItsReview() {
    return step(
        "the person may not request anything",
        PHOTOGRAPH,
        "no status",
        journeyRun -> {
          for (var kind : List.of("select", "withdraw")) {
            requireStatus(
                FORBIDDEN,
                asThePerson(journeyRun, person -> person.refusal(kind, journeyRun.photograph())));
          }
        });
  }

  private static Step anAdministratorEndsTheToken() {
    return step(
        "an administrator ends the token",
        PHOTOGRAPH,
        "nothing: the console has the tokens",
        journeyRun -> journeyRun.environment().operator().revoke(journeyRun.get(TOKEN)));
  }

  private static Step theTokenIsRefused() {
    return step(
        "the token is refused for questions and for requests",
        PHOTOGRAPH,
        "no status",
        journeyRun -> {
          var photograph = journeyRun.photograph();
          requireStatus(
              UNAUTHENTICATED, asThePerson(journeyRun, person -> person.refusalToShow(photograph)));
          requireStatus(
              UNAUTHENTICATED,
              asThePerson(journeyRun, person -> person.refusal("select", photograph)));
        });
  }

  private static Step itsReviewIsUnchanged() {
    return step(
        "nothing was requested for the photograph",
        PHOTOGRAPH,
        "no status",
        journeyRun -> {
          var trail = journeyRun.environment().operator().audit(journeyRun.photograph());
          if (trail.toString().contains("selected")) {
            throw new JourneyFailedException("the trail has a selection: " + trail);
          }
        });
  }

  private static <T> T asThePerson(JourneyRun journeyRun, Function<OperatorClient, T> call) {
    try (var person = journeyRun.environment().operator().with(journeyRun.get(TOKEN))) {
      return call.apply(person);
    }
  }

  private static void requireStatus(int expected, OptionalInt found) {
    if (!found.equals(OptionalInt.of(expected))) {
      throw new JourneyFailedException(
          "the API answered %s; expected is %d".formatted(found, expected));
    }
  }
}
