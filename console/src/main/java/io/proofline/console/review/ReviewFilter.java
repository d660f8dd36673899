package io.proofline.console.review;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.pause.PauseQueries;
import io.proofline.console.pause.PauseTarget;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.SqlQuery;
import io.proofline.console.web.Times;
import io.proofline.console.web.Words;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.WaitsFor;
import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which reviews a question or a bulk request is about. All conditions must hold; of several values
 * of one condition, one. Texts are compared in Unicode NFC, without case and outer blanks.
 *
 * @param fileName part of the file name
 * @param assets ids of assets
 * @param terms texts by kind, such as {@code gallery}
 * @param reasons reasons, complete, as a group of waiting work has them
 * @param waits why it waits; {@code any} is every reason
 * @param paused targets of pauses that hold back work of the review
 * @param before by column: the time before which it must be
 * @param after by column: the time at or after which it must be
 */
public record ReviewFilter(
    @Nullable String fileName,
    List<String> assets,
    List<String> states,
    List<String> waits,
    List<String> reasons,
    List<String> rules,
    List<String> rulesVersions,
    Map<String, List<String>> terms,
    List<PauseTarget> paused,
    Map<String, Instant> before,
    Map<String, Instant> after) {

  private static final String ANY = "any";
  private static final String NOBODY = "nobody";

  /** Parameters that find a review by one of its terms. */
  private static final Set<String> TERM_PARAMETERS =
      Set.of("gallery", "keyword", "stage", "reviewer", "holder", "proof", "final", "collection");

  private static final String FIELD = "field.";

  /** Columns by the parameters that bound them, without their suffix. */
  private static final Map<String, String> TIME_PARAMETERS =
      Map.of("updated", "updated_at", "waiting", "waits_since", "uploaded", "uploaded_at");

  private static final String BEFORE = "_before";
  private static final String AFTER = "_after";

  public ReviewFilter {
    assets = List.copyOf(assets);
    states = List.copyOf(states);
    waits = List.copyOf(waits);
    reasons = List.copyOf(reasons);
    rules = List.copyOf(rules);
    rulesVersions = List.copyOf(rulesVersions);
    terms = Map.copyOf(terms);
    paused = List.copyOf(paused);
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  /**
   * The filter in a request's parameters.
   *
   * @param others parameters that are not of the filter
   * @throws ApiException for a parameter or a value that does not exist
   */
  public static ReviewFilter parse(MultiValueMap<String, String> parameters, Set<String> others) {
    var terms = new LinkedHashMap<String, List<String>>();
    var before = new LinkedHashMap<String, Instant>();
    var after = new LinkedHashMap<String, Instant>();
    parameters.forEach((name, values) -> {
      if (TERM_PARAMETERS.contains(name) || name.startsWith(FIELD)) {
        terms.put(name, values);
      } else if (column(name, BEFORE) != null) {
        before.put(column(name, BEFORE), Times.parse(name, single(name, values)));
      } else if (column(name, AFTER) != null) {
        after.put(column(name, AFTER), Times.parse(name, single(name, values)));
      } else if (!others.contains(name) && !PLAIN.contains(name)) {
        throw ApiException.invalid(
            "'%.80s' is not a parameter of this list; GET /api/v1/openapi.yaml has all"
                .formatted(name));
      }
    });
    return new ReviewFilter(
        parameters.containsKey("q") ? single("q", all(parameters, "q")) : null,
        all(parameters, "asset"),
        Words.parse(ReviewState.class, "state", all(parameters, "state")),
        waits(all(parameters, "waits")),
        all(parameters, "reason"),
        all(parameters, "rule"),
        all(parameters, "rules_version"),
        terms,
        paused(parameters.get("paused")),
        before,
        after);
  }

  private static final Set<String> PLAIN =
      Set.of("q", "asset", "state", "waits", "reason", "rule", "rules_version", "paused");

  private static List<PauseTarget> paused(@Nullable List<String> words) {
    if (words == null) {
      return List.of();
    }
    if (words.size() > 1) {
      throw ApiException.invalid("'paused' can't be repeated");
    }
    return words.stream().map(PauseTarget::parse).toList();
  }

  private static List<String> waits(List<String> given) {
    return given.equals(List.of(ANY)) ? given : Words.parse(WaitsFor.class, "waits", given);
  }

  private static List<String> all(MultiValueMap<String, String> parameters, String name) {
    return parameters.getOrDefault(name, List.of());
  }

  private static String single(String name, List<String> values) {
    if (values.size() > 1) {
      throw ApiException.invalid(
          "'%s' is given %d times; it may be given once".formatted(name, values.size()));
    }
    return values.getFirst();
  }

  private static @Nullable String column(String parameter, String suffix) {
    return parameter.endsWith(suffix)
        ? TIME_PARAMETERS.get(parameter.substring(0, parameter.length() - suffix.length()))
        : null;
  }

  /** Whether it leaves out any review. */
  public boolean hasCondition() {
    return query(DatabaseProduct.SQLITE).size() > 0;
  }

  /** The conditions on the table {@code review}, for a question that reads all matches. */
  SqlQuery query(DatabaseProduct product) {
    return query(product, TermFrequencies.ALL_RARE);
  }

  /**
   * The conditions on the table {@code review}, for a page in an order. Of a common text they
   * examine the reviews in that order until the page is full; of a rare one they look its reviews
   * up.
   */
  SqlQuery query(DatabaseProduct product, TermFrequencies frequencies) {
    var query = new SqlQuery();
    var key = fileName == null ? "" : new ComparableText(fileName).value();
    if (!key.isEmpty()) {
      var contains = product.contains("file_name_key", key);
      query.and(
          frequencies.isCommon(contains) ? DatabaseProduct.like("file_name_key", key) : contains);
    }
    query
        .andIn("asset_id", "assets", assets)
        .andIn("state", "states", states)
        .andIn("reason", "reasons", reasons)
        .andIn("rule", "rules", rules)
        .andIn("rules_version", "rules_versions", rulesVersions);
    if (waits.equals(List.of(ANY))) {
      query.and("waits <> '" + NOBODY + "'");
    } else {
      query.andIn("waits", "waits", waits);
    }
    terms.forEach((kind, texts) -> addTerm(query, termKind(kind), keys(texts), frequencies));
    paused.forEach(target -> PauseQueries.addTo(query, target));
    before.forEach((column, time) ->
        query.and(column + " < :before_" + column, "before_" + column, time.toEpochMilli()));
    after.forEach((column, time) ->
        query.and(column + " >= :after_" + column, "after_" + column, time.toEpochMilli()));
    return query;
  }

  /**
   * Parameter names are numbered, since a field's name may hold any character. {@code IS TRUE}
   * keeps the databases from looking up and sorting all reviews of a common text: they examine the
   * reviews in their order instead, and ask for each whether it is among them.
   */
  private static void addTerm(
      SqlQuery query, String kind, List<String> keys, TermFrequencies frequencies) {
    int number = query.size();
    query
        .and(
            "(id IN (SELECT review_id FROM review_term WHERE kind = :kind%d AND term_key IN (:terms%d)))%s"
                .formatted(number, number, frequencies.isCommon(kind, keys) ? " IS TRUE" : ""),
            "kind" + number,
            kind)
        .parameter("terms" + number, keys);
  }

  private static String termKind(String parameter) {
    return parameter.startsWith(FIELD)
        ? FIELD + key(parameter.substring(FIELD.length()))
        : parameter;
  }

  private static List<String> keys(List<String> texts) {
    return texts.stream().map(ReviewFilter::key).toList();
  }

  private static String key(String text) {
    return new ComparableText(text).value();
  }
}
