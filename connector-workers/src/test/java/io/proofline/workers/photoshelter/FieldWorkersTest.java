package io.proofline.workers.photoshelter;

import static io.proofline.workers.execution.CommandFixtures.dropKeywords;
import static io.proofline.workers.execution.CommandFixtures.writeFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.WriteFields;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.photoshelter.ApiAssumptions.KeywordsEncoding;
import io.proofline.workers.photoshelter.ApiAssumptions.SubPathSpelling;
import io.proofline.workers.photoshelter.FakePhotoShelter.FakeAsset;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The workers that write fields and keywords. */
class FieldWorkersTest {

  private static final Attempt FIRST = new Attempt(1, Duration.ZERO);
  private static final String IPTC = "/psapi/v4.0/media/I1/iptc";

  private final FakePhotoShelter server = new FakePhotoShelter();
  private PhotoShelterClient client;
  private ApiAssumptions apiAssumptions;
  private FakeAsset fakeAsset;

  @BeforeEach
  void fill() {
    fakeAsset = server.asset("I1", "a.jpg", Instant.parse("2026-03-01T12:00:00Z"));
    with();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void all_iptc_fields_are_written_by_one_call_and_read_back() {
    assertThat(write(field("edit_status", "Approved"), field("rights", "Until 2027")))
        .isEqualTo(fieldsWritten(field("edit_status", "Approved"), field("rights", "Until 2027")));
    assertThat(fakeAsset.iptc)
        .containsEntry("edit_status", "Approved")
        .containsEntry("rights", "Until 2027");
    assertThat(server.journal).containsExactly("PATCH " + IPTC, "GET " + IPTC);
  }

  @Test
  void an_empty_text_empties_a_field() {
    fakeAsset.iptc.put("edit_status", "Approved");
    assertThat(write(field("edit_status", ""))).isEqualTo(fieldsWritten(field("edit_status", "")));
    assertThat(fakeAsset.iptc).containsEntry("edit_status", "");
  }

  @Test
  void an_existing_text_stays_if_requested_and_is_part_of_the_result() {
    fakeAsset.iptc.put("title", "Bottle, by hand");
    var left = new FieldText("title", "Bottle", true);
    var empty = new FieldText("credit", "Studio", true);

    assertThat(write(left, empty))
        .isEqualTo(fieldsWritten(new FieldText("title", "Bottle, by hand", true), empty));
    assertThat(fakeAsset.iptc)
        .containsEntry("title", "Bottle, by hand")
        .containsEntry("credit", "Studio");
    assertThat(server.journal).containsExactly("GET " + IPTC, "PATCH " + IPTC, "GET " + IPTC);
  }

  @Test
  void no_call_is_made_if_all_existing_texts_stay() {
    fakeAsset.iptc.put("title", "Bottle, by hand");
    write(new FieldText("title", "Bottle", true));
    assertThat(server.journal).noneMatch(call -> call.startsWith("PATCH"));
  }

  @Test
  void a_field_with_another_text_after_the_write_is_named() {
    server.replyOnce(Reply.ok(Map.of())); // accepted without effect
    assertThat(write(field("edit_status", "Approved"), field("title", "")))
        .isEqualTo(
            new StepResult.RetryLater(
                "these fields have other texts after the write: [edit_status]"));
  }

  @Test
  void a_file_type_without_such_fields_is_distinguished_from_a_missing_file() {
    fakeAsset.hasIptc = false;
    fakeAsset.type = "video";
    assertThat(write(field("edit_status", "Approved")))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> assertThat(dead.reason()).contains("no such fields for a file of type VIDEO"));
    assertThat(worker().call(writeFields("w1", "I9", field("title", "x")), FIRST))
        .isInstanceOfSatisfying(
            StepResult.ApiFailure.class,
            apiFailure -> assertThat(apiFailure.error()).isInstanceOf(NotFound.class));
  }

