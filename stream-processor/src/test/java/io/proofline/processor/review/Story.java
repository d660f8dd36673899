package io.proofline.processor.review;

import io.proofline.processor.review.Fact.Answer;
import io.proofline.processor.review.Fact.Claim;
import io.proofline.processor.review.Fact.Ending;
import io.proofline.processor.review.Fact.Hint;
import io.proofline.processor.review.Fact.Result;
import io.proofline.processor.review.Fact.Source;
import io.proofline.processor.review.Fact.Stamp;
import io.proofline.processor.review.Fact.Wish;
import io.proofline.processor.rules.RulesFile;
import io.proofline.processor.rules.RulesRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one asset, told second by second, and what Proofline makes of it. Long, since
 * each sentence that a scenario can say is a method.
 */
final class Story {

  static final Instant START = Instant.parse("2026-05-04T08:00:00Z");
  static final String ASSET = "I0000EXAMPLE0001";
  static final Asset.Gallery SEND = new Asset.Gallery("G0000SENDTOREVIE", "Send to review");
  static final Asset.Gallery AUTUMN = new Asset.Gallery("G0000AUTUMNRANGE", "Autumn");

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
  private final List<Plan.Order> orders = new ArrayList<>();
  private final List<Fact> told = new ArrayList<>();
  private final List<Happening> happened = new ArrayList<>();
  private Rules rules;
  private Review review = Review.unseen("demo", ASSET);
  private Plan plan;
  private Instant now = START;
  private Asset library = image(START, false, List.of(), List.of(), null);
  private int events;

  Story() {
    this(RULES);
  }

  Story(Rules rules) {
    this.rules = rules;
    this.plan = Plan.next(review, rules);
  }

  static Rules rules(String yaml) {
    try {
      return RulesFile.read(yaml).rules();
    } catch (RulesRefused e) {
      throw new AssertionError(e);
    }
  }

  /** From here on other rules are in force. */
  Story underRules(Rules others) {
    rules = others;
    return this;
  }

  /** A fact that has come before comes once more. */
  Story repeats(Class<? extends Fact> kind) {
    return then(told.stream().filter(kind::isInstance).reduce((_, last) -> last).orElseThrow());
  }

  Story then(Fact fact) {
    told.add(fact);
    var before = review;
    plan = Plan.next(review.apply(fact), rules);
    var happenings = Happenings.between(before, fact, plan, rules);
    happened.addAll(happenings.all());
    review = plan.review().with(happenings.trail());
    plan.orders().forEach(o -> asked.add(o.need()));
    plan.orders().forEach(o -> asks.add(o.ask()));
    orders.addAll(plan.orders());
    return this;
  }

  private Stamp next(Source source) {
    now = now.plusSeconds(1);
    return new Stamp("event-" + events++, now, now, source);
  }

  Instant now() {
    return now;
  }

  Story later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Story ticks() {
    return then(new Fact.Ticked(next(Source.CLOCK), now));
  }

  /** Time passes until the review wants to be looked at, and the clock says so. */
  Story whenDue() {
    var due = plan.dueAt();
    if (due == null) {
      throw new AssertionError("nothing is due");
    }
    now = due.isAfter(now) ? due : now;
    return ticks();
  }

  Story seen(Asset asset) {
    library = asset;
    return then(new Fact.Seen(next(Source.POLL), asset));
  }

  /** The library as it is a second from now. */
  Story lies(List<Asset.Gallery> galleries, String... keywords) {
    return seen(
        image(now.plusSeconds(1), false, galleries, List.of(keywords), review.library().status()));
  }

  Story baseline(List<Asset.Gallery> galleries, String... keywords) {
    return seen(image(now.plusSeconds(1), true, galleries, List.of(keywords), null));
  }

  /** The library's newest snapshot, with something changed in it. */
  Story librarySees(UnaryOperator<Asset> change) {
    var known = review.library().asset() == null ? library : review.library().asset();
    return seen(readAt(change.apply(known), now.plusSeconds(1)));
  }

  Story isTrashed() {
    return librarySees(a -> with(a, Asset.Presence.TRASHED));
  }

  Story isPurged() {
    return librarySees(a -> with(a, Asset.Presence.GONE));
  }

  Story isRestored() {
    return librarySees(a -> with(a, Asset.Presence.THERE));
  }

  Story isSelectedByHook() {
    return asks(Wish.SELECT);
  }

  Story isToBeReread() {
    return asks(Wish.REREAD);
  }

  /** A person asks for something by name. */
  Story asks(Wish wish) {
    return then(
        new Fact.Requested(next(Source.REQUEST), new Fact.Request(wish, null, null, "person-dam")));
  }

  Story asks(Wish wish, String proofId) {
    return then(
        new Fact.Requested(
            next(Source.REQUEST), new Fact.Request(wish, null, proofId, "person-dam")));
  }

