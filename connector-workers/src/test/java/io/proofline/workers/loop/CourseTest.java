package io.proofline.workers.loop;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static io.proofline.workers.call.Api.ZIFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Missing;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiError.Unreached;
import io.proofline.workers.call.ApiError.Withheld;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Ending.NotYet;
import io.proofline.workers.work.Ending.Ready;
import io.proofline.workers.work.Ending.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CourseTest {

  static final LoopSettings SETTINGS =
      new LoopSettings(
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

  private static final ApiError SILENT = new Unanswered(ZIFLOW, "time-out");
  private static final ApiError BUSY = new Throttled(ZIFLOW, 429, Optional.empty());
  private static final ApiError AWAY = new Throttled(ZIFLOW, 503, Optional.empty());

  static Stream<Arguments> rows() {
    return Stream.of(
        row("prepared, it starts", Step.PREPARE, new Ready(), Progress.FRESH, "START after 0 s"),
        row(
            "an empty look-up is not enough",
            Step.LOOK_UP,
            new Ready(),
            looked(0),
            "LOOK_UP after 15 s"),
        row(
            "after the last empty one it is made",
            Step.LOOK_UP,
            new Ready(),
            looked(1),
            "PREPARE after 0 s"),
        row(
            "made too often, it is dead",
            Step.LOOK_UP,
            new Ready(),
            new Progress(0, 3, 1, 2),
            "dead"),
        row(
            "a refused call is dead",
            Step.CALL,
            new Refused(new Rejected(ZIFLOW, 422, "x")),
            Progress.FRESH,
            "dead"),
        row(
            "a missing one too",
            Step.CALL,
            new Refused(new Missing(ZIFLOW, "x")),
            Progress.FRESH,
            "dead"),
        row(
            "an unanswered call is repeated",
            Step.CALL,
            new Refused(SILENT),
            Progress.FRESH,
            "CALL soon"),
        row("not for ever", Step.CALL, new Refused(SILENT), new Progress(2, 0, 0, 0), "dead"),
        row("not yet is repeated", Step.CALL, new NotYet("x"), Progress.FRESH, "CALL soon"),
        row(
            "an unanswered creation is looked for",
            Step.CREATE,
            new Refused(SILENT),
            Progress.FRESH,
            "LOOK_UP after 5 s"),
        row(
            "a throttled creation did not happen",
            Step.CREATE,
            new Refused(BUSY),
            Progress.FRESH,
            "hold START"),
        row(
            "one refused with 503 may have",
            Step.CREATE,
            new Refused(AWAY),
            Progress.FRESH,
            "hold LOOK_UP"),
        row(
            "one that never left did not",
            Step.CREATE,
            new Refused(new Unreached(ZIFLOW, "x")),
            Progress.FRESH,
            "hold START"),
        row(
            "without access it waits",
            Step.CALL,
            new Refused(new Unauthorized(ZIFLOW, 401, "x")),
            Progress.FRESH,
            "hold CALL"),
        row(
            "a file that left the spool is fetched again",
            Step.CREATE,
            new NotYet("x"),
            Progress.FRESH,
            "PREPARE soon"),
        row(
            "one of several was made, and it begins again",
            Step.CREATE,
            new Ready(),
            new Progress(2, 0, 0, 0),
            "PREPARE after 0 s"),
        row(
            "hopeless is dead",
            Step.PREPARE,
            new Ending.Hopeless("x", "y"),
            Progress.FRESH,
            "dead"),
        row(
            "a worker that ends without a result is dead",
            Step.CALL,
            new Ready(),
            Progress.FRESH,
            "dead"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void every_step_has_one_next(
      String name, Step step, Ending ending, Progress progress, String next) {
    assertThat(text(new Course(SETTINGS).after(step, ending, progress).next())).isEqualTo(next);
  }

  @Test
  void while_the_api_is_to_blame_for_the_silence_no_number_of_tries_makes_it_dead() {
    var course = new Course(SETTINGS);
    var progress = Progress.FRESH;
    for (int i = 0; i < 1_000; i++) {
      var taken = course.after(Step.CALL, new Refused(SILENT), progress, false);
      assertThat(text(taken.next())).startsWith("CALL");
      progress = taken.progress();
    }
    assertThat(text(course.after(Step.CALL, new Refused(SILENT), progress, true).next()))
        .startsWith("CALL");
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"CALL", "PREPARE", "LOOK_UP", "CREATE"})
  void while_a_part_of_the_api_is_withheld_no_number_of_tries_makes_it_dead(Step step) {
    var course = new Course(SETTINGS);
    var withheld = new Refused(new Withheld(PHOTOSHELTER, 403, "v3"));
    var again = step == Step.CREATE ? Step.START : step;
    var progress = Progress.FRESH;
    for (int i = 0; i < 1_000; i++) {
      var taken = course.after(step, withheld, progress);
      assertThat(taken.next())
          .isInstanceOfSatisfying(Next.Go.class, go -> assertThat(go.step()).isEqualTo(again));
      progress = taken.progress();
    }
  }

  @Test
  void while_the_api_is_to_blame_a_creation_is_looked_for_and_made_again_without_end() {
    var course = new Course(SETTINGS);
    var progress = Progress.FRESH;
    for (int i = 0; i < 1_000; i++) {
      var created = course.after(Step.CREATE, new Refused(SILENT), progress, false);
      assertThat(text(created.next())).isEqualTo("LOOK_UP after 5 s");
      var once = course.after(Step.LOOK_UP, new Ready(), created.progress(), true);
      var twice = course.after(Step.LOOK_UP, new Ready(), once.progress(), true);
      assertThat(text(twice.next())).isEqualTo("PREPARE after 0 s");
      progress = twice.progress();
    }
  }

  private static String text(Next next) {
    return switch (next) {
      case Next.Go(var step, var pause) when pause.isZero() || pause.toSeconds() > 0 ->
          "%s after %d s".formatted(step, pause.toSeconds());
      case Next.Go(var step, _) -> step + " soon";
      case Next.Hold(var step, _) -> "hold " + step;
      case Next.Dead _ -> "dead";
      case Next.Done _ -> "done";
      case Next.Overtaken _ -> "overtaken";
    };
  }

  private static Progress looked(int before) {
    return new Progress(0, 0, before, 2);
  }

  private static Arguments row(
      String name, Step step, Ending ending, Progress progress, String next) {
    return arguments(name, step, ending, progress, next);
  }
}
