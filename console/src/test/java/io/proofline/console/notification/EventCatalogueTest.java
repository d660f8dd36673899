package io.proofline.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.proofline.console.notification.OperationalConditions.ConditionKind;
import io.proofline.review.AuditEvent.EventKind;
import io.proofline.schemas.AdministrativeAct;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue of events has each kind, and stays compatible with what receivers rely on. */
class EventCatalogueTest {

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final EventCatalogue CATALOGUE = new EventCatalogue(Clock.systemUTC());

  /** Schemas and samples as they were first published; a kind is added here, and never changed. */
  private static final JsonNode RECORDED = recorded();

  private static JsonNode recorded() {
    try {
      return JsonMapper.shared()
          .readTree(new ClassPathResource("events-recorded-v1.json").getContentAsString(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> kinds() {
    return CATALOGUE.kinds().stream();
  }

  @Test
  void every_kind_that_is_sent_is_in_the_catalogue_and_no_other() {
    var sent = new TreeSet<String>();
    Arrays.stream(EventKind.values())
        .forEach(kind -> sent.add(kind.name().toLowerCase(Locale.ROOT)));
    Arrays.stream(AdministrativeAct.values()).forEach(act -> sent.add(act.word()));
    Arrays.stream(ConditionKind.values())
        .forEach(kind -> sent.addAll(List.of(kind.beginning(), kind.end())));

    assertThat(CATALOGUE.kinds()).containsExactlyInAnyOrderElementsOf(sent);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_sample_has_the_form_of_its_schema(String kind) {
    assertValid(CATALOGUE.schema(kind), CATALOGUE.sample(kind));
  }

  static Stream<String> kindsOfEntries() {
    return kinds().filter(kind -> CATALOGUE.sample(kind).path("data").has("sequence"));
  }

  @ParameterizedTest
  @MethodSource("kindsOfEntries")
  void an_entry_becomes_an_event_of_the_form_of_its_schema(String kind) {
    var sample = CATALOGUE.sample(kind);
    var event = NotificationEvent.ofAuditEntry(sample.path("data").toString());
    var sent = JsonMapper.shared().readTree(event.body());

    assertThat(sent).isEqualTo(sample);
    assertValid(CATALOGUE.schema(kind), sent);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_receiver_that_knows_the_recorded_schema_reads_the_present_sample(String kind) {
    assertValid(RECORDED.path(kind).path("schema"), CATALOGUE.sample(kind));
  }

  @Test
  void no_recorded_kind_and_no_recorded_field_is_missing() {
    for (var kind : RECORDED.properties()) {
      assertThat(CATALOGUE.kinds()).contains(kind.getKey());
      assertKept(kind.getKey(), kind.getValue().path("schema"), CATALOGUE.schema(kind.getKey()));
    }
  }

  /** Each recorded field still exists with its type, and required fields stay required. */
  private static void assertKept(String at, JsonNode recorded, JsonNode present) {
    recorded
        .path("required")
        .forEach(field -> assertThat(present.path("required")).as(at).contains(field));
    for (Map.Entry<String, JsonNode> field : recorded.path("properties").properties()) {
      var path = at + "." + field.getKey();
      var now = present.path("properties").path(field.getKey());
      assertThat(now.isObject()).as(path).isTrue();
      assertThat(now.path("type")).as(path).isEqualTo(field.getValue().path("type"));
      assertThat(now.path("const")).as(path).isEqualTo(field.getValue().path("const"));
      assertKept(path, field.getValue(), now);
    }
  }

  private static void assertValid(JsonNode schema, JsonNode document) {
    assertThat(SCHEMAS.getSchema(schema).validate(document)).as(document.toString()).isEmpty();
  }
}
