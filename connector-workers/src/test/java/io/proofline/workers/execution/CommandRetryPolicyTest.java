package io.proofline.workers.execution;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Forbidden;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiError.Unreachable;
import io.proofline.workers.work.StepResult;
import io.proofline.workers.work.StepResult.ApiFailure;
import io.proofline.workers.work.StepResult.Ready;
import io.proofline.workers.work.StepResult.RetryLater;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CommandRetryPolicyTest {

  static final CommandLoopSettings SETTINGS =
      new CommandLoopSettings(
          "one",
          "test",
          16,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          List.of(Duration.ofSeconds(5), Duration.ofSeconds(15)),
          3,
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          500,
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  private static final ApiError SILENT = new NoUsableResponse(ZIFLOW, "time-out");
  private static final ApiError BUSY = new Throttled(ZIFLOW, 429, Optional.empty());
  private static final ApiError NO_SESSION =
      new Rejected(PHOTOSHELTER, 401, "also with a fresh session: x");
  private static final ApiError AWAY = new Throttled(ZIFLOW, 503, Optional.empty());

  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            "a prepared creation starts",
            CommandStep.PREPARE,
            new Ready(),
            CommandProgress.INITIAL,
            "START after 0 s"),
        row(
            "one empty look-up of several is followed by the next",
            CommandStep.LOOK_UP,
            new Ready(),
            afterLookUps(0),
            "LOOK_UP after 15 s"),
        row(
            "after the last empty look-up the creation is prepared again",
            CommandStep.LOOK_UP,
            new Ready(),
            afterLookUps(1),
            "PREPARE after 0 s"),
        row(
            "a creation that was sent too often is dead",
            CommandStep.LOOK_UP,
            new Ready(),
            new CommandProgress(0, 3, 1, 2),
            "dead"),
        row(
            "a refused call is dead",
            CommandStep.CALL,
            new ApiFailure(new Rejected(ZIFLOW, 422, "x")),
            CommandProgress.INITIAL,
            "dead"),
        row(
            "a call refused in a new session is repeated, since that may have ended too",
            CommandStep.CALL,
            new ApiFailure(NO_SESSION),
            CommandProgress.INITIAL,
            "CALL soon"),
        row(
            "a creation refused in a new session did not happen",
            CommandStep.CREATE,
            new ApiFailure(NO_SESSION),
            CommandProgress.INITIAL,
            "START soon"),
        row(
            "a call refused in new sessions is dead after its attempts",
            CommandStep.CALL,
            new ApiFailure(NO_SESSION),
            new CommandProgress(2, 0, 0, 0),
            "dead"),
        row(
            "a call answered with 404 is dead",
            CommandStep.CALL,
            new ApiFailure(new NotFound(ZIFLOW, "x")),
            CommandProgress.INITIAL,
            "dead"),
        row(
            "an unanswered call is repeated",
            CommandStep.CALL,
            new ApiFailure(SILENT),
            CommandProgress.INITIAL,
            "CALL soon"),
        row(
            "an unanswered call is dead after its attempts",
            CommandStep.CALL,
            new ApiFailure(SILENT),
            new CommandProgress(2, 0, 0, 0),
            "dead"),
        row(
            "a step that must run later is repeated",
            CommandStep.CALL,
            new RetryLater("x"),
            CommandProgress.INITIAL,
            "CALL soon"),
        row(
            "an unanswered creation is looked up",
            CommandStep.CREATE,
            new ApiFailure(SILENT),
            CommandProgress.INITIAL,
            "LOOK_UP after 5 s"),
        row(
            "a throttled creation had no effect",
            CommandStep.CREATE,
            new ApiFailure(BUSY),
            CommandProgress.INITIAL,
            "hold START"),
        row(
            "a creation answered with 503 may have happened",
            CommandStep.CREATE,
            new ApiFailure(AWAY),
            CommandProgress.INITIAL,
            "hold LOOK_UP"),
        row(
            "a creation that was not sent did not happen",
            CommandStep.CREATE,
            new ApiFailure(new Unreachable(ZIFLOW, "x")),
            CommandProgress.INITIAL,
            "hold START"),
        row(
            "a call with refused credentials waits",
            CommandStep.CALL,
            new ApiFailure(new Unauthorized(ZIFLOW, 401, "x")),
            CommandProgress.INITIAL,
            "hold CALL"),
        row(
            "a file that is no longer in the spool is downloaded again",
            CommandStep.CREATE,
            new RetryLater("x"),
            CommandProgress.INITIAL,
            "PREPARE soon"),
        row(
            "after one of several creations the command begins again",
            CommandStep.CREATE,
            new Ready(),
            new CommandProgress(2, 0, 0, 0),
            "PREPARE after 0 s"),
        row(
            "a command that can't be done is dead",
            CommandStep.PREPARE,
            new StepResult.Dead("x", "y"),
            CommandProgress.INITIAL,
            "dead"),
        row(
            "a worker that ends without a result is dead",
            CommandStep.CALL,
            new Ready(),
            CommandProgress.INITIAL,
            "dead"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void every_step_result_has_one_transition(
      String name,
      CommandStep commandStep,
      StepResult stepResult,
      CommandProgress commandProgress,
      String next) {
    assertThat(
            text(
                new CommandRetryPolicy(SETTINGS)
                    .decide(commandStep, stepResult, commandProgress)
                    .transition()))
        .isEqualTo(next);
  }

  @Test
  void failures_that_count_against_the_api_never_make_a_command_dead() {
    var retryPolicy = new CommandRetryPolicy(SETTINGS);
    var commandProgress = CommandProgress.INITIAL;
    for (int i = 0; i < 1_000; i++) {
      var retryDecision =
          retryPolicy.decide(CommandStep.CALL, new ApiFailure(SILENT), commandProgress, false);
      assertThat(text(retryDecision.transition())).startsWith("CALL");
      commandProgress = retryDecision.progress();
    }
    assertThat(
            text(
                retryPolicy
                    .decide(CommandStep.CALL, new ApiFailure(SILENT), commandProgress, true)
                    .transition()))
        .startsWith("CALL");
  }

  @ParameterizedTest
  @EnumSource(
      value = CommandStep.class,
      names = {"CALL", "PREPARE", "LOOK_UP", "CREATE"})
  void forbidden_parts_of_the_api_never_make_a_command_dead(CommandStep commandStep) {
    var retryPolicy = new CommandRetryPolicy(SETTINGS);
    var withheld = new ApiFailure(new Forbidden(PHOTOSHELTER, 403, "v3"));
    var again = commandStep == CommandStep.CREATE ? CommandStep.START : commandStep;
    var commandProgress = CommandProgress.INITIAL;
    for (int i = 0; i < 1_000; i++) {
      var retryDecision = retryPolicy.decide(commandStep, withheld, commandProgress);
      assertThat(retryDecision.transition())
          .isInstanceOfSatisfying(
              CommandTransition.RunAfter.class,
              runAfter -> assertThat(runAfter.step()).isEqualTo(again));
      commandProgress = retryDecision.progress();
    }
  }

  @Test
  void creating_calls_that_fail_against_the_api_are_looked_up_and_repeated_without_limit() {
    var retryPolicy = new CommandRetryPolicy(SETTINGS);
    var commandProgress = CommandProgress.INITIAL;
    for (int i = 0; i < 1_000; i++) {
      var created =
          retryPolicy.decide(CommandStep.CREATE, new ApiFailure(SILENT), commandProgress, false);
      assertThat(text(created.transition())).isEqualTo("LOOK_UP after 5 s");
      var once = retryPolicy.decide(CommandStep.LOOK_UP, new Ready(), created.progress(), true);
      var twice = retryPolicy.decide(CommandStep.LOOK_UP, new Ready(), once.progress(), true);
      assertThat(text(twice.transition())).isEqualTo("PREPARE after 0 s");
      commandProgress = twice.progress();
    }
  }

  private static String text(CommandTransition commandTransition) {
    return switch (commandTransition) {
      case CommandTransition.RunAfter(var commandStep, var pause)
          when pause.isZero() || pause.toSeconds() > 0 ->
          "%s after %d s".formatted(commandStep, pause.toSeconds());
      case CommandTransition.RunAfter(var commandStep, _) -> commandStep + " soon";
      case CommandTransition.AwaitApi(var commandStep, _) -> "hold " + commandStep;
      case CommandTransition.Dead _ -> "dead";
      case CommandTransition.Done _ -> "done";
      case CommandTransition.Overtaken _ -> "overtaken";
    };
  }

  private static CommandProgress afterLookUps(int before) {
    return new CommandProgress(0, 0, before, 2);
  }

  private static Arguments row(
      String name,
      CommandStep commandStep,
      StepResult stepResult,
      CommandProgress commandProgress,
      String next) {
    return arguments(name, commandStep, stepResult, commandProgress, next);
  }
}
