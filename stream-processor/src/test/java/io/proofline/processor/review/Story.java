package io.proofline.processor.review;

import io.proofline.processor.review.Fact.Answer;
import io.proofline.processor.review.Fact.Claim;
import io.proofline.processor.review.Fact.Ending;
import io.proofline.processor.review.Fact.Hint;
import io.proofline.processor.review.Fact.Result;
import io.proofline.processor.review.Fact.Stamp;
import io.proofline.processor.review.Fact.Wish;
import io.proofline.processor.rules.RulesFile;
import io.proofline.processor.rules.RulesRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to one asset, told second by second, and what Proofline makes of it. */
final class Story {

  static final Instant START = Instant.parse("2026-05-04T08:00:00Z");
  static final String ASSET = "I0000EXAMPLE0001";
  static final Asset.Gallery SEND = new Asset.Gallery("G0000SENDTOREVIE", "Send to review");
  static final Asset.Gallery AUTUMN = new Asset.Gallery("G0000AUTUMNRANGE", "Campaigns/Autumn");

  static final Rules RULES =
      rules(
          """
          version: 1
          teams:
            { owner: [dam@example.com], brand: [ann@example.com], legal: [legal@example.com] }
          select: { gallery: send to review, keyword: "review:*" }
          reviews:
            - name: Legal matters
              when: { keyword: legal }
              ask: [ { stage: Brand, team: brand, decides: anyone }, { stage: Legal, team: legal } ]
          otherwise: { ask: [ { stage: Desk, team: owner } ] }
          proof: { owner: owner }
          verdicts: { rejected: { decisions: changes_required, reasons: Do not use } }
          write:
            edit_status:
              { in_review: In review, approved: Approved, needs_changes: Needs changes, rejected: Rejected }
          """);

  private final List<Need> asked = new ArrayList<>();
  private final List<Ask> asks = new ArrayList<>();
  private final List<Fact> told = new ArrayList<>();
  private Review review = Review.unseen("demo", ASSET);
  private Standing standing = Plan.standing(review, RULES);
  private Instant now = START;
  private int events;

  static Rules rules(String yaml) {
    try {
      return RulesFile.read(yaml).rules();
    } catch (RulesRefused e) {
      throw new AssertionError(e);
    }
  }

  /** A fact that has come before comes once more. */
  Story repeats(Class<? extends Fact> kind) {
    return then(told.stream().filter(kind::isInstance).reduce((_, last) -> last).orElseThrow());
  }

  private Story then(Fact fact) {
    told.add(fact);
    var plan = Plan.next(review.apply(fact), RULES);
    review = plan.review();
    standing = plan.standing();
    plan.orders().forEach(o -> asked.add(o.need()));
    plan.orders().forEach(o -> asks.add(o.ask()));
    return this;
  }

  private Stamp next() {
    now = now.plusSeconds(1);
    return new Stamp("event-" + events++, now);
  }

  Story later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Story ticks() {
    return then(new Fact.Ticked(next(), now));
  }

  Story seen(Asset asset) {
    return then(new Fact.Seen(next(), asset));
  }

  /** The library as it is a second from now. */
  Story lies(List<Asset.Gallery> galleries, String... keywords) {
    return seen(
        image(now.plusSeconds(1), false, galleries, List.of(keywords), review.library().status()));
  }

  Story baseline(List<Asset.Gallery> galleries, String... keywords) {
    return seen(image(now.plusSeconds(1), true, galleries, List.of(keywords), null));
  }

  Story isSelectedByHook() {
    return then(new Fact.Requested(next(), Wish.SELECT));
  }

  Story isToBeReread() {
    return then(new Fact.Requested(next(), Wish.REREAD));
  }

  Story hint(String proof, String action) {
    return then(new Fact.Hinted(next(), new Hint(proof, null, action, null)));
  }

  Story hint(String proof, @Nullable String previous, String action, int version, int round) {
    return then(
        new Fact.Hinted(next(), new Hint(proof, previous, action, new Claim(version, round))));
  }

  Story answers(Need.Kind kind, Result result) {
    return answers(kind, Ending.DONE, null, result);
  }

  Story dies(Need.Kind kind, String reason) {
    return answers(kind, Ending.DEAD, reason, new Result.Nothing());
  }

  private Story answers(Need.Kind kind, Ending ending, @Nullable String reason, Result result) {
    var id =
        asks.stream()
            .filter(a -> a.kind() == kind)
            .reduce((_, last) -> last)
            .orElseThrow(() -> new AssertionError("nobody asked for " + kind))
            .commandId();
    var stamp = next();
    return then(new Fact.Answered(stamp, new Answer(id, ending, reason, stamp.at(), result)));
  }

  Story proofIsMade(String id) {
    return answers(Need.Kind.CREATE_PROOF, new Result.ProofMade(id));
  }

  Story statusStands(String text) {
    return answers(Need.Kind.WRITE_FIELDS, new Result.StatusStands(text));
  }

  Story proofReads(ProofState state) {
    return answers(Need.Kind.READ_PROOF, new Result.ProofRead(state));
  }

  Review review() {
    return review;
  }

  Standing standing() {
    return standing;
  }

  /** Everything that was asked for so far. */
  List<Need> asked() {
    return List.copyOf(asked);
  }

  static Asset image(
      Instant readAt,
      boolean baseline,
      List<Asset.Gallery> galleries,
      List<String> keywords,
      @Nullable String status) {
    return new Asset(
        readAt,
        baseline,
        "fig.jpg",
        Asset.MediaType.IMAGE,
        galleries,
        keywords,
        status,
        Asset.Details.NONE);
  }

  static ProofState proof(ProofState.Stage... stages) {
    return new ProofState(false, "in_progress", "https://proofs.example/q7", List.of(stages));
  }

  static ProofState.Stage stage(String name, @Nullable String decision, String... reasons) {
    var member = new ProofState.Member(true, decision, List.of(reasons));
    return new ProofState.Stage(
        name, decision == null ? "in_progress" : "completed", decision, List.of(member));
  }
}
