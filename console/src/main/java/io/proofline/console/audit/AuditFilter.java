package io.proofline.console.audit;

import io.proofline.console.web.ApiException;
import io.proofline.console.web.SqlQuery;
import io.proofline.console.web.Times;
import io.proofline.text.ComparableText;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Which entries of the audit trail a question is about. */
public final class AuditFilter {

  private static final Set<String> PARAMETERS =
      Set.of(
          "asset",
          "proof",
          "collection",
          "gallery",
          "rule",
          "person",
          "kind",
          "from",
          "to",
          "limit",
          "cursor");

  private AuditFilter() {}

  /**
   * The filter in a request's parameters.
   *
   * @throws ApiException for a parameter or a value that does not exist
   */
  public static SqlQuery parse(MultiValueMap<String, String> parameters) {
    parameters.keySet().stream()
        .filter(name -> !PARAMETERS.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw ApiException.invalid(
              "'%.80s' is not a parameter of this list; allowed are %s"
                  .formatted(name, String.join(", ", PARAMETERS.stream().sorted().toList())));
        });
    return new SqlQuery()
        .and("asset_id = :asset", "asset", parameters.getFirst("asset"))
        .and("proof_id = :proof", "proof", parameters.getFirst("proof"))
        .and("rule = :rule", "rule", parameters.getFirst("rule"))
        .and("person_id = :person", "person", parameters.getFirst("person"))
        .and("kind = :kind", "kind", parameters.getFirst("kind"))
        .and(
            "asset_id IN (SELECT asset_id FROM collection_item WHERE path = :collection)",
            "collection",
            parameters.getFirst("collection"))
        .and(
            "asset_id IN (SELECT asset_id FROM review WHERE id IN (SELECT review_id FROM"
                + " review_term WHERE kind = 'gallery' AND term_key = :gallery))",
            "gallery",
            key(parameters.getFirst("gallery")))
        .and("entered_at >= :from", "from", millis("from", parameters))
        .and("entered_at < :to", "to", millis("to", parameters));
  }

  private static @Nullable String key(@Nullable String text) {
    return text == null ? null : new ComparableText(text).value();
  }

  private static @Nullable Long millis(String name, MultiValueMap<String, String> parameters) {
    var text = parameters.getFirst(name);
    return text == null ? null : Times.parse(name, text).toEpochMilli();
  }
}
