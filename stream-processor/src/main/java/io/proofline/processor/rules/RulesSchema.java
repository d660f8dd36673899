package io.proofline.processor.rules;

import io.proofline.processor.rules.Shape.Block;
import io.proofline.processor.rules.Shape.Count;
import io.proofline.processor.rules.Shape.Field;
import io.proofline.processor.rules.Shape.Flag;
import io.proofline.processor.rules.Shape.In;
import io.proofline.processor.rules.Shape.Keyed;
import io.proofline.processor.rules.Shape.Line;
import io.proofline.processor.rules.Shape.Many;
import io.proofline.processor.rules.Shape.Rows;
import io.proofline.processor.rules.Shape.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The rules language as a JSON Schema, for editors. It knows forms, not what they refer to. */
public final class RulesSchema {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Map<String, Object> blocks = new TreeMap<>();

  private RulesSchema() {}

  /** The schema as JSON, draft 2020-12. */
  public static String json() {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Rules of Proofline");
    var drawn = new RulesSchema();
    schema.put("$ref", drawn.reference(Language.FILE));
    schema.put("$defs", drawn.blocks);
    return JSON.writeValueAsString(schema);
  }

  private String reference(String name) {
    if (!blocks.containsKey(name)) {
      blocks.put(name, Map.of()); // a block may stand in itself
      blocks.put(name, block(Language.block(name)));
    }
    return "#/$defs/" + name;
  }

  private Map<String, Object> block(Block block) {
    var properties = new LinkedHashMap<String, Object>();
    block.fields().forEach(field -> properties.put(field.key(), field(field)));
    var drawn = new LinkedHashMap<String, Object>();
    drawn.put("type", "object");
    drawn.put("properties", properties);
    drawn.put("required", block.fields().stream().filter(Field::needed).map(Field::key).toList());
    drawn.put("additionalProperties", false);
    return drawn;
  }

  private Map<String, Object> field(Field field) {
    var drawn = new LinkedHashMap<String, Object>();
    drawn.put("description", field.doc());
    drawn.putAll(shape(field.shape()));
    return drawn;
  }

  private Map<String, Object> shape(Shape shape) {
    return switch (shape) {
      case Word(var words) -> Map.of("enum", asWritten(words));
      case Flag _ -> Map.of("type", "boolean");
      case Count _ -> Map.of("type", "integer", "minimum", 1);
      case Line line ->
          Map.of("type", List.of("string", "number"), "pattern", "^(?:" + line.pattern() + ")$");
      case Many(var of) -> Map.of("anyOf", List.of(shape(of), list(of)));
      case Rows(var of) -> list(of);
      case Keyed(var key, var of) ->
          Map.of("type", "object", "propertyNames", shape(key), "additionalProperties", shape(of));
      case In(var block) -> Map.of("$ref", reference(block));
    };
  }

  private Map<String, Object> list(Shape of) {
    return Map.of("type", "array", "minItems", 1, "items", shape(of));
  }

  /** What looks like a number is one to YAML. */
  private static List<Object> asWritten(List<String> words) {
    var written = new ArrayList<Object>(words);
    words.stream().filter(w -> w.matches("\\d+")).map(Integer::valueOf).forEach(written::add);
    return written;
  }
}
