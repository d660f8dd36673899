package io.proofline.sandbox.ziflow.json;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.Comment;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serialises proofs and people as the API does. */
public final class ProofJson {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private static final String TENANT = "5a4db0c5-0000-4000-8000-000000000001";

  private final AccountStore account;
  private final ZiflowSettings settings;
  private final Supplier<URI> origin;
  private final Supplier<URI> pages;
  private final StageJson stages;
  private final FolderJson folders;

  public ProofJson(
      AccountStore account, ZiflowSettings settings, Supplier<URI> origin, Supplier<URI> pages) {
    this.stages = new StageJson(account);
    this.folders = new FolderJson(account, pages);
    this.account = account;
    this.settings = settings;
    this.origin = origin;
    this.pages = pages;
  }

  static @Nullable public String date(@Nullable Instant at) {
    return at == null ? null : MILLIS.format(at.atOffset(ZoneOffset.UTC));
  }

  public static Map<String, @Nullable Object> contact(Contact contact) {
    return Json.object(
        "id", contact.id(),
        "type", contact.type().word(),
        "first_name", contact.firstName(),
        "last_name", contact.lastName(),
        "email", contact.email(),
        "roles", contact.roles(),
        "group", contact.group(),
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

  public StageJson stages() {
    return stages;
  }

  public FolderJson folders() {
    return folders;
  }

  public Map<String, @Nullable Object> proof(Proof proof) {
    var body = identity(proof);
    body.putAll(state(proof));
    body.putAll(links(proof));
    body.put("source_files", proof.sources().stream().map(ProofJson::source).toList());
    body.put(
        "folder",
        Optional.ofNullable(proof.folderId())
            .flatMap(folders::byId)
            .map(folders::folder)
            .orElse(null));
    body.put(
        "custom_properties",
        proof.options().path("custom_properties").isArray()
            ? proof.options().path("custom_properties")
            : List.of());
    body.put("progress", progress(proof));
    body.put("stages", proof.stages().stream().map(stage -> stages.stage(proof, stage)).toList());
    body.put("sandbox_note", "clients ignore fields that they do not know");
    return body;
  }

  private Map<String, @Nullable Object> identity(Proof proof) {
    var versions =
        account.versions(proof.setId()).stream()
            .map(each -> Json.object("version", each.number(), "id", each.id()))
            .toList();
    return Json.object(
        "id", proof.id(),
        "name", proof.name(),
        "version", proof.number(),
        "minor_version", proof.isMinor(),
        "version_previous_id", proof.versionPreviousId(),
        "versions", versions,
        "created_at", date(proof.createdAt()),
        "owner", contact(account.contact(proof.ownerId()).orElseThrow()),
        "created_by", Json.object("id", proof.createdById()),
        "pass_through_value", proof.passThroughValue());
  }

  private static Map<String, @Nullable Object> state(Proof proof) {
    var verdict = proof.state() == Proof.State.READY ? proof.verdict() : Optional.<Decision>empty();
    return Json.object(
        "status", proof.status(),
        "decision_status", verdict.map(Decision::label).orElse(null),
        "decision_status_label", verdict.map(Decision::displayName).orElse(null),
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
    var members = proof.members().toList();
    var commented = account.comments(proof.id()).stream().map(Comment::email).distinct().count();
    return Json.object(
        "notified",
        members.size(),
        "opened",
        0,
        "commented",
        commented,
        "completed",
        members.stream()
            .filter(stageMember -> stageMember.completed() || stageMember.hasDecided())
            .count());
  }
}
