package io.proofline.review;

import io.proofline.policy.Asset;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.FieldText;
import io.proofline.policy.ProofState;
import io.proofline.policy.Rules;
import io.proofline.review.Fact.MarkerClaim;
import io.proofline.review.Fact.Outcome;
import io.proofline.review.Fact.OutcomeStatus;
import io.proofline.review.Fact.ProofEvent;
import io.proofline.review.Fact.Provenance;
import io.proofline.review.Fact.RequestKind;
import io.proofline.review.Fact.Result;
import io.proofline.review.Fact.Source;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drives the review of one asset in tests: applies facts, one per second, and collects the commands
 * and audit events that the review issues.
 *
 * <p>Longer than 300 lines because each step of a scenario is a method, and scenarios chain them.
 */
public final class ReviewDriver {

  public static final Instant START = Instant.parse("2026-05-04T08:00:00Z");
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

  private final List<RequiredCommand> commands = new ArrayList<>();
  private final List<IssuedCommand> issuedCommands = new ArrayList<>();
  private final List<ReviewPlan.PlannedCommand> plannedCommands = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<AuditEvent> auditTrail = new ArrayList<>();
  private Rules rules;
  private Review review = Review.unseen("demo", ASSET);
  private ReviewPlan reviewPlan;
  private Instant now = START;
  private Asset library = image(START, false, List.of(), List.of(), null);
  private int events;

  ReviewDriver() {
    this(RULES);
  }

  ReviewDriver(Rules rules) {
    this.rules = rules;
    this.reviewPlan = ReviewPlan.next(review, rules);
  }

  public static Rules rules(String yaml) {
    try {
      return RulesFile.read(yaml).rules();
    } catch (InvalidRulesException e) {
      throw new AssertionError(e);
    }
  }

  /** Replaces the rules for the facts that follow. */
  ReviewDriver withRules(Rules others) {
    rules = others;
    return this;
  }

  /** Applies the last fact of a kind a second time. */
  ReviewDriver repeatLast(Class<? extends Fact> kind) {
    return then(facts.stream().filter(kind::isInstance).reduce((_, last) -> last).orElseThrow());
  }

  ReviewDriver then(Fact fact) {
    facts.add(fact);
    var before = review;
    reviewPlan = ReviewPlan.next(review.apply(fact), rules);
    var auditEvents = AuditEvents.between(before, fact, reviewPlan, rules);
    auditTrail.addAll(auditEvents.all());
    review = reviewPlan.review().with(auditEvents.position());
    var planned = reviewPlan.commands();
    planned.stream().filter(o -> !isUnlimited(o.required())).forEach(this::record);
    // intake grants a permit without a limit, and one of a selected asset, at once
    planned.stream().filter(o -> isGranted(o.required())).findFirst().ifPresent(this::permit);
    return this;
  }

  private void record(ReviewPlan.PlannedCommand planned) {
    commands.add(planned.required());
    issuedCommands.add(planned.issued());
    plannedCommands.add(planned);
  }

  private void permit(ReviewPlan.PlannedCommand planned) {
    var provenance =
        new Provenance("permit:" + planned.issued().commandId(), now, now, Source.INTAKE);
    then(new Fact.ProofPermitDecided(provenance, planned.issued().commandId(), true));
  }

  private static boolean isGranted(RequiredCommand required) {
    return required instanceof RequiredCommand.ProofPermit permit
        && (permit.perHour() == null || !permit.waits());
  }

  private static boolean isUnlimited(RequiredCommand required) {
    return required instanceof RequiredCommand.ProofPermit permit && permit.perHour() == null;
  }

  private Provenance next(Source source) {
    now = now.plusSeconds(1);
    return new Provenance("event-" + events++, now, now, source);
  }

  Instant now() {
    return now;
  }

  ReviewDriver later(Duration time) {
    now = now.plus(time);
    return this;
  }

  ReviewDriver timerFires() {
    return then(new Fact.TimerFired(next(Source.CLOCK), now));
  }

  /** Advances the time to the review's next timer and fires it. */
  ReviewDriver nextTimerFires() {
    var due = reviewPlan.dueAt();
    if (due == null) {
      throw new AssertionError("nothing is due");
    }
    now = due.isAfter(now) ? due : now;
    return timerFires();
  }

