package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.CommentStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What can be done with proofs, whether over the API or on a page: the same rules, the same events.
 */
final class Proofing {
  private static final int LONGEST_PASS_THROUGH = 1024;
  private static final int LONGEST_COMMENT = 10_000;
  private static final Set<String> ACTED_UPON =
      Set.of(
          "input",
          "stages",
          "name",
          "pass_through_value",
          "folder_id",
          "owner_email",
          "version_previous_id",
          "lock_on_decisions",
          "locked",
          "archived",
          "allow_source_download",
          "workflow_template",
          "combine",
          "merge_files");

  private final Desk desk;
  private final ZiflowSettings settings;
  private final Answers answers;
  private final Events events;
  private final Originals originals;
  private final Consumer<Proof> fetch;

  Proofing(
      Desk desk,
      ZiflowSettings settings,
      Answers answers,
      Originals originals,
      Consumer<Proof> fetch) {
    this.desk = desk;
    this.settings = settings;
    this.answers = answers;
    this.events = new Events(desk);
    this.originals = originals;
    this.fetch = fetch;
  }

  // ---- creating

  /**
   * One proof for each input, or one for all of them with {@code combine}; files are fetched
   * afterwards.
   */
  List<Proof> create(JsonNode body, Contact user) {
    List<Proof> created;
    synchronized (desk) {
      var stageInput = new StageInput(desk, settings);
      created =
          inputs(body).stream().map(sources -> newProof(body, sources, user, stageInput)).toList();
      var changes = new ArrayList<>(stageInput.newContacts());
      created.forEach(proof -> changes.addAll(locksOfOlder(proof)));
      created.forEach(proof -> changes.add(new ProofStored(proof)));
      created.forEach(proof -> changes.addAll(events.of("created", "created", proof, user)));
      desk.change(changes);
    }
    created.forEach(fetch);
    return created;
  }

  /**
   * A person brings the next version: same people in fresh stages. Whether it keeps the
   * pass-through value is a switch.
   */
  Proof newVersion(String previousId, String fileName, byte[] file, Contact user) {
    if (!FileFetcher.isReviewable(file)) {
      throw Refused.invalid("This file cannot be reviewed");
    }
    synchronized (desk) {
      var previous = desk.versions(desk.proof(previousId).setId()).getLast();
      var next = nextVersion(previous, fileName, user);
      var changes = new ArrayList<ZiflowChange>(locksOfOlder(next));
      changes.add(new ProofStored(next));
      changes.addAll(events.of("created", "created", next, user));
      desk.change(changes);
      processed(
          next.id(),
          List.of(next.sources().getFirst().fetched(originals.store(file), file.length)));
      return next;
    }
  }

  private Proof nextVersion(Proof previous, String fileName, Contact user) {
    var source =
        new Proof.Source(
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            "file",
            "",
            fileName,
            null,
            0);
    return new Proof(
        UUID.randomUUID().toString(),
        previous.setId(),
        previous.version() + 1,
        previous.id(),
        previous.name(),
        settings.versionsInheritPassThrough() ? previous.passThroughValue() : null,
        previous.folderId(),
        previous.ownerId(),
        user.id(),
        desk.now(),
        Proof.State.UPLOADING,
        false,
        previous.lockOnDecisions(),
        false,
        previous.allowSourceDownload(),
        null,
        List.of(source),
        previous.stages().stream().map(Proofing::fresh).toList(),
        previous.options());
  }

  private static Stage fresh(Stage stage) {
    var members =
        stage.members().stream()
            .map(each ->
                new Member(
                    UUID.randomUUID().toString(),
                    each.contactId(),
                    each.rights(),
                    each.notification(),
                    Decision.PENDING,
                    null,
                    List.of(),
                    false))
            .toList();
    return new Stage(
        UUID.randomUUID().toString(),
        stage.name(),
        null,
        new Stage.FinalStatus(stage.finalStatus().kind(), null),
        false,
        false,
        stage.options(),
        members);
  }

