package io.proofline.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search for photographs and its first results.
 *
 * @param search the address of this search
 * @param total number of photographs that it finds
 * @param next address of the next results; null for none
 */
public record ReviewsPage(
    PageQuery search, int total, List<Facet> facets, List<PhotoCard> cards, @Nullable String next) {

  public ReviewsPage {
    facets = List.copyOf(facets);
    cards = List.copyOf(cards);
  }

  /** A group of choices that narrow the search. */
  public record Facet(String title, List<Choice> choices) {

    public Facet {
      choices = List.copyOf(choices);
    }
  }

  /**
   * A choice of a facet.
   *
   * @param style colour and shape; empty for none
   * @param count number of photographs; negative if it is not counted
   */
  public record Choice(String words, String style, int count, boolean isOn, String href) {}

  /** Whether rows are shown instead of a grid. */
  public boolean isRows() {
    return search.has("view", "rows");
  }

  /** Whether the search leaves anything out. */
  public boolean isNarrowed() {
    return !filter().parameters().isEmpty();
  }

  /** The search without order and form of the list. */
  public PageQuery filter() {
    return search.without("sort").without("view").without("limit");
  }
}
