package io.proofline.workers.loop;

import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Remedy;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Withheld;
import io.proofline.workers.loop.Arrived.How;
import io.proofline.workers.work.Ending;
import io.proofline.workers.work.Time;
import java.time.Duration;

/**
 * From a step that came back to what follows: what it says about its API, whom to blame for a
 * silence, the next step or the end. Only the poll thread touches it.
 */
final class Following {

  private final Course course;
  private final Holdings holdings;
  private final Gates gates;
  private final Blame blame;
  private final Books books;
  private final Time time;

  Following(Course course, Holdings holdings, Gates gates, Blame blame, Books books, Time time) {
    this.course = course;
    this.holdings = holdings;
    this.gates = gates;
    this.blame = blame;
    this.books = books;
    this.time = time;
  }

  void follow(Arrived back) {
    var work = back.work();
    boolean itsFault = heed(back);
    gates.cameBack(work, back.api());
    if (back.how() instanceof How.Ended(Ending.Refused(Withheld because)) && holdings.have(work)) {
      gates.withheld(work, because);
    } else {
      gates.letIn(work);
    }
    if (!holdings.have(work)) {
      blame.forget(work);
      return; // its partition has another owner now, whom the ledger tells
    }
    switch (back.how()) {
      case How.NotLeft() -> follow(back, new Next.Go(Step.START, Duration.ZERO));
      case How.Ended(var ending) -> follow(back, ending, itsFault);
      case How.Threw(var exception) -> {
        var cause = "unexpected %s on our side".formatted(exception);
        follow(back, new Ending.Refused(new Unanswered(back.api(), cause)), true);
      }
    }
  }

  private void follow(Arrived back, Ending ending, boolean itsFault) {
    var work = back.work();
    work.record(back.began(), back.step() + ": " + Answers.text(ending));
    var taken = course.after(back.step(), ending, work.progress, itsFault);
    work.progress = taken.progress();
    follow(back, taken.next());
  }

  private void follow(Arrived back, Next next) {
    switch (next) {
      case Next.Go(var step, var pause) -> go(back, step, pause);
      case Next.Hold(var step, _) -> go(back, step, Duration.ZERO);
      case Next.End end -> end(back, end);
    }
  }

  private void go(Arrived back, Step step, Duration pause) {
    var work = back.work();
    work.step = step;
    work.notBefore = time.after(pause);
    if (work.forbidden != null) {
      end(back, Next.Overtaken.of(work));
    }
  }

  private void end(Arrived back, Next.End end) {
    blame.forget(back.work());
    books.conclude(back.work(), end, back.began(), back.ended());
  }

  /** What a step says about its API. True unless the API is to blame for its failure. */
  private boolean heed(Arrived back) {
    return switch (back.how()) {
      case How.NotLeft _, How.Threw _ -> true;
      case How.Ended(Ending.Finished _), How.Ended(Ending.Ready _) -> answered(back);
      case How.Ended(Ending.Refused(var error)) -> heed(back, error);
      case How.Ended(Ending.NotYet _), How.Ended(Ending.Hopeless _) -> true;
    };
  }

  private boolean heed(Arrived back, ApiError error) {
    if (error instanceof Unanswered silence) {
      gates.failed(back.work(), silence);
      return blame.failed(back.work(), error.api());
    }
    if (error.remedy() == Remedy.WAIT) {
      gates.close(back.work(), error);
      return false;
    }
    return answered(back);
  }

  private boolean answered(Arrived back) {
    gates.answered(back.work(), back.api());
    blame.answered(back.work(), back.api());
    return true;
  }
}