  private Proof newProof(
      JsonNode body, List<Proof.Source> sources, Contact user, StageInput stageInput) {
    var id = UUID.randomUUID().toString();
    var previous = Input.text(body.path("version_previous_id")).map(this::previous);
    var owner = Input.text(body.path("owner_email")).map(this::user).orElse(user);
    var version =
        previous.map(each -> desk.versions(each.setId()).getLast().version() + 1).orElse(1);
    return new Proof(
        id,
        previous.map(Proof::setId).orElse(id),
        version,
        previous.map(Proof::id).orElse(null),
        Input.text(body.path("name")).orElse(sources.getFirst().name()),
        passThrough(body),
        folder(body),
        owner.id(),
        user.id(),
        desk.now(),
        Proof.State.UPLOADING,
        false,
        body.path("lock_on_decisions").asBoolean(false),
        body.path("archived").asBoolean(false),
        body.path("allow_source_download").asBoolean(true),
        null,
        sources,
        stageInput.stages(body.path("stages"), List.of(), owner),
        options(body, Json.tree("{}")));
  }

  private Proof previous(String id) {
    try {
      return desk.proof(id);
    } catch (Refused _) {
      throw Refused.invalid("version_previous_id: there is no proof " + id);
    }
  }

  /** A new version locks all older ones. */
  private List<ZiflowChange> locksOfOlder(Proof newest) {
    return desk.versions(newest.setId()).stream()
        .filter(each -> !each.locked())
        .<ZiflowChange>map(each -> new ProofStored(each.lock(true)))
        .toList();
  }

  private Contact user(String email) {
    return desk.contact(email)
        .filter(each -> each.type() == Contact.Type.USER)
        .orElseThrow(
            () -> Refused.invalid("owner_email: %s is no user of this account".formatted(email)));
  }

  private static List<List<Proof.Source>> inputs(JsonNode body) {
    if (!body.path("input").isArray() || body.path("input").isEmpty()) {
      throw Refused.invalid("input: at least one source is needed");
    }
    var sources = body.path("input").valueStream().map(Proofing::source).toList();
    return body.path("combine").asBoolean(false)
        ? List.of(sources)
        : sources.stream().map(List::of).toList();
  }