  /** A person wants the last dead command of a kind tried again, or let go. */
  Story asksOf(Wish wish, Need.Kind kind) {
    var id = lastOf(kind).commandId();
    return then(
        new Fact.Requested(next(Source.REQUEST), new Fact.Request(wish, id, null, "person-dam")));
  }

  Story hint(String proof, String action) {
    return hinted(proof, null, action, null, new Fact.Detail.Plain());
  }

  Story hint(String proof, @Nullable String previous, String action, int version, int round) {
    return hinted(proof, previous, action, new Claim(version, round), new Fact.Detail.Plain());
  }

  private Story hinted(
      String proof,
      @Nullable String previous,
      String action,
      @Nullable Claim claim,
      Fact.Detail detail) {
    return then(
        new Fact.Hinted(
            next(Source.WEBHOOK),
            new Hint(proof, previous, action, claim, "person-reviewer", detail)));
  }

  /** A person uploads a further version in Ziflow; it inherits the marker of the first. */
  Story isUploadedInZiflow(String proof, String previous) {
    return hint(proof, previous, "created", 1, 1);
  }

  /** The event of a reviewer's decision; it says nothing of what the proof is now. */
  Story decides(String proof, String stage, String decision, String... reasons) {
    return hinted(
        proof,
        null,
        "decision",
        null,
        new Fact.Detail.Decided("reviewer-" + stage, "id-" + stage, decision, List.of(reasons)));
  }

  /** A reviewer says that the review is done. */
  Story completes(String proof, String stage) {
    return hinted(
        proof, null, "complete_review", null, new Fact.Detail.Completed("reviewer-" + stage, true));
  }

  Story comments(String proof, String noteId) {
    return hinted(
        proof,
        null,
        "comment",
        null,
        new Fact.Detail.Commented("comment-1", "reviewer-Desk", "created", noteId));
  }

  Story turn(boolean granted) {
    var id = lastOf(Need.Kind.TURN).commandId();
    return then(new Fact.Turned(next(Source.INTAKE), id, granted));
  }

  Story collection(String path, boolean ready) {
    return then(new Fact.Flipped(next(Source.INTAKE), path, ready));
  }

  Story isFiledFrom(String source) {
    return then(new Fact.FiledFrom(next(Source.OUTCOME), source));
  }

  Story answers(Need.Kind kind, Result result) {
    return answers(kind, Ending.DONE, null, result);
  }

  Story dies(Need.Kind kind, String reason) {
    return answers(kind, Ending.DEAD, reason, new Result.Nothing());
  }

  Story isOvertaken(Need.Kind kind) {
    return answers(kind, Ending.OVERTAKEN, "a withdrawal came", new Result.Nothing());
  }

  private Story answers(Need.Kind kind, Ending ending, @Nullable String reason, Result result) {
    return answers(lastOf(kind), ending, reason, result);
  }

  private Story answers(Ask ask, Ending ending, @Nullable String reason, Result result) {
    var stamp = next(Source.OUTCOME);
    return then(
        new Fact.Answered(
            stamp,
            new Answer(
                ask.commandId(), ending, reason, stamp.at().minusMillis(500), stamp.at(), result)));
  }

