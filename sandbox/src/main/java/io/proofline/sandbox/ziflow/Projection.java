package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.web.Json;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code fields} of a search: {@code id,stages.name,folder.*} keeps just these. */
final class Projection {
  private final List<List<String>> paths;

  private Projection(List<List<String>> paths) {
    this.paths = paths;
  }

  static Projection of(String fields) {
    return new Projection(
        Arrays.stream(fields.split(",", -1))
            .map(String::strip)
            .filter(path -> !path.isEmpty())
            .map(path -> List.of(path.split("\\.", -1)))
            .toList());
  }

  JsonNode apply(JsonNode resource) {
    return paths.isEmpty() ? resource : kept(resource, paths);
  }

  private static JsonNode kept(JsonNode node, List<List<String>> wanted) {
    return switch (node) {
      case ArrayNode list ->
          Json.toTree(list.valueStream().map(each -> kept(each, wanted)).toList());
      case ObjectNode object -> keptProperties(object, wanted);
      default -> node;
    };
  }

  private static JsonNode keptProperties(ObjectNode object, List<List<String>> wanted) {
    var kept = (ObjectNode) Json.tree("{}");
    for (var property : object.properties()) {
      var deeper =
          wanted.stream()
              .filter(path -> List.of(property.getKey(), "*").contains(path.getFirst()))
              .map(path -> path.subList(1, path.size()))
              .toList();
      if (deeper.stream().anyMatch(List::isEmpty)) {
        kept.set(property.getKey(), property.getValue());
      } else if (!deeper.isEmpty()) {
        kept.set(property.getKey(), kept(property.getValue(), deeper));
      }
    }
    return kept;
  }
}