  private static Proof.Source source(JsonNode input) {
    var url =
        Input.text(input.path("source"))
            .filter(Proofing::isFetchable)
            .orElseThrow(() -> Refused.invalid("input: source must be an http or https address"));
    var path = Optional.ofNullable(URI.create(url).getRawPath()).orElse("");
    var name = URLDecoder.decode(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
    return new Proof.Source(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        input.path("type").asString("file"),
        url,
        name.isEmpty() ? "file" : name,
        null,
        0);
  }

  private static boolean isFetchable(String url) {
    try {
      return url.matches("(?i)https?://.+") && URI.create(url).getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static @Nullable String passThrough(JsonNode body) {
    var value = body.path("pass_through_value").asString("");
    if (value.length() > LONGEST_PASS_THROUGH) {
      throw Refused.invalid(
          "pass_through_value: at most %d characters".formatted(LONGEST_PASS_THROUGH));
    }
    return value.isEmpty() ? null : value;
  }

  private @Nullable String folder(JsonNode body) {
    var id = Input.text(body.path("folder_id"));
    if (id.isPresent()
        && desk.folders().stream().noneMatch(folder -> folder.id().equals(id.get()))) {
      throw Refused.invalid("folder_id: there is no folder " + id.get());
    }
    return id.orElse(null);
  }

  private static JsonNode options(JsonNode body, JsonNode before) {
    var options = (ObjectNode) before.deepCopy();
    body.properties().stream()
        .filter(property -> !ACTED_UPON.contains(property.getKey()))
        .forEach(property -> options.set(property.getKey(), property.getValue()));
    return options;
  }

  // ---- processing

  /** All files came and are what they should be: the review begins. */
  void processed(String proofId, List<Proof.Source> files) {
    synchronized (desk) {
      var ready = desk.proof(proofId).in(Proof.State.READY, files);
      var owner = owner(ready);
      var changes = new ArrayList<>(events.of("processed", "processed", ready, owner));
      changes.addFirst(new ProofStored(started(ready)));
      changes.addAll(startEvents(ready, owner));
      desk.change(changes);
    }
  }

  /** A file did not come or is not what it should be; final for this version. */
  void failed(String proofId) {
    synchronized (desk) {
      var proof = desk.proof(proofId);
      var failed = proof.in(Proof.State.FAILED, proof.sources());
      var changes = new ArrayList<>(events.of("processed", "failed", failed, owner(failed)));
      changes.addFirst(new ProofStored(failed));
      desk.change(changes);
    }
  }

  private static Proof started(Proof proof) {
    return proof.with(
        proof.stages().stream().map(stage -> stage.isImmediate() ? stage.start() : stage).toList());
  }

  private List<ZiflowChange> startEvents(Proof proof, Contact actor) {
    return proof.stages().stream()
        .filter(stage -> stage.isImmediate() && !stage.started())
        .flatMap(stage -> startEvent(proof, stage, actor, "automated").stream())
        .toList();
  }

  private List<ZiflowChange> startEvent(Proof proof, Stage stage, Contact actor, String type) {
    var detail =
        Json.object("stage_started_event", Json.object("stage_id", stage.id(), "type", type));
    return events.of("stage_started", "stage_started", proof, actor, detail);
  }

  // ---- deciding

  /** A reviewer decides, decides anew, or takes back what was decided ({@code pending}). */
  Member decide(
      String proofId,
      String reviewerId,
      Decision decision,
      boolean completed,
      List<String> reasons,
      Contact actor) {
    synchronized (desk) {
      var proof = open(proofId);
      var stage =
          proof.stageOf(reviewerId).orElseThrow(() -> Refused.notFound("reviewer", reviewerId));
      checkDecidable(proof, stage);
      var before = member(stage, reviewerId);
      if (!before.isDecider() && decision != Decision.PENDING) {
        throw Refused.invalid("This reviewer can complete the review but has no right to decide");
      }
      var date = decision == Decision.PENDING ? null : desk.now();
      var after = before.decided(decision, date, reasons, completed);
      var decided = proof.withStage(stage.id(), each -> each.withMember(reviewerId, _ -> after));
      var changes = new ArrayList<ZiflowChange>();
      if (before.decision() != decision) {
        changes.addAll(
            events.of("decision", "decision", decided, actor, decisionDetail(stage, after)));
      }
      if (completed && !before.completed()) {
        changes.addAll(
            events.of(
                "complete_review", "complete_review", decided, actor, completedDetail(after)));
      }
      changes.addAll(settled(proof, decided, actor));
      desk.change(changes);
      return after;
    }
  }

  private static void checkDecidable(Proof proof, Stage stage) {
    if (proof.state() != Proof.State.READY || !stage.started()) {
      throw Refused.invalid("This stage has not started");
    }
  }

  private Map<String, @Nullable Object> decisionDetail(Stage stage, Member member) {
    return Json.object(
        "decision_event",
        Json.object(
            "reviewer_id", member.id(),
            "stage_id", stage.id(),
            "decision", member.decision().label(),
            "decision_status_label", member.decision().words(),
            "decision_checklist", Json.object("options", answers.reasons(member.reasons())),
            "electronically_signed", false));
  }

  private static Map<String, @Nullable Object> completedDetail(Member member) {
    return Json.object(
        "completed_event", Json.object("reviewer_id", member.id(), "marked_done", true));
  }

  /** The proof as it stands after a change to its stages, with the event that its verdict moved. */
  private List<ZiflowChange> settled(Proof was, Proof is, Contact actor) {
    var verdict = is.verdict();
    if (was.verdict().equals(verdict) || is.state() != Proof.State.READY) {
      return List.of(new ProofStored(is));
    }
    var dated = is.decidedAt(verdict.isPresent() ? desk.now() : null);
    var settled = verdict.isPresent() && is.lockOnDecisions() ? dated.lock(true) : dated;
    var status = verdict.orElse(Decision.PENDING);
    var detail =
        Json.object(
            "status_event",
            Json.object("status", status.label(), "decision_status_label", status.words()));
    var changes = new ArrayList<ZiflowChange>();
    changes.add(new ProofStored(settled));
    changes.addAll(events.of("status_change", "status", settled, actor, detail));
    return changes;
  }

  // ---- changing

  /** A partial update; {@code stages}, when sent, is the full list. */
  Proof update(String proofId, JsonNode body, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var stageInput = new StageInput(desk, settings);
      var stages =
          body.has("stages")
              ? stageInput.stages(body.path("stages"), was.stages(), owner(was))
              : was.stages();
      return store(
          was,
          changed(was, body).with(stages),
          stageInput,
          Updates.between(was, body, stages),
          user);
    }
  }

  /** One stage with its full list of members. */
  Stage updateStage(String proofId, String stageId, JsonNode body, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var stage = stage(was, stageId);
      var stageInput = new StageInput(desk, settings);
      var entry = ((ObjectNode) body.deepCopy()).put("id", stageId);
      var is = was.withStage(stage.id(), _ -> stageInput.stage(entry, was.stages()));
      return stage(store(was, is, stageInput, Updates.ofStage(body), user), stageId);
    }
  }

  /** Starts a stage by hand; Enterprise. */
  Stage startStage(String proofId, String stageId, Contact user) {
    if (settings.edition() != ZiflowSettings.Edition.ENTERPRISE) {
      throw new Refused(settings.refusal(), "Starting a stage needs the Enterprise edition");
    }
    synchronized (desk) {
      var was = desk.proof(proofId);
      var stage = stage(was, stageId);
      var changes =
          new ArrayList<ZiflowChange>(settled(was, was.withStage(stageId, Stage::start), user));
      changes.addAll(startEvent(was, stage, user, "manual"));
      desk.change(changes);
      return stage(desk.proof(proofId), stageId);
    }
  }

  /** Adds reviewers to a stage. */
  List<Member> addReviewers(String proofId, String stageId, JsonNode list, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var stage = stage(was, stageId);
      var stageInput = new StageInput(desk, settings);
      var added = stageInput.members(list, stage.members());
      var ids = added.stream().map(Member::id).toList();
      var members =
          new ArrayList<>(
              stage.members().stream().filter(each -> !ids.contains(each.id())).toList());
      members.addAll(added);
      store(was, was.withStage(stageId, each -> each.with(members)), stageInput, List.of(), user);
      return added;
    }
  }

