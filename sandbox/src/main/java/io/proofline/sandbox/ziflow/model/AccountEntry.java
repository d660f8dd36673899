package io.proofline.sandbox.ziflow.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * An object of the account that is stored unchanged: a label, a template, a group.
 *
 * @param kind stored in the journal as {@code shelf}
 * @param body the body of the call, without the id
 */
public record AccountEntry(String id, @JsonProperty("shelf") Kind kind, JsonNode body) {
  /** The kinds of account entries. */
  public enum Kind {
    COMMENT_LABEL,
    WORKFLOW_TEMPLATE,
    PROPERTY_GROUP,
    DECISION_SETTINGS;

    public String displayName() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
