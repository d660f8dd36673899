package io.proofline.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** The parameters of a page's address, and addresses that differ in one of them. */
public record PageQuery(String path, Map<String, List<String>> parameters) {

  private static final String CURSOR = "cursor";

  public PageQuery {
    var copy = new LinkedHashMap<String, List<String>>();
    parameters.forEach((name, values) -> {
      var given = values.stream().filter(value -> value != null && !value.isBlank()).toList();
      if (!given.isEmpty()) {
        copy.put(name, given);
      }
    });
    parameters = Collections.unmodifiableMap(copy);
  }

  /** The parameters in a query, such as {@code state=approved&q=a%20b}. */
  public static PageQuery parse(String path, String query) {
    MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
    Arrays.stream(query.split("&"))
        .map(part -> part.split("=", 2))
        .filter(part -> part.length == 2)
        .forEach(part -> parameters.add(decode(part[0]), decode(part[1])));
    return new PageQuery(path, parameters);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /** The value of a parameter; empty if it is missing. */
  public String first(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  public boolean has(String name, String value) {
    return all(name).contains(value);
  }

  public PageQuery with(String name, String value) {
    return change(copy -> copy.put(name, List.of(value)));
  }

  public PageQuery without(String name) {
    return change(copy -> copy.remove(name));
  }

  /** With a value that it does not have, or without one that it has. */
  public PageQuery toggled(String name, String value) {
    return change(copy -> {
      var values = new ArrayList<>(all(name));
      if (!values.remove(value)) {
        values.add(value);
      }
      copy.put(name, values);
    });
  }

  /** Another search begins at its first page. */
  private PageQuery change(Consumer<Map<String, List<String>>> change) {
    var copy = new LinkedHashMap<>(parameters);
    copy.remove(CURSOR);
    change.accept(copy);
    return new PageQuery(path, copy);
  }

  /** The next page, from a cursor. */
  public PageQuery at(String cursor) {
    var copy = new LinkedHashMap<>(parameters);
    copy.put(CURSOR, List.of(cursor));
    return new PageQuery(path, copy);
  }

  /** The query alone. */
  public String query() {
    return parameters.entrySet().stream()
        .flatMap(each ->
            each.getValue().stream().map(value -> encode(each.getKey()) + "=" + encode(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** The address. */
  public String href() {
    var query = query();
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The parameters as the API's filters take them. */
  public MultiValueMap<String, String> filter() {
    return new LinkedMultiValueMap<>(parameters);
  }
}