  /** Changes the rights of one reviewer. */
  Member updateReviewer(
      String proofId, String stageId, String reviewer, JsonNode body, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var member = reviewer(stage(was, stageId), reviewer);
      var stageInput = new StageInput(desk, settings);
      var changed =
          stageInput
              .members(
                  Json.toTree(List.of(((ObjectNode) body.deepCopy()).put("id", member.id()))),
                  List.of(member))
              .getFirst();
      store(
          was,
          was.withStage(stageId, each -> each.withMember(member.id(), _ -> changed)),
          stageInput,
          List.of(),
          user);
      return changed;
    }
  }

  void removeReviewer(String proofId, String stageId, String reviewer, Contact user) {
    synchronized (desk) {
      var was = desk.proof(proofId);
      var gone = reviewer(stage(was, stageId), reviewer);
      var is =
          was.withStage(
              stageId,
              each ->
                  each.with(
                      each.members().stream()
                          .filter(member -> !member.id().equals(gone.id()))
                          .toList()));
      var stageInput = new StageInput(desk, settings);
      stageInput.check(is.stages(), owner(is));
      store(was, is, stageInput, List.of(), user);
    }
  }

  void delete(String proofId, Contact user) {
    synchronized (desk) {
      var proof = desk.proof(proofId);
      var changes = new ArrayList<>(events.of("deleted", "deleted", proof, user));
      changes.addFirst(new ProofDeleted(proofId));
      desk.change(changes);
    }
  }

  Stage stage(Proof proof, String stageId) {
    return proof.stage(stageId).orElseThrow(() -> Refused.notFound("stage", stageId));
  }

  Member reviewer(Stage stage, String idOrEmail) {
    return stage.members().stream()
        .filter(each ->
            each.id().equals(idOrEmail)
                || desk.contact(each.contactId())
                    .filter(contact -> contact.has(idOrEmail))
                    .isPresent())
        .findFirst()
        .orElseThrow(() -> Refused.notFound("reviewer", idOrEmail));
  }

  private Proof store(
      Proof was,
      Proof is,
      StageInput stageInput,
      List<Map<String, @Nullable Object>> updates,
      Contact user) {
    var running = was.state() == Proof.State.READY ? started(is) : is;
    var changes = new ArrayList<ZiflowChange>(stageInput.newContacts());
    changes.addAll(settled(was, running, user));
    changes.addAll(unlocked(was, is));
    if (!updates.isEmpty()) {
      changes.addAll(
          events.of("changed", "updated", is, user, Json.object("update_type", updates)));
    }
    if (was.state() == Proof.State.READY) {
      changes.addAll(startEvents(is, user));
    }
    desk.change(changes);
    return desk.proof(is.id());
  }

  /** Unlocking an older version locks the newest. */
  private List<ZiflowChange> unlocked(Proof was, Proof is) {
    var newest = desk.versions(was.setId()).getLast();
    return was.locked() && !is.locked() && !newest.id().equals(was.id())
        ? List.of(new ProofStored(newest.lock(true)))
        : List.of();
  }

  private Proof changed(Proof was, JsonNode body) {
    return new Proof(
        was.id(),
        was.setId(),
        was.version(),
        was.versionPreviousId(),
        Input.text(body.path("name")).orElse(was.name()),
        body.has("pass_through_value") ? passThrough(body) : was.passThroughValue(),
        body.has("folder_id") ? folder(body) : was.folderId(),
        Input.text(body.path("owner_email")).map(this::user).map(Contact::id).orElse(was.ownerId()),
        was.createdById(),
        was.createdAt(),
        was.state(),
        body.path("locked").asBoolean(was.locked()),
        body.path("lock_on_decisions").asBoolean(was.lockOnDecisions()),
        body.path("archived").asBoolean(was.archived()),
        body.path("allow_source_download").asBoolean(was.allowSourceDownload()),
        was.decisionDate(),
        was.sources(),
        was.stages(),
        options(body, was.options()));
  }

  // ---- commenting

  /** A remark by a reviewer of the proof, or by the key's own user. */
  Comment comment(String proofId, JsonNode body, Contact author) {
    synchronized (desk) {
      var proof = open(proofId);
      var text =
          Input.text(body.path("comment"))
              .filter(each -> each.length() <= LONGEST_COMMENT)
              .orElseThrow(
                  () -> Refused.invalid("comment: 1 to %d characters".formatted(LONGEST_COMMENT)));
      if (!body.path("location").isObject()) {
        throw Refused.invalid("location: page, or start_time and end_time, is needed");
      }
      var comment = newComment(proof, body, text, author);
      var changes =
          new ArrayList<>(
              events.of("comment", "comment", proof, author, commentDetail(comment, "created")));
      changes.addFirst(new CommentStored(comment));
      desk.change(changes);
      return comment;
    }
  }

  Comment resolve(String proofId, String commentId, boolean resolved, Contact user) {
    synchronized (desk) {
      var proof = open(proofId);
      var comment = comment(proofId, commentId).resolve(resolved, desk.now());
      var changes =
          new ArrayList<>(
              events.of("comment", "comment", proof, user, commentDetail(comment, "changed")));
      changes.addFirst(new CommentStored(comment));
      desk.change(changes);
      return comment;
    }
  }

  Comment comment(String proofId, String commentId) {
    return desk.comments(proofId).stream()
        .filter(each -> each.id().equals(commentId))
        .findFirst()
        .orElseThrow(() -> Refused.notFound("comment", commentId));
  }

  private Comment newComment(Proof proof, JsonNode body, String text, Contact author) {
    var parent = Input.text(body.path("parent_comment_id")).map(id -> comment(proof.id(), id).id());
    var labels = body.path("labels").valueStream().map(JsonNode::asString).toList();
    var markers = body.path("markers").isArray() ? body.path("markers") : Json.tree("[]");
    return new Comment(
        UUID.randomUUID().toString(),
        proof.id(),
        parent.orElse(null),
        reviewerId(proof, author),
        author.email(),
        text,
        body.path("location"),
        markers,
        labels,
        body.path("resolved").asBoolean(false),
        null,
        desk.now(),
        desk.comments(proof.id()).size() + 1);
  }

  private static String reviewerId(Proof proof, Contact author) {
    return proof.stages().stream()
        .flatMap(stage -> stage.members().stream())
        .filter(member -> member.contactId().equals(author.id()))
        .map(Member::id)
        .findFirst()
        .orElse(author.id());
  }

  private static Map<String, @Nullable Object> commentDetail(Comment comment, String action) {
    return Json.object(
        "comment_event",
        Json.object(
            "comment_id", comment.id(),
            "parent_id", comment.parentId(),
            "reviewer_id", comment.reviewerId(),
            "action", action,
            "text", comment.text(),
            "like", false,
            "labels", comment.labels(),
            "resolved", comment.resolved()));
  }

  private Contact owner(Proof proof) {
    return desk.contact(proof.ownerId()).orElseThrow();
  }

  private Proof open(String proofId) {
    var proof = desk.proof(proofId);
    if (proof.locked()) {
      throw new Refused(settings.refusal(), "This proof is locked");
    }
    return proof;
  }

  private static Member member(Stage stage, String reviewerId) {
    return stage.members().stream()
        .filter(each -> each.id().equals(reviewerId))
        .findFirst()
        .orElseThrow();
  }
}