  ReviewDriver assetSeen(Asset asset) {
    library = asset;
    return then(new Fact.AssetSeen(next(Source.POLL), asset));
  }

  /** A snapshot of the asset in these galleries and with these keywords, read one second later. */
  ReviewDriver libraryShows(List<Asset.Gallery> galleries, String... keywords) {
    return assetSeen(
        image(now.plusSeconds(1), false, galleries, List.of(keywords), review.library().status()));
  }

  ReviewDriver baseline(List<Asset.Gallery> galleries, String... keywords) {
    return assetSeen(image(now.plusSeconds(1), true, galleries, List.of(keywords), null));
  }

  /** A new snapshot: the newest one with a change. */
  ReviewDriver libraryChanges(UnaryOperator<Asset> change) {
    var known = review.library().asset() == null ? library : review.library().asset();
    return assetSeen(readAt(change.apply(known), now.plusSeconds(1)));
  }

  ReviewDriver assetTrashed() {
    return libraryChanges(a -> with(a, Asset.Presence.TRASHED));
  }

  ReviewDriver assetPurged() {
    return libraryChanges(a -> with(a, Asset.Presence.GONE));
  }

  ReviewDriver assetRestored() {
    return libraryChanges(a -> with(a, Asset.Presence.THERE));
  }

  ReviewDriver requestsSelection() {
    return requests(RequestKind.SELECT);
  }

  ReviewDriver requestsReread() {
    return requests(RequestKind.REREAD);
  }

  /** A person sends a request for the asset. */
  ReviewDriver requests(RequestKind requestKind) {
    return then(
        new Fact.Requested(
            next(Source.REQUEST), new Fact.Request(requestKind, null, null, "person-dam", null)));
  }

  ReviewDriver requests(RequestKind requestKind, String proofId) {
    return then(
        new Fact.Requested(
            next(Source.REQUEST),
            new Fact.Request(requestKind, null, proofId, "person-dam", null)));
  }

  /** A person sends a request for the last command of a kind, such as a retry or a discard. */
  ReviewDriver requestsFor(RequestKind requestKind, RequiredCommand.CommandKind commandKind) {
    var id = lastOf(commandKind).commandId();
    return then(
        new Fact.Requested(
            next(Source.REQUEST), new Fact.Request(requestKind, id, null, "person-dam", null)));
  }

  ReviewDriver ziflowEvent(String proof, String action) {
    return proofEventReceived(proof, null, action, null, new Fact.Detail.NoDetail());
  }

  ReviewDriver ziflowEvent(
      String proof, @Nullable String previous, String action, int version, int round) {
    return proofEventReceived(
        proof, previous, action, new MarkerClaim(version, round), new Fact.Detail.NoDetail());
  }

  private ReviewDriver proofEventReceived(
      String proof,
      @Nullable String previous,
      String action,
      @Nullable MarkerClaim markerClaim,
      Fact.Detail detail) {
    return then(
        new Fact.ProofEventReceived(
            next(Source.WEBHOOK),
            new ProofEvent(proof, previous, action, markerClaim, "person-reviewer", detail)));
  }

  /** A person uploads a further version in Ziflow; it inherits the marker of the first. */
  ReviewDriver versionUploadedInZiflow(String proof, String previous) {
    return ziflowEvent(proof, previous, "created", 1, 1);
  }

  /** The event of a reviewer's decision; it does not contain the state of the proof. */
  ReviewDriver decides(String proof, String stage, String decision, String... reasons) {
    return proofEventReceived(
        proof,
        null,
        "decision",
        null,
        new Fact.Detail.Decided("reviewer-" + stage, "id-" + stage, decision, List.of(reasons)));
  }

  /** The event of a reviewer who marks the review as complete. */
  ReviewDriver completes(String proof, String stage) {
    return proofEventReceived(
        proof, null, "complete_review", null, new Fact.Detail.Completed("reviewer-" + stage, true));
  }

  ReviewDriver comments(String proof, String noteId) {
    return proofEventReceived(
        proof,
        null,
        "comment",
        null,
        new Fact.Detail.Commented("comment-1", "reviewer-Desk", "created", noteId));
  }

  ReviewDriver proofPermit(boolean granted) {
    var id = lastOf(RequiredCommand.CommandKind.TURN).commandId();
    return then(new Fact.ProofPermitDecided(next(Source.INTAKE), id, granted));
  }

