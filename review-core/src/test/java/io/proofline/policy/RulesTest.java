package io.proofline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.review.ReviewDriver;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which route the conditions of a rules file choose. */
class RulesTest {

  private static final Rules RULES =
      ReviewDriver.rules(
          """
          version: 1
          teams: { owner: a@example.com }
          proof: { owner: owner }
          reviews:
            - name: All keys
              when: { gallery: "Products/**", keyword: [product, accessory] }
              ask: [ { stage: S, team: owner } ]
            - name: One of
              when: { one_of: [ { keyword: event, not: { keyword: internal } }, { gallery: Gala } ] }
              ask: [ { stage: S, team: owner } ]
            - name: Not one of
              when: { not: { one_of: [ { keyword: event }, { keyword: "*" } ] }, gallery: Bare }
              ask: [ { stage: S, team: owner } ]
          otherwise: { ask: [ { stage: S, team: owner } ] }
          """);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "all keys must hold,                    Products/New, product,        All keys",
    "a list of values means one of them,    Products/New, ' ACCESSORY ',  All keys",
    "one failing key fails the rule,        Products/New, other,          otherwise",
    "the first matching rule counts,        Products/Gala, product,       All keys",
    "one_of needs one of its conditions,    Autumn,       event,          One of",
    "the other suffices,                    Gala,         internal,       One of",
    "all keys within one_of must hold,      Autumn,       event internal, otherwise",
    "not negates it,                        Bare,         '',             Not one of",
    "not one_of means none of them,         Bare,         any,            otherwise",
    "an asset that no rule matches,         Autumn,       any,            otherwise"
  })
  void a_route_is_chosen(String name, String gallery, String keywords, String rule) {
    var words = List.of(keywords.split("(?<=\\w) (?=\\w)"));
    var asset =
        ReviewDriver.image(
            ReviewDriver.START,
            false,
            List.of(new Asset.Gallery("G1", gallery)),
            words.equals(List.of("")) ? List.of() : words,
            null);

    assertThat(RULES.route(asset).map(Route::rule)).contains(rule);
  }
}
