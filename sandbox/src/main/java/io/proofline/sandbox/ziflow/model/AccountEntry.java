package io.proofline.sandbox.ziflow.model;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Something of the account that is kept as it was sent: a label, a template, a group.
 *
 * @param body as callers sent it, without the id
 */
public record AccountEntry(String id, Kind shelf, JsonNode body) {
  /** What kinds there are. */
  public enum Kind {
    COMMENT_LABEL,
    WORKFLOW_TEMPLATE,
    PROPERTY_GROUP;

    public String displayName() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
