package io.proofline.console.review;

import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.database.DatabaseProduct.Condition;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells the common texts of a filter, which more than {@link #COMMON} reviews have, from rare ones.
 */
interface TermFrequencies {

  /** Up to this number, matches are looked up and sorted within a tenth of a second. */
  int COMMON = 10_000;

  /** For questions that read all matches. */
  TermFrequencies ALL_RARE =
      new TermFrequencies() {
        @Override
        public boolean isCommon(Condition contains) {
          return false;
        }

        @Override
        public boolean isCommon(String kind, List<String> keys) {
          return false;
        }
      };

  /** Whether many file names satisfy a condition. */
  boolean isCommon(Condition contains);

  /** Whether many reviews have one of the texts. */
  boolean isCommon(String kind, List<String> keys);

  /** The frequencies in a database, each by counting no further than necessary. */
  static TermFrequencies in(JdbcClient reader, DatabaseProduct product) {
    return new Counted(reader, product);
  }

  /** Counts by an index what the database does not estimate by itself. */
  record Counted(JdbcClient reader, DatabaseProduct product) implements TermFrequencies {

    @Override
    public boolean isCommon(Condition contains) {
      return !product.estimatesMatches()
          && isCommon(
              reader
                  .sql(limited("SELECT 1 FROM review WHERE " + contains.sql()))
                  .params(contains.parameters()));
    }

    @Override
    public boolean isCommon(String kind, List<String> keys) {
      return isCommon(
          reader
              .sql(limited("SELECT 1 FROM review_term WHERE kind = :kind AND term_key IN (:keys)"))
              .param("kind", kind)
              .param("keys", keys));
    }

    private static boolean isCommon(JdbcClient.StatementSpec counting) {
      return counting.query(Integer.class).single() > COMMON;
    }

    private static String limited(String rows) {
      return "SELECT count(*) FROM (%s LIMIT %d) found".formatted(rows, COMMON + 1);
    }
  }
}
