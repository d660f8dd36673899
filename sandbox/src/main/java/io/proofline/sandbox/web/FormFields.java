package io.proofline.sandbox.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a form as the tree that their names spell: {@code stages[0][name]=Brand},
 * {@code ids[]=1}. {@code true} and {@code false} become booleans; all else stays text.
 */
final class FormFields {
  private static final Pattern SEGMENT = Pattern.compile("\\[([^\\[\\]]*)]|([^\\[\\]]+)");

  private static final Pattern PLACE = Pattern.compile("\\d{1,4}");

  /** The places of a list in the order of their numbers, which have no leading zeros. */
  private static final Comparator<String> BY_PLACE =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private FormFields() {}

  static JsonNode toTree(Map<String, List<String>> fields) {
    var root = new LinkedHashMap<String, Object>();
    fields.forEach((name, values) -> values.forEach(value -> put(root, segments(name), value)));
    return Json.toTree(asLists(root));
  }

  private static List<String> segments(String name) {
    var segments = new ArrayList<String>();
    var matcher = SEGMENT.matcher(name);
    while (matcher.find()) {
      segments.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return segments.isEmpty() ? List.of(name) : segments;
  }

  private static void put(Map<String, Object> root, List<String> segments, String value) {
    var parent = root;
    for (var segment : segments.subList(0, segments.size() - 1)) {
      parent = child(parent, key(parent, segment));
    }
    parent.putIfAbsent(key(parent, segments.getLast()), typed(value));
  }

  /** An empty segment, as in {@code ids[]}, is the next place of a list. */
  private static String key(Map<String, Object> parent, String segment) {
    return segment.isEmpty() ? String.valueOf(parent.size()) : segment;
  }

  @SuppressWarnings("unchecked") // all maps of the tree are made here
  private static Map<String, Object> child(Map<String, Object> parent, String key) {
    return (Map<String, Object>)
        parent.merge(
            key,
            new LinkedHashMap<String, Object>(),
            (before, made) -> before instanceof Map<?, ?> ? before : made);
  }

  private static Object typed(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> value;
    };
  }

  /** Makes a list of each object whose names are numbers. */
  private static Object asLists(Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      return value;
    }
    var converted = new TreeMap<String, Object>(BY_PLACE);
    object.forEach((name, child) -> converted.put(String.valueOf(name), asLists(child)));
    var isList =
        !converted.isEmpty() && converted.keySet().stream().allMatch(PLACE.asMatchPredicate());
    return isList ? List.copyOf(converted.values()) : converted;
  }
}
