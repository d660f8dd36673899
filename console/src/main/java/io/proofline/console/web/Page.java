package io.proofline.console.web;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A page of a list, and the place at which the next one begins; empty for the last page. */
public record Page(List<ObjectNode> items, Optional<Cursor> next) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * A row of the answer to a question.
   *
   * @param key values of the sort columns
   */
  public record Row(ObjectNode item, List<String> key) {

    public Row {
      key = List.copyOf(key);
    }
  }

  /**
   * The page of some rows.
   *
   * @param rows the rows of the page, and one more if there is a next page
   * @param sort the order of the list
   */
  public static Page of(List<Row> rows, int limit, String sort) {
    boolean hasNext = rows.size() > limit;
    var page = hasNext ? rows.subList(0, limit) : rows;
    return new Page(
        page.stream().map(Row::item).toList(),
        hasNext ? Optional.of(new Cursor(sort, page.getLast().key())) : Optional.empty());
  }
}
