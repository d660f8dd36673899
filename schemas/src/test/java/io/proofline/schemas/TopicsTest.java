package io.proofline.schemas;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

  private static final Map<String, String> FOR_90_DAYS =
      Map.of("cleanup.policy", "delete", "retention.ms", "7776000000");
  private static final Map<String, String> FOR_2_DAYS =
      Map.of("cleanup.policy", "delete", "retention.ms", "172800000");
  private static final Map<String, String> FOR_7_DAYS =
      Map.of("cleanup.policy", "delete", "retention.ms", "604800000");
  private static final Map<String, String> NEWEST = Map.of("cleanup.policy", "compact");
  private static final Map<String, String> NEWEST_WITHIN_7_DAYS =
      Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "604800000");
  private static final Map<String, String> FOR_EVER =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

  private static final Set<String> SINGLE =
      Set.of("p.rules", "p.switches", "p.poll.cursor", "p.poll.seen", "p.apis");

  private final Topics topics = Topics.of("p.", 8, new InMemorySchemaRegistry());

  @Test
  void each_topic_has_its_name_and_retention() {
    assertThat(topics.all())
        .extracting(topic -> entry(topic.name(), topic.settings()))
        .containsExactly(
            entry("p.signals.ziflow", FOR_90_DAYS),
            entry("p.signals.photoshelter", FOR_90_DAYS),
            entry("p.signals.unreadable", FOR_90_DAYS),
            entry("p.events.unattached", FOR_2_DAYS),
            entry("p.facts", FOR_EVER),
            entry("p.links", NEWEST),
            entry("p.requests", FOR_90_DAYS),
            entry("p.rules", NEWEST),
            entry("p.switches", NEWEST),
            entry("p.proof-permits", FOR_7_DAYS),
            entry("p.commands.ziflow.urgent", FOR_90_DAYS),
            entry("p.commands.photoshelter.urgent", FOR_90_DAYS),
            entry("p.commands.ziflow", FOR_90_DAYS),
            entry("p.commands.photoshelter", FOR_90_DAYS),
            entry("p.commands.ziflow.later", FOR_90_DAYS),
            entry("p.commands.photoshelter.later", FOR_90_DAYS),
            entry("p.commands.transfer", FOR_90_DAYS),
            entry("p.commands.dead", FOR_90_DAYS),
            entry("p.outcomes", FOR_90_DAYS),
            entry("p.ledger", NEWEST),
            entry("p.reviews", NEWEST),
            entry("p.collection.items", NEWEST),
            entry("p.collections", NEWEST),
            entry("p.containers", NEWEST),
            entry("p.audit", FOR_EVER),
            entry("p.audit.checkpoints", FOR_EVER),
            entry("p.people", NEWEST_WITHIN_7_DAYS),
            entry("p.comments", NEWEST_WITHIN_7_DAYS),
            entry("p.poll.cursor", NEWEST),
            entry("p.poll.seen", NEWEST),
            entry("p.apis", NEWEST));
  }

  @Test
  void all_has_the_topic_of_each_accessor_once() {
    assertThat(topics.all())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            RecordTypes.accessors().stream().<Topic<?, ?>>map(this::topic).toList());
    assertThat(topics.all()).extracting(Topic::name).doesNotHaveDuplicates();
  }

  @Test
  void topics_share_one_partition_count_except_the_single_ones() {
    assertThat(topics.all())
        .allSatisfy(topic ->
            assertThat(topic.partitions())
                .as(topic.name())
                .isEqualTo(SINGLE.contains(topic.name()) ? 1 : 8));
  }

  @Test
  void a_record_s_timestamp_is_its_receipt_time() {
    var record = topics.links().record("p001", null, 1_700_000_000_123L);

    assertThat(record.timestamp()).isEqualTo(1_700_000_000_123L);
    assertThat(record.topic()).isEqualTo("p.links");
    assertThat(record.key()).isEqualTo("p001");
    assertThat(record.partition()).isNull();
  }

  @Test
  void the_command_lanes_are_ordered_by_urgency() {
    assertThat(topics.commandLanes().all())
        .extracting(Topic::name)
        .containsExactly(
            "p.commands.ziflow.urgent",
            "p.commands.photoshelter.urgent",
            "p.commands.ziflow",
            "p.commands.photoshelter",
            "p.commands.ziflow.later",
            "p.commands.photoshelter.later",
            "p.commands.transfer");
  }

  @Test
  void the_readme_s_table_lists_exactly_these_topics_and_record_types() throws IOException {
    var listed =
        Files.readAllLines(Path.of("README.md")).stream()
            .dropWhile(line -> !line.equals("## Topics"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|"))
            .map(cells -> entry("p." + bare(cells[1]), bare(cells[3])))
            .toList();

    assertThat(listed).containsExactlyElementsOf(topicsWithTypes());
  }

  static List<Schema> schemas() {
    var seen = new HashSet<Schema>();
    RecordTypes.all().forEach(type -> collect(type, seen));
    return List.copyOf(seen);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void every_record_and_field_has_a_doc_and_every_enum_can_grow(Schema schema) {
    if (schema.getType() == Schema.Type.RECORD) {
      assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
      assertThat(schema.getFields())
          .allSatisfy(f -> assertThat(f.doc()).as(schema.getName() + "." + f.name()).isNotBlank());
    } else {
      assertThat(schema.getEnumSymbols()).as(schema.getName()).startsWith("UNKNOWN");
      assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN");
    }
  }

  private List<Map.Entry<String, String>> topicsWithTypes() {
    var types =
        RecordTypes.accessors().stream()
            .collect(
                Collectors.toMap(
                    accessor -> topic(accessor).name(),
                    accessor -> RecordTypes.recordType(accessor).getSimpleName()));
    return topics.all().stream()
        .map(topic -> entry(topic.name(), types.get(topic.name())))
        .toList();
  }

  private Topic<?, ?> topic(Method accessor) {
    try {
      boolean isLane = accessor.getDeclaringClass() == CommandLanes.class;
      return (Topic<?, ?>) accessor.invoke(isLane ? topics.commandLanes() : topics);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static String bare(String cell) {
    return cell.strip().replace("`", "");
  }

  private static void collect(Schema schema, Set<Schema> seen) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema)) {
          schema.getFields().forEach(field -> collect(field.schema(), seen));
        }
      }
      case ENUM -> seen.add(schema);
      case UNION -> schema.getTypes().forEach(type -> collect(type, seen));
      case ARRAY -> collect(schema.getElementType(), seen);
      case MAP -> collect(schema.getValueType(), seen);
      default -> {}
    }
  }
}
