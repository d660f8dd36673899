package io.proofline.sandbox.ziflow.json;

import io.proofline.sandbox.web.Json;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Projects search results to the {@code fields} of a request, such as {@code
 * id,stages.name,folder.*}.
 */
public final class FieldProjection {
  private final List<List<String>> paths;

  private FieldProjection(List<List<String>> paths) {
    this.paths = paths;
  }

  public static FieldProjection of(String fields) {
    return new FieldProjection(
        Arrays.stream(fields.split(",", -1))
            .map(String::strip)
            .filter(path -> !path.isEmpty())
            .map(path -> List.of(path.split("\\.", -1)))
            .toList());
  }

  public JsonNode apply(JsonNode resource) {
    return paths.isEmpty() ? resource : keep(resource, paths);
  }

  private static JsonNode keep(JsonNode node, List<List<String>> wanted) {
    return switch (node) {
      case ArrayNode list ->
          Json.toTree(list.valueStream().map(each -> keep(each, wanted)).toList());
      case ObjectNode object -> keepProperties(object, wanted);
      default -> node;
    };
  }

  private static JsonNode keepProperties(ObjectNode object, List<List<String>> wanted) {
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
        kept.set(property.getKey(), keep(property.getValue(), deeper));
      }
    }
    return kept;
  }
}
