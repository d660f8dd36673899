package io.proofline.review;

import static io.proofline.review.ReviewDriver.START;

import io.proofline.policy.Asset;
import io.proofline.policy.FieldMapping;
import io.proofline.policy.ProofState;
import io.proofline.policy.Rules;
import io.proofline.policy.Verdict;
import io.proofline.review.Fact.RequestKind;
import io.proofline.review.Fact.Result;
import io.proofline.review.Fact.Source;
import io.proofline.review.RequiredCommand.CommandKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Simulates the library, Ziflow, the workers with their ledger, and the messages between them and
 * the review of one asset, for tests of the order of events. Messages may be late, repeated, out of
 * order or lost, and a worker may crash between two steps of a call. Reads make up for lost events.
 *
 * <p>Longer than 300 lines because all parts share one clock and one source of randomness.
 */
final class SystemModel {

  static final Rules RULES =
      ReviewDriver.rules(
          """
          version: 1
          teams: { owner: [dam@example.com], legal: [legal@example.com] }
          select: { gallery: Send to review }
          otherwise: { ask: [ { stage: Desk, team: owner }, { stage: Legal, team: legal, after: Desk } ] }
          require: [ { when: { keyword: alcohol }, ask: [ { stage: Health, team: legal } ] } ]
          proof: { owner: owner }
          write:
            edit_status:
              { in_review: In review, approved: Approved, needs_changes: Needs changes, withdrawn: Withdrawn,
                superseded: Superseded, nobody_decided: Nobody decided }
          approved: { store: new_asset, publish: [ { to: Press kit } ] }
          withdrawn: { keep_in: Kept }
          """);

  private static final List<String> DECISIONS =
      List.of("approved", "changes_required", "pending", "approved", "approved_with_changes");

  /** A proof in Ziflow. */
  static final class ZiflowProof {
    final String id;
    final int version;
    final @Nullable String previous;
    final String marker;
    final boolean uploaded;
    final String picture;
    final Map<String, String> decisions = new LinkedHashMap<>();
    final Map<String, Instant> decidedAt = new HashMap<>();
    boolean deleted;

    ZiflowProof(
        String id,
        int version,
        @Nullable String previous,
        String marker,
        boolean uploaded,
        String picture) {
      this.id = id;
      this.version = version;
      this.previous = previous;
      this.marker = marker;
      this.uploaded = uploaded;
      this.picture = picture;
    }
  }

  final Random random;

  /**
   * Whether new versions come from Ziflow, else from the library. Never from both: the order of two
   * versions that are made on both sides at the same time is undefined.
   */
  private final boolean versionsFromZiflow;

  final List<String> violations = new ArrayList<>();
  final List<AuditEvent> auditTrail = new ArrayList<>();
  final List<Fact> facts = new ArrayList<>();

  /** A decision whose event was delivered; a read may report its revocation first. */
  record Delivered(String words, Instant at) {}

  final Set<Delivered> delivered = new LinkedHashSet<>();

  final List<ZiflowProof> proofs = new ArrayList<>();
  final Map<String, String> statuses = new HashMap<>();
  final Map<String, Set<String>> galleriesByFinal = new HashMap<>();

  private final List<Fact> messages = new ArrayList<>();
  private final List<ReviewPlan.PlannedCommand> openCommands = new ArrayList<>();
  private final Map<String, Result> ledger = new HashMap<>();
  private final Set<String> galleries = new TreeSet<>(Set.of("G-HOME"));
  private final Set<String> keywords = new TreeSet<>();
  private final Map<String, String> paths =
      new HashMap<>(Map.of("G-HOME", "Home", "G-SEND", "Send to review"));
  private String picture = "picture-0";
  private int pictures;
  private Instant modifiedAt = START;
  private Instant now = START;
  private int events;
  private int captions;
  private int commands;
  private boolean withdrawn;
  private boolean withdrawalReported;