  private Ask lastOf(Need.Kind kind) {
    return asks.stream()
        .filter(a -> a.kind() == kind)
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError("nobody asked for " + kind));
  }

  private <N extends Need> N last(Class<N> kind) {
    return asked.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError("nobody asked for " + kind));
  }

  Story proofIsMade(String id) {
    return proofIsMade(id, null);
  }

  Story proofIsMade(String id, @Nullable Judged file) {
    return answers(Need.Kind.CREATE_PROOF, new Result.ProofMade(id, file));
  }

  /** What the last write asked for stands. */
  Story fieldsStand() {
    var write = last(Need.WriteFields.class);
    return answers(
        Need.Kind.WRITE_FIELDS,
        new Result.FieldsStand(
            write.mediaId(),
            write.fields().stream()
                .collect(Collectors.toMap(Need.FieldText::name, Need.FieldText::text))));
  }

  Story statusStands(String text) {
    return answers(
        Need.Kind.WRITE_FIELDS, new Result.FieldsStand(ASSET, Map.of(Write.STATUS, text)));
  }

  Story proofReads(ProofState state) {
    return answers(Need.Kind.READ_PROOF, new Result.ProofRead(state));
  }

  /** The reading of one proof among several. */
  Story proofReads(String proof, ProofState state) {
    var reading =
        asks.stream()
            .filter(a -> a.isOf(Need.Kind.READ_PROOF, proof))
            .reduce((_, last) -> last)
            .orElseThrow(() -> new AssertionError("nobody asked for a reading of " + proof));
    return answers(reading, Ending.DONE, null, new Result.ProofRead(state));
  }

  Story stagesStand(ProofState state) {
    return answers(Need.Kind.UPDATE_STAGES, new Result.StagesStand(state));
  }

  Story containerStands(String id) {
    var need = last(Need.EnsureContainer.class);
    return answers(
        Need.Kind.ENSURE_CONTAINER, new Result.ContainerStands(need.container(), need.path(), id));
  }

  /** Of several that were asked for, the one of this path. */
  Story containerStands(String path, String id) {
    var need =
        asked.stream()
            .filter(n -> n instanceof Need.EnsureContainer(_, var p, _) && p.equals(path))
            .map(Need.EnsureContainer.class::cast)
            .findFirst()
            .orElseThrow();
    return answers(
        asks.stream().filter(a -> a.isFor(need)).findFirst().orElseThrow(),
        Ending.DONE,
        null,
        new Result.ContainerStands(need.container(), path, id));
  }

  Story isInside() {
    var need = last(Need.EnterGallery.class);
    return answers(
        Need.Kind.ENTER_GALLERY, new Result.Lies(need.mediaId(), need.galleryId(), true, false));
  }

  Story galleryIsMissing() {
    var need = last(Need.EnterGallery.class);
    return answers(
        Need.Kind.ENTER_GALLERY, new Result.Lies(need.mediaId(), need.galleryId(), false, true));
  }

  Story isOutside() {
    var need = last(Need.LeaveGallery.class);
    return answers(
        Need.Kind.LEAVE_GALLERY, new Result.Lies(need.mediaId(), need.galleryId(), false, false));
  }

  Story proofIsDeleted() {
    return answers(Need.Kind.DELETE_PROOF, new Result.Nothing());
  }

  Story fingerprints(Judged file) {
    return answers(Need.Kind.FINGERPRINT, new Result.Fingerprinted(file));
  }

  Story isFiledAs(String mediaId) {
    return answers(Need.Kind.FILE_FINAL, new Result.Filed(mediaId));
  }

  Review review() {
    return review;
  }

  Standing standing() {
    return plan.standing();
  }

  boolean isOver() {
    return plan.isOver();
  }

  @Nullable Instant dueAt() {
    return plan.dueAt();
  }

  /** Everything that was asked for so far. */
  List<Need> asked() {
    return List.copyOf(asked);
  }

  /** The same, with their lanes and asks. */
  List<Plan.Order> orders() {
    return List.copyOf(orders);
  }

  /** Everything that the audit trail has. */
  List<Happening> happened() {
    return List.copyOf(happened);
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

  static Asset readAt(Asset asset, Instant time) {
    return new Asset(
        time,
        false,
        asset.fileName(),
        asset.type(),
        asset.galleries(),
        asset.keywords(),
        asset.status(),
        asset.details());
  }

  static Asset with(Asset asset, Asset.Presence presence) {
    var d = asset.details();
    return with(
        asset,
        new Asset.Details(
            presence,
            d.fields(),
            d.uploader(),
            d.uploadedAt(),
            d.modifiedAt(),
            d.size(),
            d.width(),
            d.height(),
            d.ourMarker()));
  }

  static Asset with(Asset asset, Asset.Details details) {
    return new Asset(
        asset.readAt(),
        asset.baseline(),
        asset.fileName(),
        asset.type(),
        asset.galleries(),
        asset.keywords(),
        asset.status(),
        details);
  }

  static Asset of(Asset asset, Asset.MediaType type) {
    return new Asset(
        asset.readAt(),
        asset.baseline(),
        asset.fileName(),
        type,
        asset.galleries(),
        asset.keywords(),
        asset.status(),
        asset.details());
  }

  /** A file whose picture has a hash of this name. */
  static Judged file(String bytes, String picture) {
    return new Judged(bytes, 1000, new Judged.Picture(picture, 800, 600));
  }

  static ProofState proof(ProofState.Stage... stages) {
    return new ProofState(
        false, "in_progress", false, "https://proofs.example/q7", List.of(), List.of(stages));
  }

  static ProofState failedProof() {
    return new ProofState(false, "failed", false, null, List.of(), List.of());
  }

  static ProofState goneProof() {
    return new ProofState(true, null, false, null, List.of(), List.of());
  }

  static ProofState.Stage stage(String name, @Nullable String decision, String... reasons) {
    return stageAt(name, decision, null, reasons);
  }

  static ProofState.Stage stageAt(
      String name, @Nullable String decision, @Nullable Instant at, String... reasons) {
    var member =
        new ProofState.Member(
            "reviewer-" + name, "person-" + name, true, decision, at, List.of(reasons));
    return new ProofState.Stage(
        "id-" + name,
        name,
        decision == null ? "in_progress" : "completed",
        decision,
        List.of(member));
  }
}
