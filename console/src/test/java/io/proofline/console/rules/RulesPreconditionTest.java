package io.proofline.console.rules;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proofline.console.rules.RulesQueries.PushedRules;
import io.proofline.console.web.ApiException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesPreconditionTest {

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of(null, "v1", true),
        Arguments.of(null, null, true),
        Arguments.of("\"v1\"", "v1", true),
        Arguments.of("\"v0\", \"v1\"", "v1", true),
        Arguments.of("*", "v1", true),
        Arguments.of("*", null, false),
        Arguments.of("\"v0\"", "v1", false),
        Arguments.of("\"v1\"", null, false),
        Arguments.of("W/\"v1\"", "v1", false));
  }

  @ParameterizedTest(name = "{0} while {1} is in force: {2}")
  @MethodSource("headers")
  void a_push_replaces_only_the_rules_that_it_names(
      @Nullable String header, @Nullable String version, boolean holds) {
    var precondition = RulesPrecondition.parse(header);
    var inForce =
        Optional.ofNullable(version).map(each -> new PushedRules(each, Instant.EPOCH, ""));

    if (holds) {
      precondition.check(inForce);
    } else {
      assertThatThrownBy(() -> precondition.check(inForce))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining(version == null ? "No rules are in force" : "version v1 now");
    }
  }

  @Test
  void a_header_without_a_tag_is_refused() {
    assertThatThrownBy(() -> RulesPrecondition.parse("v1"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("has no entity tag");
  }
}