  Review review = Review.unseen("demo", ReviewDriver.ASSET);
  ReviewPlan plan = ReviewPlan.next(review, RULES);

  SystemModel(Random random) {
    this.random = random;
    this.versionsFromZiflow = random.nextBoolean();
  }

  int commands() {
    return commands;
  }

  // actions of people

  void step() {
    now = now.plusSeconds(1 + random.nextInt(40));
    switch (random.nextInt(16)) {
      case 0 -> select();
      case 1 -> editCaption();
      case 2 -> addKeyword();
      case 3, 4, 5 -> decide();
      case 6, 7 -> oneIn(4, versionsFromZiflow ? this::upload : this::replacePicture);
      case 8 -> oneIn(3, this::withdrawOrReinstate);
      case 9 -> readAsset();
      case 10 -> repeatMessage();
      case 11 -> loseEvent();
      case 12, 13 -> deliverMessage();
      default -> runCommand();
    }
  }

  private void oneIn(int oneIn, Runnable action) {
    if (random.nextInt(oneIn) == 0) {
      action.run();
    }
  }

  void select() {
    messages.add(request(RequestKind.SELECT));
  }

  private void editCaption() {
    captions++;
    modifiedAt = now;
  }

  private void addKeyword() {
    keywords.add(random.nextInt(3) == 0 ? "alcohol" : "hills");
    modifiedAt = now;
  }

  private void replacePicture() {
    picture = "picture-" + ++pictures;
    modifiedAt = now;
  }

  private void withdrawOrReinstate() {
    withdrawn = !withdrawn;
    // requests of people keep their order: they have one topic and one key
    apply(request(withdrawn ? RequestKind.WITHDRAW : RequestKind.REINSTATE));
    withdrawalReported = withdrawn;
  }

  private void decide() {
    var proof = newest();
    if (proof == null || proof.deleted || proof.decisions.isEmpty()) {
      return;
    }
    var stages = List.copyOf(proof.decisions.keySet());
    var stage = stages.get(random.nextInt(stages.size()));
    if (proof.uploaded && !proof.decisions.get(stage).equals("pending")) {
      return;
    }
    var decision = DECISIONS.get(random.nextInt(DECISIONS.size()));
    if (proof.uploaded && decision.equals("pending")) {
      return;
    }
    if (!decision.equals(proof.decisions.get(stage))) {
      proof.decisions.put(stage, decision);
      proof.decidedAt.put(stage, now);
      var detail = new Fact.Detail.Decided("r-" + stage, "id-" + stage, decision, List.of());
      messages.add(proofEvent(proof, "decision", detail));
    }
  }

  private void upload() {
    var before = newest();
    if (before == null || before.deleted || !noProofIsOpen()) {
      return;
    }
    var proof =
        new ZiflowProof(
            "p" + (proofs.size() + 1),
            before.version + 1,
            before.id,
            before.marker,
            true,
            "retouched-" + proofs.size());
    before.decisions.keySet().forEach(stage -> proof.decisions.put(stage, "pending"));
    proofs.add(proof);
    messages.add(proofEvent(proof, "created", new Fact.Detail.NoDetail()));
  }

  /** Whether no proof is being created; otherwise the versions can't be distinguished. */
  private boolean noProofIsOpen() {
    return openCommands.stream().noneMatch(o -> o.required().kind() == CommandKind.CREATE_PROOF)
        && !review.commands().isOpen(CommandKind.CREATE_PROOF);
  }

  private @Nullable ZiflowProof newest() {
    return proofs.isEmpty() ? null : proofs.getLast();
  }

  // messages

  private Fact.Provenance stamp(Source source, @Nullable Instant occurred) {
    events++;
    return new Fact.Provenance("e" + events, now, occurred, source);
  }

  private Fact request(RequestKind requestKind) {
    return new Fact.Requested(
        stamp(Source.REQUEST, now), new Fact.Request(requestKind, null, null, "person-1", null));
  }

