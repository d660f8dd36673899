package io.proofline.console.page;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the audit trail as a sentence.
 *
 * @param person name of the person who did it; empty for Proofline
 * @param text the rest of the sentence
 * @param quote text of a comment or a reason; null for none
 * @param fileName of the photograph; null if it is not known
 * @param details call, answer and hash, for those who look closer
 */
public record AuditSentence(
    Instant at,
    String person,
    String text,
    @Nullable String quote,
    String assetId,
    @Nullable String fileName,
    boolean isAboutAsset,
    Map<String, String> details) {

  private static final String ERASED = "A person who was erased";
  private static final String SYSTEM = "system";

  public AuditSentence {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /**
   * The sentence of an entry.
   *
   * @param stages names of stages by id
   */
  public static AuditSentence of(
      JsonNode entry, Map<String, String> stages, @Nullable String fileName) {
    var at = Instant.parse(text(entry, "occurred_at", text(entry, "entered_at", "")));
    var asset = text(entry, "asset_id", "");
    var person = person(entry);
    var sentence = sentence(entry, stages);
    return new AuditSentence(
        at,
        person,
        person.isEmpty() ? Sentences.capital(sentence) : sentence,
        entry.path("text").isString() ? entry.path("text").asString() : null,
        asset,
        fileName == null ? null : Sentences.name(fileName),
        !asset.equals(SYSTEM),
        details(entry));
  }

  private static String person(JsonNode entry) {
    if (!entry.path("person_id").isString()) {
      return switch (text(entry, "kind", "")) {
        case "decision", "comment", "review_completed" -> "A reviewer";
        default -> "";
      };
    }
    return text(entry, "name", ERASED);
  }

  private static String sentence(JsonNode entry, Map<String, String> stages) {
    var details = entry.path("details");
    var now = text(entry, "new", "");
    var version = details.path("version").isString() ? " " + text(details, "version", "") : "";
    return switch (text(entry, "kind", "")) {
      case "requested" -> requested(now);
      case "selected" -> "it came under review.";
      case "routed" -> "the rule “%s” chose its reviewers%s.".formatted(now, stages(details));
      case "stages_required" -> "the rules ask for other stages now%s.".formatted(stages(details));
      case "held" -> "it was held back: the hourly limit of proofs was reached.";
      case "released" -> "it was let go.";
      case "proof_opened" -> "its proof of version%s was made.".formatted(version);
      case "version_uploaded" -> "version%s was uploaded in Ziflow.".formatted(version);
      case "proof_failed" -> "Ziflow could not make a proof of version%s.".formatted(version);
      case "proof_gone" -> "its proof of version%s was deleted in Ziflow.".formatted(version);
      case "proof_restored" -> "its proof of version%s was restored in Ziflow.".formatted(version);
      case "proof_deleted" -> "Proofline deleted its proof of version%s.".formatted(version);
      case "content_changed" -> "its picture was replaced; this is version%s.".formatted(version);
      case "decision" -> decided(now, version) + stage(details, stages);
      case "comment" -> commented(now);
      case "review_completed" ->
          now.equals("true") ? "finished looking." : "took the review up again.";
      case "verdict" -> verdict(now);
      case "status_written" -> "the library shows “%s” now.".formatted(now);
      case "stages_added" -> "its proof has these stages now: %s.".formatted(now);
      case "published" -> "it was added to %s.".formatted(gallery(details));
      case "taken_out" -> "it was taken out of %s.".formatted(gallery(details));
      case "filed" -> "the approved version was stored in the library as a new file.";
      case "asset_trashed" -> "it was put into the library's trash.";
      case "asset_restored" -> "it was restored from the library's trash.";
      case "asset_gone" -> "it is gone from the library.";
      case "unmatched_proof" -> "a proof was found in Ziflow that nobody here made.";
      case "call_died" -> "a call failed for good: %s.".formatted(now.replace('_', ' '));
      case "rules_pushed" -> "put rules into force.";
      case "paused" -> "paused %s.".formatted(Sentences.paused(text(details, "target", "")));
      case "resumed" -> "resumed %s.".formatted(Sentences.paused(text(details, "target", "")));
      case "person_erased" -> "erased a person's name, address and texts.";
      case "dead_commands_retried" ->
          "tried %s failed calls again.".formatted(text(details, "count", "some"));
      case "dead_commands_discarded" ->
          "gave up %s failed calls.".formatted(text(details, "count", "some"));
      case "subscription_created" -> "made a subscription of notifications.";
      case "subscription_changed" -> subscriptionChanged(text(details, "change", ""));
      case "subscription_deleted" -> "deleted a subscription of notifications.";
      default -> text(entry, "kind", "").replace('_', ' ') + ".";
    };
  }

  private static String subscriptionChanged(String change) {
    return switch (change) {
      case "secret" -> "replaced the secret of a subscription of notifications.";
      case "enabled" -> "enabled a subscription of notifications.";
      case "disabled" -> "disabled a subscription of notifications.";
      default -> "changed a subscription of notifications.";
    };
  }

  private static String requested(String kind) {
    return switch (kind) {
      case "select" -> "sent it to review.";
      case "start" -> "started its review again.";
      case "cancel" -> "cancelled its review.";
      case "withdraw" -> "withdrew it.";
      case "reinstate" -> "took the withdrawal back.";
      case "reroute" -> "had the rules choose its reviewers again.";
      case "pause" -> "paused its review.";
      case "resume" -> "let its review go on.";
      case "reread" -> "had it read again from both services.";
      case "consider" -> "had the rules look at it.";
      case "retry" -> "tried a failed call again.";
      case "discard" -> "gave a failed call up.";
      case "link" -> "joined a proof to it.";
      case "release" -> "said that a proof is not its own.";
      case "go_ahead" -> "let held proofs go.";
      default -> "asked for: %s.".formatted(kind.replace('_', ' '));
    };
  }

  private static String decided(String decision, String version) {
    return switch (decision) {
      case "approved" -> "approved version%s".formatted(version);
      case "approved_with_changes" -> "approved version%s with changes".formatted(version);
      case "changes_required" -> "asked for changes of version%s".formatted(version);
      case "not_relevant" -> "had nothing to decide about version%s".formatted(version);
      case "pending" -> "took back the decision about version%s".formatted(version);
      default -> "decided “%s” about version%s".formatted(decision.replace('_', ' '), version);
    };
  }

  private static String stage(JsonNode details, Map<String, String> stages) {
    var stage = stages.get(text(details, "stage", ""));
    return stage == null ? "." : ", for %s.".formatted(stage);
  }

  private static String commented(String action) {
    return switch (action) {
      case "resolved" -> "resolved a comment.";
      case "deleted" -> "deleted a comment.";
      case "replied" -> "replied.";
      default -> "commented.";
    };
  }

  private static String verdict(String verdict) {
    return switch (verdict) {
      case "approved" -> "all have decided: it is approved.";
      case "needs_changes" -> "it needs changes.";
      case "rejected" -> "it is rejected.";
      case "nobody_decided" -> "its review ended and nobody had decided.";
      case "open" -> "its review is open again.";
      default -> "its verdict is “%s”.".formatted(verdict.replace('_', ' '));
    };
  }

  private static String stages(JsonNode details) {
    var stages = text(details, "stages", "");
    return stages.isEmpty() ? "" : ": " + stages;
  }

  private static String gallery(JsonNode details) {
    var path = text(details, "path", "");
    return path.isEmpty() ? "a gallery" : "the gallery “%s”".formatted(path);
  }

  private static Map<String, String> details(JsonNode entry) {
    var all = new LinkedHashMap<String, String>();
    add(all, "Source", entry, "source");
    add(all, "Rule", entry, "rule");
    add(all, "Rules version", entry, "rules_version");
    entry
        .path("details")
        .properties()
        .forEach(each ->
            all.put(
                Sentences.capital(each.getKey().replace('_', ' ')), each.getValue().asString("")));
    add(all, "Call", entry, "command_id");
    add(all, "Cause", entry, "cause");
    add(all, "Entry", entry, "sequence");
    add(all, "Hash", entry, "hash");
    return all;
  }

  private static void add(Map<String, String> all, String name, JsonNode entry, String field) {
    var value = entry.path(field);
    if (!value.isMissingNode() && !value.isNull()) {
      all.put(name, value.asString(value.toString()));
    }
  }

  private static String text(JsonNode node, String field, String otherwise) {
    return node.path(field).isString() ? node.path(field).asString() : otherwise;
  }
}
