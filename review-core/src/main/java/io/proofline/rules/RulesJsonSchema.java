package io.proofline.rules;

import io.proofline.rules.ValueType.AllowedWords;
import io.proofline.rules.ValueType.Block;
import io.proofline.rules.ValueType.BlockKey;
import io.proofline.rules.ValueType.BlockRef;
import io.proofline.rules.ValueType.BooleanValue;
import io.proofline.rules.ValueType.FormattedText;
import io.proofline.rules.ValueType.MapOf;
import io.proofline.rules.ValueType.NonEmptyList;
import io.proofline.rules.ValueType.OneOrMore;
import io.proofline.rules.ValueType.PositiveInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The rules language as a JSON Schema, for editors. References within a file are not checked. */
public final class RulesJsonSchema {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Map<String, Object> blocks = new TreeMap<>();

  private RulesJsonSchema() {}

  /** The schema as JSON, draft 2020-12. */
  public static String json() {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Rules of Proofline");
    var drawn = new RulesJsonSchema();
    schema.put("$ref", drawn.reference(RulesGrammar.FILE));
    schema.put("$defs", drawn.blocks);
    return JSON.writeValueAsString(schema);
  }

  private String reference(String name) {
    if (!blocks.containsKey(name)) {
      blocks.put(name, Map.of()); // a block may contain itself
      blocks.put(name, block(RulesGrammar.block(name)));
    }
    return "#/$defs/" + name;
  }

  private Map<String, Object> block(Block block) {
    var properties = new LinkedHashMap<String, Object>();
    block.fields().forEach(blockKey -> properties.put(blockKey.key(), field(blockKey)));
    var drawn = new LinkedHashMap<String, Object>();
    drawn.put("type", "object");
    drawn.put("properties", properties);
    drawn.put(
        "required", block.fields().stream().filter(BlockKey::required).map(BlockKey::key).toList());
    drawn.put("additionalProperties", false);
    return drawn;
  }

  private Map<String, Object> field(BlockKey blockKey) {
    var drawn = new LinkedHashMap<String, Object>();
    drawn.put("description", blockKey.doc());
    drawn.putAll(schemaOf(blockKey.type()));
    return drawn;
  }

  private Map<String, Object> schemaOf(ValueType valueType) {
    return switch (valueType) {
      case AllowedWords(var words) -> Map.of("enum", asWritten(words));
      case BooleanValue _ -> Map.of("type", "boolean");
      case PositiveInteger _ -> Map.of("type", "integer", "minimum", 1);
      case FormattedText formattedText ->
          Map.of(
              "type",
              List.of("string", "number"),
              "pattern",
              "^(?:" + formattedText.pattern() + ")$");
      case OneOrMore(var of) -> Map.of("anyOf", List.of(schemaOf(of), list(of)));
      case NonEmptyList(var of) -> list(of);
      case MapOf(var key, var of) ->
          Map.of(
              "type",
              "object",
              "propertyNames",
              schemaOf(key),
              "additionalProperties",
              schemaOf(of));
      case BlockRef(var block) -> Map.of("$ref", reference(block));
    };
  }

  private Map<String, Object> list(ValueType of) {
    return Map.of("type", "array", "minItems", 1, "items", schemaOf(of));
  }

  /** The words, and those that YAML reads as numbers also as numbers. */
  private static List<Object> asWritten(List<String> words) {
    var written = new ArrayList<Object>(words);
    words.stream().filter(w -> w.matches("\\d+")).map(Integer::valueOf).forEach(written::add);
    return written;
  }
}
