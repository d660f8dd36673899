package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Resources as the API spells them. */
final class Answers {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private static final String TENANT = "5a4db0c5-0000-4000-8000-000000000001";

  private final Desk desk;
  private final ZiflowSettings settings;
  private final Supplier<URI> origin;
  private final Supplier<URI> pages;

  Answers(Desk desk, ZiflowSettings settings, Supplier<URI> origin, Supplier<URI> pages) {
    this.desk = desk;
    this.settings = settings;
    this.origin = origin;
    this.pages = pages;
  }

  static @Nullable String date(@Nullable Instant at) {
    return at == null ? null : MILLIS.format(at.atOffset(ZoneOffset.UTC));
  }

  static Map<String, @Nullable Object> contact(Contact contact) {
    return Json.object(
        "id", contact.id(),
        "type", contact.type().name().toLowerCase(Locale.ROOT),
        "first_name", contact.firstName(),
        "last_name", contact.lastName(),
        "email", contact.email(),
        "roles", contact.roles(),
        "phone", null,
        "company", "Sandbox Studio",
        "tenant",
            Json.object(
                "tenant_id", TENANT, "subdomain", "sandbox", "company_name", "Sandbox Studio"),
        "verified", true,
        "blocked", false,
        "timezone", "Europe/London",
        "language", "en");
  }

  Map<String, @Nullable Object> proof(Proof proof) {
    var body = identity(proof);
    body.putAll(state(proof));
    body.putAll(links(proof));
    body.put("source_files", proof.sources().stream().map(Answers::source).toList());
    body.put(
        "folder",
        Optional.ofNullable(proof.folderId())
            .flatMap(this::folderOf)
            .map(this::folder)
            .orElse(null));
    body.put(
        "custom_properties",
        proof.options().path("custom_properties").isArray()
            ? proof.options().path("custom_properties")
            : List.of());
    body.put("progress", progress(proof));
    body.put("stages", proof.stages().stream().map(stage -> stage(proof, stage)).toList());
    body.put("sandbox_note", "clients ignore fields that they do not know");
    return body;
  }

  Map<String, @Nullable Object> stage(Proof proof, Stage stage) {
    var body =
        Json.object(
            "id", stage.id(),
            "name", stage.name(),
            "deadline", stage.deadline(),
            "final_status_calculation", finalStatus(stage),
            "only_one_decision",
                stage.finalStatus().kind() == Stage.FinalStatus.Kind.ONLY_ONE_DECISION,
            "status", stageStatus(proof, stage),
            "lock", kept(stage, "lock", Json.object("type", null)),
            "skip", stage.options().path("skip").asString("never"),
            "skipped", false,
            "stage_previous_id", null,
            "stage_trigger",
                kept(
                    stage,
                    "stage_trigger",
                    Json.object(
                        "trigger", Json.object("type", "immediately", "or_deadline", false))));
    body.put("members", stage.members().stream().map(this::member).toList());
    return body;
  }

  Map<String, @Nullable Object> member(Member member) {
    var contact = desk.contact(member.contactId()).orElseThrow();
    var decided = member.hasDecided();
    return Json.object(
        "id", member.id(),
        "contact", contact(contact),
        "view", true,
        "comment", member.rights().comment(),
        "decision", member.rights().decision(),
        "manage", member.rights().manage(),
        "share", member.rights().share(),
        "notification", member.notification(),
        "decision_status", decided ? member.decision().label() : null,
        "decision_status_label", decided ? member.decision().words() : null,
        "decision_date", date(member.decisionDate()),
        "decision_checklist", Json.object("options", reasons(member.reasons())),
        "completed", member.completed(),
        "electronically_signed", false);
  }

  /** Ticked reasons with their labels; one that is gone keeps its id. */
  List<Map<String, @Nullable Object>> reasons(List<String> ids) {
    return ids.stream()
        .map(id ->
            desk.reasons().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .map(Answers::reason)
                .orElseGet(() -> Json.object("id", id)))
        .toList();
  }

  static Map<String, @Nullable Object> reason(Reason reason) {
    return Json.object(
        "id",
        reason.id(),
        "label",
        reason.label(),
        "additional_text",
        null,
        "text_field_available",
        false,
        "order",
        reason.order());
  }

  Map<String, @Nullable Object> folder(Folder folder) {
    return Json.object(
        "id", folder.id(),
        "name", folder.name(),
        "folder_path", path(folder),
        "parent_folder_id", folder.parentFolderId(),
        "private", folder.confidential(),
        "archived", folder.archived(),
        "folder_link", "%s/ziflow?folder=%s".formatted(pages.get(), folder.id()));
  }

  Map<String, @Nullable Object> comment(Comment comment, List<Comment> all) {
    var replies =
        all.stream()
            .filter(each -> comment.id().equals(each.parentId()))
            .map(each -> comment(each, all))
            .toList();
    return Json.object(
        "id", comment.id(),
        "proof_id", comment.proofId(),
        "comment", comment.text(),
        "created_at", date(comment.createdAt()),
        "sequence", comment.sequence(),
        "source", "web",
        "private", false,
        "deleted", false,
        "parent_comment_id", comment.parentId(),
        "reviewer", Json.object("reviewer_id", comment.reviewerId(), "email", comment.email()),
        "location", comment.location(),
        "markers", comment.markers(),
        "labels", comment.labels().stream().map(id -> Json.object("id", id)).toList(),
        "comment_resolve", resolution(comment),
        "reactions", List.of(),
        "attachments", List.of(),
        "replies", replies);
  }

