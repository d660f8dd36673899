package io.proofline.console.browse;

import io.proofline.console.page.PageQuery;
import io.proofline.console.page.ReviewNumbers;
import io.proofline.console.page.ReviewsPage.Choice;
import io.proofline.console.page.ReviewsPage.Facet;
import io.proofline.console.page.Sentences;
import io.proofline.console.page.StateWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The choices that narrow a search, each with the number of photographs that it would find. */
final class ReviewFacets {

  private static final int MOST_CHOICES = 8;

  /** Parameters that facets, the search field and the order of the list show. */
  private static final Set<String> SHOWN =
      Set.of("q", "state", "waits", "rule", "holder", "sort", "view", "cursor", "limit");

  private final PageQuery search;
  private final List<JsonNode> counts;

  /**
   * The facets of a search.
   *
   * @param counts of the search without the facets' own conditions
   */
  ReviewFacets(PageQuery search, ReviewNumbers counts) {
    this.search = search;
    this.counts = counts.counts();
  }

  List<Facet> all(Map<String, Integer> holders, Map<String, String> names) {
    var facets = new ArrayList<Facet>();
    add(
        facets,
        "State",
        "state",
        state -> StateWords.of(state).words(),
        state -> StateWords.of(state).style());
    add(facets, "Waits", "waits", Sentences::cause, _ -> "");
    add(facets, "Rule", "rule", Function.identity(), _ -> "");
    var people =
        holders.entrySet().stream()
            .filter(holder -> names.containsKey(holder.getKey()) || isOn("holder", holder.getKey()))
            .map(holder ->
                choice(
                    "holder",
                    holder.getKey(),
                    names.getOrDefault(holder.getKey(), "A person"),
                    "",
                    holder.getValue()))
            .toList();
    if (!people.isEmpty()) {
      facets.add(new Facet("With", people));
    }
    var others = others();
    if (!others.isEmpty()) {
      facets.add(new Facet("Only", others));
    }
    return facets;
  }

  /** Each facet counts by the conditions of the others, so that its choices can be added up. */
  private void add(
      List<Facet> facets,
      String title,
      String field,
      Function<String, String> words,
      Function<String, String> style) {
    var byValue =
        counts.stream()
            .filter(count -> count.path(field).isString() && fitsOthers(count, field))
            .filter(count -> !count.path(field).asString().equals("nobody"))
            .collect(
                Collectors.groupingBy(
                    count -> count.path(field).asString(),
                    LinkedHashMap::new,
                    Collectors.summingInt(count -> count.path("assets").asInt())));
    search.all(field).stream()
        .filter(value -> !value.equals("any"))
        .forEach(value -> byValue.putIfAbsent(value, 0));
    var choices =
        byValue.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MOST_CHOICES)
            .map(value ->
                choice(
                    field,
                    value.getKey(),
                    words.apply(value.getKey()),
                    style.apply(value.getKey()),
                    value.getValue()))
            .toList();
    if (isUseful(field, choices)) {
      facets.add(new Facet(title, choices));
    }
  }

  /** A single choice that is not made yet says nothing, but for a cause of waiting. */
  private static boolean isUseful(String field, List<Choice> choices) {
    return choices.size() > 1
        || choices.stream().anyMatch(Choice::isOn)
        || (field.equals("waits") && !choices.isEmpty());
  }

  private boolean fitsOthers(JsonNode count, String facet) {
    return List.of("state", "waits", "rule").stream()
        .filter(field -> !field.equals(facet))
        .allMatch(field -> fits(count, field));
  }

  private boolean fits(JsonNode count, String field) {
    var wanted = search.all(field);
    var value = count.path(field).asString("");
    return wanted.isEmpty()
        || wanted.contains(value)
        || (wanted.equals(List.of("any")) && !value.equals("nobody"));
  }

  private Choice choice(String field, String value, String words, String style, int count) {
    return new Choice(words, style, count, isOn(field, value), search.toggled(field, value).href());
  }

  private boolean isOn(String field, String value) {
    return search.has(field, value);
  }

  /** Conditions that have no facet, so that a person sees and can remove them. */
  private List<Choice> others() {
    return search.parameters().entrySet().stream()
        .filter(each -> !SHOWN.contains(each.getKey()))
        .flatMap(each ->
            each.getValue().stream()
                .map(value ->
                    new Choice(
                        "%s: %s".formatted(name(each.getKey()), value),
                        "",
                        -1,
                        true,
                        search.toggled(each.getKey(), value).href())))
        .toList();
  }

  private static String name(String parameter) {
    return Sentences.capital(parameter.replaceFirst("^field\\.", "").replace('_', ' '));
  }
}