  private Fact proofEvent(ZiflowProof proof, String action, Fact.Detail detail) {
    var claim = proof.marker.split(":");
    return new Fact.ProofEventReceived(
        stamp(Source.WEBHOOK, now),
        new Fact.ProofEvent(
            proof.id,
            proof.previous,
            action,
            new Fact.MarkerClaim(Integer.parseInt(claim[0]), Integer.parseInt(claim[1])),
            "person-2",
            detail));
  }

  private void deliverMessage() {
    if (!messages.isEmpty()) {
      apply(messages.remove(random.nextInt(messages.size())));
    }
  }

  private void repeatMessage() {
    if (!facts.isEmpty()) {
      var again = facts.get(random.nextInt(facts.size()));
      if (!(again instanceof Fact.Requested(_, var r)
          && (r.kind() == RequestKind.WITHDRAW || r.kind() == RequestKind.REINSTATE))) {
        apply(again);
      }
    }
  }

  /** Events may be lost; requests of people and outcomes of workers may not. */
  private void loseEvent() {
    messages.stream()
        .filter(f -> f instanceof Fact.ProofEventReceived)
        .findFirst()
        .ifPresent(messages::remove);
  }

  void readAsset() {
    messages.add(new Fact.AssetSeen(stamp(Source.POLL, null), snapshot()));
  }

  private Asset snapshot() {
    var details =
        new Asset.Details(
            Asset.Presence.THERE,
            Map.of(),
            null,
            null,
            modifiedAt,
            1000L + captions + 50L * pictures,
            8,
            6,
            null);
    return new Asset(
        now,
        false,
        "fig.jpg",
        Asset.MediaType.IMAGE,
        galleries.stream().map(id -> new Asset.Gallery(id, paths.get(id))).toList(),
        List.copyOf(keywords),
        statuses.getOrDefault(ReviewDriver.ASSET, ""),
        details);
  }

  void apply(Fact fact) {
    facts.add(fact);
    if (fact instanceof Fact.ProofEventReceived(_, var proofEvent)
        && proofEvent.detail() instanceof Fact.Detail.Decided decided
        && !decided.decision().equals("pending")
        && review.apply(fact).proofs().of(proofEvent.proofId()).isPresent()) {
      delivered.add(
          new Delivered(
              proofEvent.proofId() + decided.stageId() + decided.decision(),
              fact.provenance().occurredAt()));
    }
    var before = review;
    plan = ReviewPlan.next(review.apply(fact), RULES);
    var auditEvents = AuditEvents.between(before, fact, plan, RULES);
    auditTrail.addAll(auditEvents.all());
    review = plan.review().with(auditEvents.position());
    openCommands.addAll(plan.commands());
    commands += plan.commands().size();
    check();
    checkSince(before);
  }

  // workers

  /** Withdrawals go first; publishing commands that were polled before them are overtaken. */
  private void runCommand() {
    if (openCommands.isEmpty()) {
      return;
    }
    var plannedCommand =
        openCommands.stream()
            .filter(o -> o.required().withdraws())
            .findFirst()
            .orElseGet(() -> openCommands.get(random.nextInt(openCommands.size())));
    openCommands.remove(plannedCommand);
    if (plannedCommand.required() instanceof RequiredCommand.ProofPermit) {
      messages.add(
          new Fact.ProofPermitDecided(
              stamp(Source.INTAKE, now), plannedCommand.issued().commandId(), true));
      return;
    }
    if (plannedCommand.required().withdraws()) {
      var overtaken =
          openCommands.stream()
              .filter(o -> !o.required().withdraws() && isForbidden(o.required()))
              .toList();
      overtaken.forEach(o -> end(o, Fact.OutcomeStatus.OVERTAKEN, new Result.Nothing()));
      openCommands.removeAll(overtaken);
    }
    if (plannedCommand.required() instanceof RequiredCommand.FileFinal file
        && proof(file.proofId()) != newest()) {
      end(
          plannedCommand,
          Fact.OutcomeStatus.DEAD,
          new Result.Nothing()); // a later version locks the file
      return;
    }
    var began = now;
    var result = ledger.computeIfAbsent(id(plannedCommand), _ -> execute(plannedCommand));
    if (random.nextInt(6) == 0) {
      openCommands.add(
          plannedCommand); // the worker crashed after the effect; its successor finds the result in
      // the ledger
      return;
    }
    now = now.plusSeconds(random.nextInt(3));
    answer(plannedCommand, Fact.OutcomeStatus.DONE, began, result);
  }