  static Map<String, @Nullable Object> webhook(Webhook webhook) {
    return Json.object(
        "id", webhook.id(),
        "name", webhook.name(),
        "target", webhook.target(),
        "active", webhook.active(),
        "created_at", date(webhook.createdAt()),
        "subscription_types", webhook.subscriptionTypes(),
        "webhook_signature_key", webhook.webhookSignatureKey());
  }

  private Map<String, @Nullable Object> identity(Proof proof) {
    var versions =
        desk.versions(proof.setId()).stream()
            .map(each -> Json.object("version", each.version(), "id", each.id()))
            .toList();
    return Json.object(
        "id", proof.id(),
        "name", proof.name(),
        "version", proof.version(),
        "minor_version", false,
        "version_previous_id", proof.versionPreviousId(),
        "versions", versions,
        "created_at", date(proof.createdAt()),
        "owner", contact(desk.contact(proof.ownerId()).orElseThrow()),
        "created_by", Json.object("id", proof.createdById()),
        "pass_through_value", proof.passThroughValue());
  }

  private static Map<String, @Nullable Object> state(Proof proof) {
    var verdict = proof.state() == Proof.State.READY ? proof.verdict() : Optional.<Decision>empty();
    return Json.object(
        "status", proof.status(),
        "decision_status", verdict.map(Decision::label).orElse(null),
        "decision_status_label", verdict.map(Decision::words).orElse(null),
        "decision_date", date(proof.decisionDate()),
        "locked", proof.locked(),
        "lock_on_decisions", proof.lockOnDecisions(),
        "archived", proof.archived(),
        "allow_source_download", proof.allowSourceDownload());
  }

  private Map<String, @Nullable Object> links(Proof proof) {
    var asset = proof.sources().getFirst().assetId();
    var ready = proof.state() == Proof.State.READY;
    var files = "%s/files/%s/".formatted(origin.get(), asset);
    var hidden = !proof.allowSourceDownload() || (proof.locked() && settings.lockedHidesDownload());
    return Json.object(
        "public_link", "%s/ziflow/proofs/%s".formatted(pages.get(), proof.id()),
        "download_link", ready && !hidden ? files + "source" : null,
        "thumbnail_link", ready ? files + "thumbnail" : null,
        "image_link", ready ? files + "image" : null);
  }

  private static Map<String, @Nullable Object> source(Proof.Source source) {
    return Json.object(
        "id",
        source.id(),
        "asset_id",
        source.assetId(),
        "type",
        source.type(),
        "name",
        source.name(),
        "size",
        source.size());
  }

  private Map<String, @Nullable Object> progress(Proof proof) {
    var members = proof.stages().stream().flatMap(stage -> stage.members().stream()).toList();
    var commented = desk.comments(proof.id()).stream().map(Comment::email).distinct().count();
    return Json.object(
        "notified",
        members.size(),
        "opened",
        0,
        "commented",
        commented,
        "completed",
        members.stream().filter(member -> member.completed() || member.hasDecided()).count());
  }

  private static Map<String, @Nullable Object> finalStatus(Stage stage) {
    return Json.object(
        "type", stage.finalStatus().kind().name().toLowerCase(Locale.ROOT),
        "reviewer_id", stage.finalStatus().reviewer(),
        "reviewer_email", null);
  }

  static Map<String, @Nullable Object> stageStatus(Proof proof, Stage stage) {
    var verdict = stage.verdict();
    var status =
        !stage.started() || proof.state() != Proof.State.READY
            ? "not_started"
            : stage.deciders().isEmpty()
                ? "view_only"
                : verdict.isPresent() ? "completed" : "in_progress";
    return Json.object(
        "status",
        status,
        "decision_status",
        verdict.map(Decision::label).orElse(null),
        "locked",
        stage.locked() || proof.locked());
  }

  private static Object kept(Stage stage, String name, Object otherwise) {
    JsonNode value = stage.options().path(name);
    return value.isObject() ? value : otherwise;
  }

  private static Map<String, @Nullable Object> resolution(Comment comment) {
    return Json.object(
        "type", comment.resolved() ? "resolved" : "unresolved",
        "resolve_date", comment.resolved() ? date(comment.resolvedAt()) : null,
        "unresolve_date", comment.resolved() ? null : date(comment.resolvedAt()));
  }

  private Optional<Folder> folderOf(String id) {
    return desk.folders().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  private List<String> path(Folder folder) {
    var names = new ArrayList<String>();
    for (var each = Optional.of(folder);
        each.isPresent();
        each = each.map(Folder::parentFolderId).filter(Objects::nonNull).flatMap(this::folderOf)) {
      names.addFirst(each.get().name());
    }
    return names;
  }
}
