package io.proofline.console.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event, as it is sent.
 *
 * @param id the same for each copy of the event, for ever
 * @param subject the asset that it is about; null for the whole installation
 * @param orderKey events with the same key are delivered in the order of their numbers
 */
record NotificationEvent(
    String id,
    String kind,
    Instant time,
    @Nullable String subject,
    ObjectNode data,
    String orderKey,
    long orderNumber) {

  /** Of the form of {@link #data}; a change that old receivers can't read raises it. */
  static final int VERSION = 1;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SYSTEM = "system";

  /** The event of an entry of the audit trail. */
  static NotificationEvent ofAuditEntry(String document) {
    var entry = (ObjectNode) JSON.readTree(document);
    var asset = entry.path("asset_id").asString();
    long sequence = entry.path("sequence").asLong();
    return new NotificationEvent(
        "audit:%s:%s:%d".formatted(entry.path("account").asString(), headerText(asset), sequence),
        entry.path("kind").asString(),
        Instant.parse(entry.path("entered_at").asString()),
        asset.equals(SYSTEM) ? null : asset,
        entry,
        "asset:" + asset,
        sequence);
  }

  /** The text that is signed and sent. */
  String body() {
    var body = JSON.createObjectNode();
    body.put("id", id);
    body.put("kind", kind);
    body.put("version", VERSION);
    body.put("time", time.toString());
    body.put("subject", subject);
    body.set("data", data);
    return body.toString();
  }

  /** The id is a header: other characters are written as their code. */
  static String headerText(String text) {
    var safe = new StringBuilder();
    text.codePoints()
        .forEach(each -> {
          if (each < 0x7f && (Character.isLetterOrDigit(each) || each == '-' || each == '_')) {
            safe.appendCodePoint(each);
          } else {
            safe.append("~%x~".formatted(each));
          }
        });
    return safe.toString();
  }
}
