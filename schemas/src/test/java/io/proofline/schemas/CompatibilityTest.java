package io.proofline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class CompatibilityTest {

  private static final Path RELEASED = Path.of("released");
  private static final Path TODAY = Path.of("src/main/avro");

  private static final String MARK =
      """
      {"type": "record", "name": "Mark", "fields": [
        {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": [%s], "default": "UNKNOWN"}},
        {"name": "text", "type": "string"}%s]}
      """;
  private static final String KINDS = "\"UNKNOWN\", \"SEEN\"";

  @TestFactory
  Stream<DynamicTest> each_released_version_and_today_s_read_each_other() throws IOException {
    var today = Compatibility.in(TODAY);
    try (var versions = Files.list(RELEASED)) {
      var folders = versions.filter(Files::isDirectory).sorted().toList();
      return folders.stream()
          .map(folder ->
              DynamicTest.dynamicTest(
                  folder.getFileName().toString(),
                  () ->
                      assertThat(Compatibility.breaks(Compatibility.in(folder), today)).isEmpty()));
    }
  }

  @Test
  void the_folder_of_current_files_has_every_record_type_of_the_topics() {
    assertThat(Compatibility.in(TODAY).keySet())
        .containsAll(RecordTypes.all().stream().map(Schema::getFullName).toList());
  }

  @Test
  void files_may_refer_to_each_other_in_any_order(@TempDir Path folder) throws IOException {
    var first = "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":\"B\"}]}";
    Files.writeString(folder.resolve("a.avsc"), first);
    Files.writeString(
        folder.resolve("b.avsc"), "{\"type\":\"enum\",\"name\":\"B\",\"symbols\":[\"X\"]}");

    assertThat(Compatibility.in(folder)).containsOnlyKeys("A", "B");
  }

  @Test
  void a_new_symbol_and_a_new_field_with_a_default_are_compatible() {
    var grown =
        MARK.formatted(
            KINDS + ", \"GONE\"",
            ", {\"name\": \"more\", \"type\": [\"null\", \"string\"], \"default\": null}");

    assertThat(breaks(MARK.formatted(KINDS, ""), grown)).isEmpty();
  }

  @Test
  void a_new_field_without_a_default_is_incompatible() {
    var grown = MARK.formatted(KINDS, ", {\"name\": \"more\", \"type\": \"string\"}");

    assertThat(breaks(MARK.formatted(KINDS, ""), grown))
        .containsExactly("Mark as released can't be read by today's: more at /fields/2");
  }

  @Test
  void a_removed_field_is_incompatible() {
    var shrunk = MARK.formatted(KINDS, "").replace(", {\"name\": \"text\"", "");
    var released = MARK.formatted(KINDS, ", {\"name\": \"more\", \"type\": \"string\"}");

    assertThat(breaks(released, shrunk))
        .containsExactly("Mark as of today can't be read by the released: more at /fields/2");
  }

  @Test
  void a_changed_type_is_incompatible() {
    var changed = MARK.formatted(KINDS, "").replace("\"string\"", "\"long\"");

    assertThat(breaks(MARK.formatted(KINDS, ""), changed))
        .containsExactly(
            "Mark as of today can't be read by the released:"
                + " reader type: STRING not compatible with writer type: LONG at /fields/1/type",
            "Mark as released can't be read by today's:"
                + " reader type: LONG not compatible with writer type: STRING at /fields/1/type");
  }

  @Test
  void a_removed_type_is_incompatible() {
    assertThat(Compatibility.breaks(parsed(MARK.formatted(KINDS, "")), Map.of()))
        .containsExactly("Mark was released and is gone");
  }

  private static List<String> breaks(String released, String today) {
    return Compatibility.breaks(parsed(released), parsed(today));
  }

  private static Map<String, Schema> parsed(String json) {
    return Compatibility.byName(List.of(new Schema.Parser().parse(json)));
  }
}