  ReviewDriver collection(String path, boolean ready) {
    return then(new Fact.CollectionReadinessChanged(next(Source.INTAKE), path, ready));
  }

  ReviewDriver filedFrom(String source) {
    return then(new Fact.FiledFrom(next(Source.OUTCOME), source));
  }

  ReviewDriver ends(RequiredCommand.CommandKind commandKind, Result result) {
    return ends(commandKind, OutcomeStatus.DONE, null, result);
  }

  ReviewDriver endsDead(RequiredCommand.CommandKind commandKind, String reason) {
    return ends(commandKind, OutcomeStatus.DEAD, reason, new Result.Nothing());
  }

  /** A dead command, with the next step and the attempts that the worker reported. */
  ReviewDriver endsDead(
      RequiredCommand.CommandKind commandKind, String reason, String nextStep, int attempts) {
    var provenance = next(Source.OUTCOME);
    return then(
        new Fact.OutcomeReceived(
            provenance,
            new Outcome(
                lastOf(commandKind).commandId(),
                OutcomeStatus.DEAD,
                reason,
                nextStep,
                attempts,
                provenance.at().minusMillis(500),
                provenance.at(),
                new Result.Nothing())));
  }

  ReviewDriver endsOvertaken(RequiredCommand.CommandKind commandKind) {
    return ends(
        commandKind, OutcomeStatus.OVERTAKEN, "overtaken by a withdrawal", new Result.Nothing());
  }

  private ReviewDriver ends(
      RequiredCommand.CommandKind commandKind,
      OutcomeStatus outcomeStatus,
      @Nullable String reason,
      Result result) {
    return ends(lastOf(commandKind), outcomeStatus, reason, result);
  }

  private ReviewDriver ends(
      IssuedCommand issuedCommand,
      OutcomeStatus outcomeStatus,
      @Nullable String reason,
      Result result) {
    var provenance = next(Source.OUTCOME);
    return then(
        new Fact.OutcomeReceived(
            provenance,
            new Outcome(
                issuedCommand.commandId(),
                outcomeStatus,
                reason,
                null,
                null,
                provenance.at().minusMillis(500),
                provenance.at(),
                result)));
  }

