package io.proofline.console.rules;

import io.proofline.console.rules.RulesQueries.PushedRules;
import io.proofline.console.web.ApiException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/**
 * The rules that a push expects to replace, from its header {@code If-Match}. The entity tag of
 * rules is their version.
 *
 * @param expected entity tags; empty for any rules
 */
record RulesPrecondition(List<ETag> expected) {

  /** Holds whatever rules are in force. */
  static final RulesPrecondition NONE = new RulesPrecondition(List.of());

  RulesPrecondition {
    expected = List.copyOf(expected);
  }

  /** The precondition of a header; null for none. */
  static RulesPrecondition parse(@Nullable String ifMatch) {
    if (ifMatch == null) {
      return NONE;
    }
    var expected = ETag.parse(ifMatch);
    if (expected.isEmpty()) {
      throw ApiException.invalid(
          "The header 'If-Match' has no entity tag; it is the version of the rules in quotes, as"
              + " GET /api/v1/rules answers it in 'ETag'");
    }
    return new RulesPrecondition(expected);
  }

  /**
   * Refuses a push if other rules are in force.
   *
   * @throws ApiException with what is in force
   */
  void check(Optional<PushedRules> inForce) {
    var version = inForce.map(PushedRules::version).orElse("");
    boolean holds =
        expected.isEmpty()
            || expected.stream()
                .anyMatch(tag ->
                    tag.isWildcard()
                        ? inForce.isPresent()
                        : !tag.weak() && tag.tag().equals(version));
    if (!holds) {
      throw ApiException.preconditionFailed(
          inForce.isEmpty()
              ? "No rules are in force, so there are none to replace."
              : "The rules in force have changed meanwhile; they are version %s now. To see them: GET /api/v1/rules"
                  .formatted(version));
    }
  }

  /** The entity tag of rules. */
  static String tag(PushedRules rules) {
    return "\"%s\"".formatted(rules.version());
  }
}
