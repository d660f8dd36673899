package io.proofline.console.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a subscription.
 *
 * @param values the values that they have
 * @param groups kinds of events, by their subject
 * @param rules names of the rules in force
 * @param problem why the values were refused; null if they were not
 */
public record SubscriptionForm(
    PageQuery values, List<Group> groups, List<String> rules, @Nullable String problem) {

  private static final Map<String, String> FORMATS = new LinkedHashMap<>();

  static {
    FORMATS.put("standard_webhooks", "Signed JSON (Standard Webhooks), for a program");
    FORMATS.put("slack", "Sentences for Slack, or a chat that takes the same");
    FORMATS.put("mail", "Mails");
  }

  public SubscriptionForm {
    groups = List.copyOf(groups);
    rules = List.copyOf(rules);
  }

  /** Kinds of events about one subject. */
  public record Group(String title, List<Kind> kinds) {

    public Group {
      kinds = List.copyOf(kinds);
    }
  }

  /** A kind of event, and what it is about. */
  public record Kind(String name, String sentence) {}

  /** The forms in which events are sent, in words. */
  public static Map<String, String> formats() {
    return Collections.unmodifiableMap(FORMATS);
  }

  /** Whether a group has a kind that is chosen. */
  public boolean isChosen(Group group) {
    return group.kinds().stream().anyMatch(kind -> values.has("kinds", kind.name()));
  }

  /** The rules to choose from, with the one that is chosen, which may be in force no longer. */
  public List<String> ruleChoices() {
    var choices = new ArrayList<>(rules);
    var chosen = values.first("rule");
    if (!chosen.isEmpty() && !choices.contains(chosen)) {
      choices.add(chosen);
    }
    return choices;
  }
}