  private IssuedCommand lastOf(RequiredCommand.CommandKind commandKind) {
    return issuedCommands.stream()
        .filter(a -> a.kind() == commandKind)
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError("no command was issued of kind " + commandKind));
  }

  private <N extends RequiredCommand> N last(Class<N> kind) {
    return commands.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError("no command was issued of kind " + kind));
  }

  ReviewDriver proofCreated(String id) {
    return proofCreated(id, null);
  }

  ReviewDriver proofCreated(String id, @Nullable ReviewedFile file) {
    return ends(RequiredCommand.CommandKind.CREATE_PROOF, new Result.ProofCreated(id, file));
  }

  /** The last write is done: its fields have the requested texts. */
  ReviewDriver fieldsWritten() {
    var write = last(RequiredCommand.WriteFields.class);
    return ends(
        RequiredCommand.CommandKind.WRITE_FIELDS,
        new Result.FieldsWritten(
            write.mediaId(),
            write.fields().stream().collect(Collectors.toMap(FieldText::name, FieldText::text))));
  }

  ReviewDriver statusWritten(String text) {
    return ends(
        RequiredCommand.CommandKind.WRITE_FIELDS,
        new Result.FieldsWritten(ASSET, Map.of(FieldMapping.STATUS_FIELD, text)));
  }

  ReviewDriver proofRead(ProofState state) {
    return ends(RequiredCommand.CommandKind.READ_PROOF, new Result.ProofRead(state));
  }

  /** The result of reading one of several proofs. */
  ReviewDriver proofRead(String proof, ProofState state) {
    var readCommand =
        issuedCommands.stream()
            .filter(a -> a.isOf(RequiredCommand.CommandKind.READ_PROOF, proof))
            .reduce((_, last) -> last)
            .orElseThrow(() -> new AssertionError("no command was issued to read " + proof));
    return ends(readCommand, OutcomeStatus.DONE, null, new Result.ProofRead(state));
  }

  ReviewDriver stagesUpdated(ProofState state) {
    return ends(RequiredCommand.CommandKind.UPDATE_STAGES, new Result.StagesUpdated(state));
  }

  ReviewDriver containerReady(String id) {
    var need = last(RequiredCommand.EnsureContainer.class);
    return ends(
        RequiredCommand.CommandKind.ENSURE_CONTAINER,
        new Result.ContainerReady(need.container(), need.path(), id));
  }

  /** The result of ensuring one of several containers. */
  ReviewDriver containerReady(String path, String id) {
    var need =
        commands.stream()
            .filter(
                n -> n instanceof RequiredCommand.EnsureContainer(_, var p, _) && p.equals(path))
            .map(RequiredCommand.EnsureContainer.class::cast)
            .findFirst()
            .orElseThrow();
    return ends(
        issuedCommands.stream().filter(a -> a.isFor(need)).findFirst().orElseThrow(),
        OutcomeStatus.DONE,
        null,
        new Result.ContainerReady(need.container(), path, id));
  }

  ReviewDriver galleryEntered() {
    var need = last(RequiredCommand.EnterGallery.class);
    return ends(
        RequiredCommand.CommandKind.ENTER_GALLERY,
        new Result.MembershipKnown(need.mediaId(), need.galleryId(), true, false));
  }

  ReviewDriver galleryIsMissing() {
    var need = last(RequiredCommand.EnterGallery.class);
    return ends(
        RequiredCommand.CommandKind.ENTER_GALLERY,
        new Result.MembershipKnown(need.mediaId(), need.galleryId(), false, true));
  }

  ReviewDriver galleryLeft() {
    var need = last(RequiredCommand.LeaveGallery.class);
    return ends(
        RequiredCommand.CommandKind.LEAVE_GALLERY,
        new Result.MembershipKnown(need.mediaId(), need.galleryId(), false, false));
  }

  ReviewDriver proofDeleted() {
    return ends(RequiredCommand.CommandKind.DELETE_PROOF, new Result.Nothing());
  }

  ReviewDriver fingerprintTaken(ReviewedFile file) {
    return ends(RequiredCommand.CommandKind.FINGERPRINT, new Result.FingerprintTaken(file));
  }

  ReviewDriver finalFiled(String mediaId) {
    return ends(RequiredCommand.CommandKind.FILE_FINAL, new Result.FinalFiled(mediaId));
  }

  Review review() {
    return review;
  }

  ReviewSummary summary() {
    return reviewPlan.summary();
  }

  boolean isOver() {
    return reviewPlan.isOver();
  }

  @Nullable Instant dueAt() {
    return reviewPlan.dueAt();
  }

  /** All commands that were issued so far. */
  List<RequiredCommand> commands() {
    return List.copyOf(commands);
  }

  /** The issued commands with their ids and lanes. */
  List<ReviewPlan.PlannedCommand> plannedCommands() {
    return List.copyOf(plannedCommands);
  }

  /** All audit events so far. */
  List<AuditEvent> auditTrail() {
    return List.copyOf(auditTrail);
  }

  public static Asset image(
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

  public static Asset of(Asset asset, Asset.MediaType type) {
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

  /** A file with these hashes of its bytes and its picture. */
  static ReviewedFile file(String bytes, String picture) {
    return new ReviewedFile(bytes, 1000, new ReviewedFile.PictureHash(picture, 800, 600));
  }

  static ProofState proof(ProofState.StageStatus... stages) {
    return new ProofState(
        false, "in_progress", false, "https://proofs.example/q7", List.of(), List.of(stages));
  }

  static ProofState failedProof() {
    return new ProofState(false, "failed", false, null, List.of(), List.of());
  }

  static ProofState goneProof() {
    return new ProofState(true, null, false, null, List.of(), List.of());
  }

  static ProofState.StageStatus stage(String name, @Nullable String decision, String... reasons) {
    return stageAt(name, decision, null, reasons);
  }

  static ProofState.StageStatus stageAt(
      String name, @Nullable String decision, @Nullable Instant at, String... reasons) {
    var reviewerDecision =
        new ProofState.ReviewerDecision(
            "reviewer-" + name, "person-" + name, true, decision, at, List.of(reasons));
    return new ProofState.StageStatus(
        "id-" + name,
        name,
        decision == null ? "in_progress" : "completed",
        decision,
        List.of(reviewerDecision));
  }
}
