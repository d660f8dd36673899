package io.proofline.console.readmodel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A place in the changes of reviews, which can be kept and continued from.
 *
 * @param generation the generation of the read model
 * @param next the next offset in the topic of reviews, by partition
 */
public record ReviewsPosition(int generation, Map<Integer, Long> next) {

  /** Number of the newest records of a partition from which changes can be followed. */
  public static final int FOLLOWED_RECORDS = 10_000;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})((?:\\.\\d{1,9}-\\d{1,18})*)");

  public ReviewsPosition {
    next = Map.copyOf(next);
  }

  /**
   * A review that changed.
   *
   * @param fileName null if the review was deleted, or before the first snapshot of its asset
   * @param state null if the review was deleted
   * @param waits null if the review was deleted
   * @param waitingOffset offset of the record that last changed whether or why it waits
   */
  public record ChangedReview(
      String assetId,
      @Nullable String fileName,
      @Nullable String state,
      @Nullable String waits,
      @Nullable String reason,
      long offset,
      long waitingOffset) {}

  /** Offsets of one partition: from the first one up to the last one, without it. */
  public record Range(int generation, int partition, long from, long to) {

    List<ChangedReview> read(JdbcClient sql, int most) {
      return sql.sql(CHANGED)
          .params(Map.of("partition", partition, "from", from, "to", to, "most", most))
          .query((row, _) ->
              new ChangedReview(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getLong(6),
                  row.getLong(7)))
          .list();
    }

    private static final String CHANGED =
        """
        SELECT asset_id, file_name, state, waits, reason, source_offset, waiting_offset FROM review
        WHERE source_partition = :partition AND source_offset >= :from AND source_offset < :to
        UNION ALL
        SELECT asset_id, NULL, NULL, NULL, NULL, source_offset, source_offset FROM review_deletion
        WHERE source_partition = :partition AND source_offset >= :from AND source_offset < :to
        ORDER BY 6 LIMIT :most
        """;
  }

  /** The next offset in a partition; 0 in one that was not read yet. */
  public long next(int partition) {
    return next.getOrDefault(partition, 0L);
  }

  /** The position with another next offset in one partition. */
  public ReviewsPosition with(int partition, long offset) {
    var moved = new TreeMap<>(next);
    moved.put(partition, offset);
    return new ReviewsPosition(generation, moved);
  }

  /** The range of a partition from this position to a later one. */
  public Range to(ReviewsPosition later, int partition) {
    return new Range(generation, partition, next(partition), later.next(partition));
  }

  /**
   * Whether the changes from here to a later position can be told: it is of the same generation,
   * ahead of none of its offsets, and not too far behind.
   */
  public boolean canContinueTo(ReviewsPosition later) {
    boolean isBehind =
        next.entrySet().stream().allMatch(each -> each.getValue() <= later.next(each.getKey()));
    long behind =
        later.next.keySet().stream()
            .mapToLong(partition -> later.next(partition) - next(partition))
            .sum();
    return generation == later.generation && isBehind && behind <= FOLLOWED_RECORDS;
  }

  /** As text, which {@link #parse} reads. */
  public String text() {
    return generation
        + new TreeMap<>(next)
            .entrySet().stream()
                .map(each -> ".%d-%d".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining());
  }

  /** The position of a text; empty if it is none. */
  public static Optional<ReviewsPosition> parse(String text) {
    var parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var next = new TreeMap<Integer, Long>();
    Arrays.stream(parts.group(2).split("\\."))
        .filter(each -> !each.isEmpty())
        .map(each -> each.split("-"))
        .forEach(each -> next.put(Integer.valueOf(each[0]), Long.valueOf(each[1])));
    return Optional.of(new ReviewsPosition(Integer.parseInt(parts.group(1)), next));
  }
}