  private static boolean isForbidden(RequiredCommand requiredCommand) {
    return requiredCommand instanceof RequiredCommand.WriteFields
        || requiredCommand instanceof RequiredCommand.EnterGallery(_, _, _, var publishes)
            && publishes;
  }

  private static String id(ReviewPlan.PlannedCommand plannedCommand) {
    return plannedCommand.issued().commandId() + "#" + plannedCommand.issued().attempt();
  }

  private void end(
      ReviewPlan.PlannedCommand plannedCommand, Fact.OutcomeStatus outcomeStatus, Result result) {
    answer(plannedCommand, outcomeStatus, now, result);
  }

  private void answer(
      ReviewPlan.PlannedCommand plannedCommand,
      Fact.OutcomeStatus outcomeStatus,
      Instant began,
      Result result) {
    messages.add(
        new Fact.OutcomeReceived(
            stamp(Source.OUTCOME, now),
            new Fact.Outcome(
                plannedCommand.issued().commandId(),
                outcomeStatus,
                null,
                null,
                null,
                began,
                now,
                result)));
  }

  private Result execute(ReviewPlan.PlannedCommand plannedCommand) {
    return switch (plannedCommand.required()) {
      case RequiredCommand.CreateProof create ->
          createProof(create, plannedCommand.issued().round());
      case RequiredCommand.ReadProof(var id, _) -> new Result.ProofRead(state(id));
      case RequiredCommand.ReadAsset _ -> new Result.AssetRead(snapshot());
      case RequiredCommand.Fingerprint _ -> new Result.FingerprintTaken(reviewedFile(picture));
      case RequiredCommand.WriteFields write -> writeFields(write);
      case RequiredCommand.UpdateStages(var id, _, var add, _) -> stagesAdded(id, add);
      case RequiredCommand.DeleteProof(var id) -> {
        proof(id).deleted = true;
        yield new Result.Nothing();
      }
      case RequiredCommand.EnsureContainer(var containerKind, var path, _) -> {
        paths.put("G-" + path, path);
        yield new Result.ContainerReady(containerKind, path, "G-" + path);
      }
      case RequiredCommand.EnterGallery(var media, var gallery, _, var publishes) ->
          enterGallery(media, gallery, publishes);
      case RequiredCommand.LeaveGallery(var media, var gallery, _, var keepIn, _) ->
          leaveGallery(media, gallery, keepIn);
      case RequiredCommand.DropKeywords drop -> {
        keywords.removeAll(drop.keywords());
        yield new Result.Nothing();
      }
      case RequiredCommand.FileFinal file -> new Result.FinalFiled("final-" + file.proofId());
      case RequiredCommand.ProofPermit _ ->
          throw new AssertionError("a permit is answered without a call");
    };
  }

  private Result createProof(RequiredCommand.CreateProof create, int round) {
    var proof =
        new ZiflowProof(
            "p" + (proofs.size() + 1),
            create.version(),
            create.previousId(),
            create.version() + ":" + round,
            false,
            picture);
    create.stages().forEach(t -> proof.decisions.put(t.stage().name(), "pending"));
    proofs.add(proof);
    messages.add(proofEvent(proof, "created", new Fact.Detail.NoDetail()));
    messages.add(proofEvent(proof, "processed", new Fact.Detail.NoDetail()));
    return new Result.ProofCreated(proof.id, reviewedFile(picture));
  }

