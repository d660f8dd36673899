package io.proofline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.json.JsonMapper;

class RulesJsonSchemaTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(RulesJsonSchema.json());

  static Stream<String> good() {
    return Stream.concat(
        RulesSamples.names().map(RulesSamples::text), Stream.of(RulesFileTest.WHOLE));
  }

  @ParameterizedTest
  @MethodSource("good")
  void files_that_the_check_accepts_are_valid(String yaml) throws InvalidRulesException {
    RulesFile.read(yaml);

    assertThat(errors(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "teems: {}",
        "settle: soon",
        "reviews: []",
        "reviews: { name: A }",
        "reviews: [ { name: A, ask: [ { stage: S } ] } ]",
        "reviews: [ { name: A, when: { type: picture }, ask: [ { stage: S, team: owner } ] } ]",
        "reviews: [ { name: A, when: { not: { keywords: a } }, ask: [ { stage: S, team: owner } ] }"
            + " ]",
        "otherwise: { ask: [ { stage: S, team: owner, due: tomorrow } ] }",
        "limits: { proofs_per_hour: many }",
        "fields: { embargo: anything }",
        "write: { edit_status: { aproved: Yes } }",
        "calendar: { days: monday }",
      })
  void files_that_the_check_refuses_for_their_form_are_invalid(String broken) {
    var yaml = RulesFileTest.SMALLEST + broken + "\n";

    assertThat(RulesFileTest.mistakes(yaml)).isNotEmpty();
    assertThat(errors(yaml)).isNotEmpty();
  }

  @Test
  void every_key_is_described() {
    var defs = JSON.readTree(RulesJsonSchema.json()).path("$defs");

    assertThat(defs.propertyNames()).contains("file", "when", "stage", "publish");
    defs.forEach(block ->
        block
            .path("properties")
            .forEach(key -> assertThat(key.path("description").asString()).endsWith(".")));
  }

  private static List<Error> errors(String yaml) {
    var root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    return SCHEMA.validate(JSON.valueToTree(plain(root)));
  }

  /** The values as an editor reads them: numbers, truth values and texts. */
  private static Object plain(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        var map = new LinkedHashMap<String, Object>();
        mapping
            .getValue()
            .forEach(
                e -> map.put(((ScalarNode) e.getKeyNode()).getValue(), plain(e.getValueNode())));
        yield map;
      }
      case SequenceNode list ->
          new ArrayList<>(list.getValue().stream().map(n -> plain(n)).toList());
      case ScalarNode text when text.getTag().equals(Tag.INT) -> Integer.valueOf(text.getValue());
      case ScalarNode text when text.getTag().equals(Tag.BOOL) -> Boolean.valueOf(text.getValue());
      case ScalarNode text -> text.getValue();
      default -> throw new AssertionError(node);
    };
  }
}
