package io.proofline.console.audit;

import io.proofline.schemas.avro.AuditEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Audit entries from the read model's JSON, for the check of their hash chain. */
final class AuditEntries {

  private AuditEntries() {}

  static AuditEntry parse(JsonNode entry) {
    return AuditEntry.newBuilder()
        .setAccount(entry.path("account").asString())
        .setAssetId(entry.path("asset_id").asString())
        .setSequence(entry.path("sequence").asLong())
        .setKind(entry.path("kind").asString())
        .setPersonId(text(entry, "person_id"))
        .setOld(text(entry, "old"))
        .setNew$(text(entry, "new"))
        .setDetails(details(entry.path("details")))
        .setOccurredAt(time(entry, "occurred_at"))
        .setEnteredAt(Instant.parse(entry.path("entered_at").asString()))
        .setRule(text(entry, "rule"))
        .setRulesVersion(text(entry, "rules_version"))
        .setCause(entry.path("cause").asString())
        .setSource(entry.path("source").asString())
        .setCommandId(text(entry, "command_id"))
        .setPrevious(entry.path("previous").asString())
        .setHash(entry.path("hash").asString())
        .build();
  }

  private static Map<String, String> details(JsonNode details) {
    var all = new HashMap<String, String>();
    details.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asString()));
    return all;
  }

  private static @Nullable String text(JsonNode entry, String field) {
    return entry.path(field).isString() ? entry.path(field).asString() : null;
  }

  private static @Nullable Instant time(JsonNode entry, String field) {
    var text = text(entry, field);
    return text == null ? null : Instant.parse(text);
  }
}