  private ZiflowProof proof(String id) {
    return proofs.stream().filter(p -> p.id.equals(id)).findFirst().orElseThrow();
  }

  private ProofState state(String id) {
    var proof = proof(id);
    var later = proofs.subList(proofs.indexOf(proof) + 1, proofs.size());
    return new ProofState(
        proof.deleted,
        "in_progress",
        false,
        "https://proofs.example/" + id,
        later.stream().map(p -> p.id).toList(),
        proof.decisions.entrySet().stream()
            .map(e -> stage(e.getKey(), e.getValue(), proof.decidedAt.get(e.getKey())))
            .toList());
  }

  private static ProofState.StageStatus stage(String name, String decision, @Nullable Instant at) {
    boolean open = decision.equals("pending");
    var reviewerDecision =
        new ProofState.ReviewerDecision(
            "r-" + name, "person-2", true, open ? null : decision, open ? null : at, List.of());
    return new ProofState.StageStatus(
        "id-" + name,
        name,
        open ? "in_progress" : "completed",
        open ? null : decision,
        List.of(reviewerDecision));
  }

  private Result stagesAdded(String id, List<RequiredCommand.StageWithDeadline> add) {
    var proof = proof(id);
    add.forEach(t -> proof.decisions.putIfAbsent(t.stage().name(), "pending"));
    return new Result.StagesUpdated(state(id));
  }

  private static ReviewedFile reviewedFile(String picture) {
    return new ReviewedFile(
        "bytes of " + picture, 1000, new ReviewedFile.PictureHash(picture, 8, 6));
  }

  private Result writeFields(RequiredCommand.WriteFields write) {
    var texts = new TreeMap<String, String>();
    write.fields().forEach(f -> texts.put(f.name(), f.text()));
    statuses.put(write.mediaId(), texts.get(FieldMapping.STATUS_FIELD));
    modifiedAt = write.mediaId().equals(ReviewDriver.ASSET) ? now : modifiedAt;
    return new Result.FieldsWritten(write.mediaId(), texts);
  }

  private Result enterGallery(String media, String gallery, boolean publishes) {
    if (publishes
        && withdrawalReported
        && openCommands.stream().anyMatch(o -> o.required().withdraws())) {
      violations.add("published after a withdrawal that the worker had received");
    }
    galleriesOf(media).add(gallery);
    return new Result.MembershipKnown(media, gallery, true, false);
  }

  private Result leaveGallery(String media, String gallery, @Nullable String keepIn) {
    var fileGalleries = galleriesOf(media);
    if (fileGalleries.equals(Set.of(gallery))
        && keepIn == null
        && media.equals(ReviewDriver.ASSET)) {
      violations.add("removed from its last gallery");
    }
    fileGalleries.remove(gallery);
    return new Result.MembershipKnown(media, gallery, false, false);
  }

  private Set<String> galleriesOf(String media) {
    return media.equals(ReviewDriver.ASSET)
        ? galleries
        : galleriesByFinal.computeIfAbsent(media, _ -> new HashSet<>());
  }

  // invariants

  private void check() {
    var proofsByVersion = new HashMap<String, Integer>();
    proofs.stream()
        .filter(p -> !p.deleted && !p.uploaded)
        .forEach(p -> proofsByVersion.merge(Integer.toString(p.version), 1, Integer::sum));
    proofsByVersion.forEach((version, count) -> {
      if (count > 1) {
        violations.add("%d living proofs of version %s".formatted(count, version));
      }
    });
    if (review.library().file().version() > 1 + pictures + (int) uploads()) {
      violations.add("a new version without a new picture");
    }
  }

