package io.proofline.sandbox.ziflow;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Something of the account that is kept as it was sent: a label, a template, a group.
 *
 * @param body as callers sent it, without the id
 */
record Entry(String id, Shelf shelf, JsonNode body) {
  /** What kinds there are. */
  enum Shelf {
    COMMENT_LABEL,
    WORKFLOW_TEMPLATE,
    PROPERTY_GROUP;

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