  @Test
  void custom_fields_are_written_only_if_switched_on() {
    assertThat(write(field("edit_status", "Approved"), field("custom:17", "o1")))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> assertThat(dead.nextStep()).contains("readings.custom-fields"));
    assertThat(server.journal).isEmpty();
  }

  @ParameterizedTest(name = "{0}, spelled {1}: {2} calls")
  @MethodSource("spellings")
  void custom_fields_are_written_by_one_more_call_and_read_back(
      SubPathSpelling spelling, String path, int calls) {
    server.customPath = path;
    with("custom-fields=OBJECT", "sub-paths=" + spelling);
    var fields = new FieldText[] {field("custom:17", "o1"), field("custom:18", "o2")};

    assertThat(write(fields)).isEqualTo(fieldsWritten(fields));

    assertThat(fakeAsset.custom).isEqualTo(Map.of("17", "o1", "18", "o2"));
    assertThat(server.journal).hasSize(calls);
    server.journal.clear();
    write(fields);
    assertThat(server.journal).hasSize(2); // the spelling is remembered
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
        arguments(SubPathSpelling.PROBE, "custom-metadata", 2),
        arguments(SubPathSpelling.PROBE, "custom_metadata", 3),
        arguments(SubPathSpelling.HYPHEN, "custom-metadata", 2),
        arguments(SubPathSpelling.UNDERSCORE, "custom_metadata", 2));
  }

  @Test
  void a_custom_field_is_emptied_kept_and_compared_like_others() {
    with("custom-fields=OBJECT");
    fakeAsset.custom.put("17", "o1");
    assertThat(write(field("custom:17", ""))).isEqualTo(fieldsWritten(field("custom:17", "")));
    fakeAsset.custom.put("17", "o1");
    assertThat(write(new FieldText("custom:17", "o2", true)))
        .isEqualTo(fieldsWritten(new FieldText("custom:17", "text of o1", true)));
    server.replyOnce(Reply.ok(Map.of())); // accepted without effect
    assertThat(write(field("custom:17", "o2"))).isInstanceOf(StepResult.RetryLater.class);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(KeywordsEncoding.class)
  void keywords_are_dropped_in_each_encoding(KeywordsEncoding reading) {
    with("keywords=" + reading);
    fakeAsset.iptc.put(
        reading == KeywordsEncoding.KEYWORD_TEXT ? "keyword" : "keywords",
        "Zebra, review:brand, apple");

    assertThat(drop("REVIEW:Brand ", "not there")).isEqualTo(keywordsDropped());

    assertThat(fakeAsset.iptc)
        .isEqualTo(
            switch (reading) {
              case AS_READ, KEYWORDS_TEXT -> Map.of("keywords", "Zebra, apple");
              case KEYWORDS_LIST -> Map.of("keywords", List.of("Zebra", "apple"));
              case KEYWORD_TEXT -> Map.of("keyword", "Zebra, apple");
            });
  }

  @Test
  void by_default_keywords_are_written_with_the_name_and_format_of_the_read() {
    fakeAsset.iptc.put("keywords", List.of("Zebra", "x, y", "review:brand"));
    drop("review:brand");
    assertThat(fakeAsset.iptc).isEqualTo(Map.of("keywords", List.of("Zebra", "x, y")));
    fakeAsset.iptc.clear();
    fakeAsset.iptc.put("keyword", "a, review:brand");
    drop("review:brand");
    assertThat(fakeAsset.iptc).isEqualTo(Map.of("keyword", "a"));
  }

  @Test
  void missing_keywords_need_no_write() {
    fakeAsset.iptc.put("keywords", "apple");
    assertThat(drop("review:brand")).isEqualTo(keywordsDropped());
    fakeAsset.hasIptc = false;
    assertThat(drop("review:brand")).isEqualTo(keywordsDropped());
    assertThat(server.journal).noneMatch(call -> call.startsWith("PATCH"));
  }

  @Test
  void keywords_that_are_still_set_after_the_write_are_dropped_later() {
    fakeAsset.iptc.put("keywords", "apple, review:brand");
    server.replyOnce(Reply.ok(iptc("apple, review:brand")));
    server.replyOnce(Reply.ok(Map.of())); // accepted without effect
    assertThat(drop("review:brand")).isInstanceOf(StepResult.RetryLater.class);
    server.replyOnce(Reply.ok(iptc("apple, pear, review:brand")));
    server.replyOnce(Reply.ok(Map.of()));
    server.replyOnce(Reply.ok(iptc("apple"))); // one keyword too many is removed
    assertThat(drop("review:brand")).isInstanceOf(StepResult.RetryLater.class);
  }

  private void with(String... settings) {
    if (client != null) {
      client.close();
    }
    var all = PhotoShelterFixtures.settings(server, settings);
    client = new PhotoShelterClient(all);
    apiAssumptions = all.readings();
    client.readMedia("I1"); // logs in
    server.journal.clear();
  }

  private WriteFieldsWorker worker() {
    return new WriteFieldsWorker(client, apiAssumptions);
  }

  private StepResult write(FieldText... fields) {
    return worker().call(writeFields("w1", "I1", fields), FIRST);
  }

  @Test
  void a_keyword_is_dropped_in_either_normal_form() {
    fakeAsset.iptc.put("keywords", List.of("fu\u0308r Presse", "Gala"));
    drop("Für Presse");

    assertThat(fakeAsset.iptc).containsEntry("keywords", List.of("Gala"));
  }

  @Test
  void a_text_that_reads_back_in_another_normal_form_is_written() {
    fakeAsset.iptc.put("edit_status", "Gepru\u0308ft");
    server.replyOnce(Reply.ok(Map.of())); // keeps its own normal form

    assertThat(write(new FieldText("edit_status", "Geprüft", false)))
        .isInstanceOf(StepResult.Done.class);
  }

  private StepResult drop(String... keywords) {
    return new DropKeywordsWorker(client, apiAssumptions)
        .call(dropKeywords("d1", "I1", keywords), FIRST);
  }

  private static FieldText field(String name, String text) {
    return new FieldText(name, text, false);
  }

  private static StepResult fieldsWritten(FieldText... fields) {
    return new StepResult.Done(
        new CommandResult.FieldsWritten(new WriteFields("I1", List.of(fields))));
  }

  private static StepResult keywordsDropped() {
    return new StepResult.Done(new CommandResult.KeywordsDropped());
  }

  private static Map<String, Object> iptc(String keywords) {
    return Map.of("data", Map.of("attributes", Map.of("keywords", keywords)));
  }
}