  /** The review's knowledge must be right at every moment, not only after a later read. */
  private void checkSince(Review before) {
    var was = before.library().asset();
    var is = review.library().asset();
    if (was != null && (is == null || is.readAt().isBefore(was.readAt()))) {
      violations.add("an older snapshot replaced a newer one");
    }
    review.proofs().all().stream()
        .filter(p -> p.version() != proof(p.id()).version)
        .forEach(
            p -> violations.add("%s is recorded as version %d".formatted(p.id(), p.version())));
    ReviewReconciler.of(review, RULES, EffectiveVerdict.of(review, RULES)).stream()
        .filter(n -> n.withdraws() && !isIssued(n))
        .forEach(n -> violations.add("%s was not issued at once".formatted(n)));
  }

  private boolean isIssued(RequiredCommand requiredCommand) {
    return review
        .commands()
        .lastFor(requiredCommand)
        .filter(a -> a.target().equals(requiredCommand.target()) || !a.open())
        .isPresent();
  }

  private long uploads() {
    return proofs.stream().filter(p -> p.uploaded).count();
  }

  // final state

  /** Delivers all messages and carries out all commands; reads make up for lost events. */
  void deliverAll() {
    for (int i = 0; i < 8; i++) {
      now = now.plus(Duration.ofMinutes(16));
      readAsset();
      drain();
      apply(request(RequestKind.REREAD));
      apply(new Fact.TimerFired(stamp(Source.CLOCK, null), now));
      drain();
    }
  }

  private void drain() {
    int remaining = 2_000;
    while ((!messages.isEmpty() || !openCommands.isEmpty()) && remaining-- > 0) {
      deliverMessage();
      runCommand();
    }
    if (remaining <= 0) {
      violations.add("messages and commands do not end");
    }
  }

  boolean isWithdrawn() {
    return withdrawn;
  }

  boolean isPublished(String media) {
    return galleriesOf(media).contains("G-Press kit");
  }

  /** The expected verdict, computed from the model's own state. */
  Verdict verdict() {
    var own =
        proofs.stream()
            .filter(p -> !p.uploaded && !p.deleted && p.picture.equals(picture))
            .reduce((_, last) -> last);
    if (own.isEmpty()) {
      return Verdict.OPEN;
    }
    var verdict = verdict(own.get());
    for (var later : proofs.subList(proofs.indexOf(own.get()) + 1, proofs.size())) {
      var ofLater = verdict(later);
      if (ofLater == Verdict.APPROVED && isLost(later)) {
        continue;
      }
      verdict = ofLater != Verdict.OPEN || verdict != Verdict.APPROVED ? ofLater : verdict;
    }
    return verdict;
  }

  /** Whether a later version followed before the file was stored. */
  private boolean isLost(ZiflowProof proof) {
    return proof.uploaded && proof != newest() && review.placements().finalOf(proof.id).isEmpty();
  }

  /** By Ziflow's precedence; Legal is added once Desk has approved. */
  private Verdict verdict(ZiflowProof proof) {
    var desk = proof.decisions.get("Desk");
    var decided = new ArrayList<>(proof.decisions.values());
    if (decided.contains("pending")) {
      return Verdict.OPEN;
    }
    if (keywordsKnown().contains("alcohol")
        && !proof.decisions.containsKey("Health")
        && !wasPublished()) {
      return Verdict.OPEN;
    }
    if ("approved".equals(desk) && !proof.decisions.containsKey("Legal")) {
      return Verdict.OPEN;
    }
    return decided.stream().allMatch("approved"::equals) ? Verdict.APPROVED : Verdict.NEEDS_CHANGES;
  }

  private List<String> keywordsKnown() {
    var asset = review.library().asset();
    return asset == null ? List.of() : asset.keywords();
  }

  private boolean wasPublished() {
    return review.route() != null
        && review.route().stages().stream().noneMatch(s -> s.name().equals("Health"));
  }

  boolean hasApprovedUpload() {
    return newest() != null
        && proofs.stream()
            .filter(p -> p.uploaded)
            .anyMatch(p -> verdict(p) == Verdict.APPROVED && proofs.getLast() == p);
  }
}
