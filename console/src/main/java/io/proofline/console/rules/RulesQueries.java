package io.proofline.console.rules;

import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.web.Answers;
import io.proofline.schemas.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Questions about the rules of one name. */
@Component
public final class RulesQueries {

  private final ReadModels readModels;

  RulesQueries(ReadModels readModels) {
    this.readModels = readModels;
  }

  /** Rules that were pushed. */
  public record PushedRules(String version, Instant pushedAt, String yaml) {

    ObjectNode json() {
      var json = JsonNodeFactory.instance.objectNode();
      json.put("version", version);
      json.put("pushed_at", pushedAt.toString());
      return json;
    }

    ObjectNode jsonWithText() {
      return json().put("text", yaml);
    }
  }

  /** The rules in force; empty before the first push. */
  public Optional<PushedRules> inForce(String name) {
    return readModels
        .reader()
        .sql(
            """
            SELECT t.version, f.pushed_at, t.yaml FROM rules_in_force f
            JOIN rules_text t ON t.name = f.name AND t.version = f.version WHERE f.name = :name
            """)
        .param("name", name)
        .query((row, _) ->
            new PushedRules(
                row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3)))
        .optional();
  }

  /** The next offset of the topic of rules that the read model has not copied. */
  long next(Topic<String, ?> topic) {
    return readModels.positionInOnlyPartition(topic.name());
  }

  public Optional<PushedRules> version(String name, String version) {
    return readModels
        .reader()
        .sql(
            "SELECT version, pushed_at, yaml FROM rules_text WHERE name = :name AND version ="
                + " :version")
        .param("name", name)
        .param("version", version)
        .query((row, _) ->
            new PushedRules(
                row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3)))
        .optional();
  }

  /** Every push, the newest first, by the audit trail: when, which version, who and why. */
  public List<ObjectNode> history(String name, int limit) {
    return readModels
        .reader()
        .sql(
            """
            SELECT a.document, p.name, p.email, c.comment_body FROM audit_entry a
            LEFT JOIN person p ON p.person_id = a.person_id
            LEFT JOIN comment_text c ON c.note_id = 'reason:' || a.cause
            WHERE a.asset_id = 'system' AND a.kind = 'rules_pushed'
            ORDER BY a.sequence_number DESC
            """)
        .query((row, _) ->
            push(
                Answers.document(row.getString(1)),
                row.getString(2) == null ? row.getString(3) : row.getString(2),
                row.getString(4)))
        .list()
        .stream()
        .filter(push -> push.path("name").asString("").equals(name))
        .limit(limit)
        .toList();
  }

  private static ObjectNode push(
      ObjectNode entry, @Nullable String person, @Nullable String reason) {
    var details = entry.path("details");
    var push = JsonNodeFactory.instance.objectNode();
    push.set("name", details.path("name"));
    push.set("version", details.path("version"));
    push.set("replaces", details.path("replaces"));
    push.set("pushed_at", entry.path("entered_at"));
    push.put("pushed_by", person);
    push.put("reason", reason);
    return push;
  }
}
