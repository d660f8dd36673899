package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Command;
import io.proofline.schemas.avro.FieldText;
import io.proofline.schemas.avro.FileFinal;
import io.proofline.schemas.avro.FinalFiled;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.files.DownloadedFile;
import io.proofline.workers.files.Spool;
import io.proofline.workers.metadata.FileHashes;
import io.proofline.workers.metadata.SamplePhotographs;
import io.proofline.workers.photoshelter.FakePhotoShelter.FakeAsset;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a final is uploaded, found again after an unanswered upload, and completed.
 *
 * <p>Longer than 300 lines because each state of a final has its own test.
 */
class FileFinalWorkerTest {

  private static final String MARKER = "pl:abcdefghijklmnopqrstuvwxyz";
  private static final byte[] JPEG = SamplePhotographs.bytes("two-friends.jpg");

  private final FakePhotoShelter server = new FakePhotoShelter();
  private final FileFinal.Builder asked =
      FileFinal.newBuilder()
          .setSourceId("I1")
          .setProofId("proof-2")
          .setVersion(2)
          .setMarker(MARKER)
          .setLeaveOut(List.of("G-select"))
          .setDropKeywords(List.of("review:brand"))
          .setFields(List.of(new FieldText("credit", "Studio · {title}", false)));
  @TempDir private Path directory;
  private byte[] file = JPEG;
  private String type = "image/jpeg";
  private FakeAsset source;
  private PhotoShelterClient client;
  private PhotoShelterV3Client v3;
  private FileFinalWorker worker;

  @BeforeEach
  void fill() {
    source = server.asset("I1", "Bottle äöü.jpeg", Instant.parse("2026-03-01T12:00:00Z"));
    source.iptc.put("title", "Bottle");
    source.iptc.put("caption", "On a table");
    source.iptc.put("author", "Ann Lee");
    source.iptc.put("edit_status", "In review");
    source.iptc.put("keywords", "Zebra, review:brand, apple");
    server.gallery("G-select", "Send to review").members().add("I1");
    server.gallery("G1", "Bottles", "Products").members().add("I1");
    server.gallery("G2", "Spring").members().add("I1");
    start();
  }

  @AfterEach
  void close() {
    client.close();
    v3.close();
    server.close();
  }

  @Test
  void a_final_has_the_texts_and_galleries_of_its_source_and_our_marker() throws IOException {
    var filed = filed(command());

    var fakeAsset = server.assets.get(filed.getAssetId());
    assertThat(filed.getFound()).isFalse();
    assertThat(fakeAsset.name).isEqualTo("Bottle äöü_v2.jpeg");
    assertThat(fakeAsset.iptc)
        .containsEntry("title", "Bottle")
        .containsEntry("caption", "On a table")
        .containsEntry("author", "Ann Lee")
        .containsEntry("credit", "Studio · Bottle")
        .containsEntry("keywords", "Zebra, apple")
        .containsEntry("trans_ref", MARKER)
        .doesNotContainKey("edit_status");
    assertThat(galleriesOf(filed.getAssetId())).containsExactlyInAnyOrder("G1", "G2");
    var uploaded = FileHashes.of(new ByteArrayInputStream(fakeAsset.bytes));
    assertThat(filed.getFile().getSha256()).isEqualTo(uploaded.sha256());
    assertThat(filed.getFile().getPicture()).isEqualTo(picture(JPEG));
    assertThat(server.journal).noneMatch(call -> call.startsWith("PATCH"));
  }

  @Test
  void a_file_without_embedded_texts_gets_them_after_the_upload() throws IOException {
    file = SamplePhotographs.encoded(ImageIO.read(new ByteArrayInputStream(JPEG)), "png");
    type = "application/octet-stream";
    var filed = filed(command());

    var fakeAsset = server.assets.get(filed.getAssetId());
    assertThat(fakeAsset.name).isEqualTo("Bottle äöü_v2.png");
    assertThat(fakeAsset.bytes).isEqualTo(file);
    assertThat(fakeAsset.iptc)
        .containsEntry("title", "Bottle")
        .containsEntry("keywords", "Zebra, apple")
        .containsEntry("trans_ref", MARKER);
    assertThat(server.journal).filteredOn(call -> call.startsWith("PATCH")).hasSize(1);
  }

  @Test
  void keywords_with_commas_and_semicolons_survive_if_the_api_returns_a_list() {
    server.keywordsAsList = true;
    source.iptc.put("keywords", List.of("Smith, John", "a;b"));
    var filed = filed(command());
    var fakeAsset = server.assets.get(filed.getAssetId());
    assertThat(fakeAsset.iptc).containsEntry("keywords", List.of("Smith, John", "a;b"));
    assertThat(filed.getWarnings()).isEmpty();
  }

  @Test
  void if_the_api_returns_one_text_the_outcome_reports_that_it_was_split() {
    source.iptc.put("keywords", "Smith, John, a;b");
    var filed = filed(command());
    assertThat(server.assets.get(filed.getAssetId()).iptc)
        .containsEntry("keywords", "Smith, John, a;b");
    assertThat(filed.getWarnings()).singleElement().asString().contains("split", "commas");
  }

  @Test
  void if_the_api_accepts_one_text_the_outcome_names_the_keywords_with_commas() {
    source.iptc.put("keywords", List.of("Smith, John", "apple"));
    restart("keywords=KEYWORDS_TEXT");
    assertThat(filed(command()).getWarnings()).singleElement().asString().contains("Smith, John");
  }

  @Test
  void metadata_that_can_not_be_embedded_is_written_to_the_library_and_reported() {
    file = SamplePhotographs.withSegment(JPEG, 0xe1, broken());
    var filed = filed(command());
    var fakeAsset = server.assets.get(filed.getAssetId());
    assertThat(fakeAsset.bytes).isEqualTo(file);
    assertThat(fakeAsset.iptc).containsEntry("title", "Bottle").containsEntry("trans_ref", MARKER);
    assertThat(filed.getWarnings()).anyMatch(text -> text.contains("library only"));
  }

  private static byte[] broken() {
    return "http://ns.adobe.com/xap/1.0/\0<broken".getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_final_keeps_its_sources_name_and_gets_the_extension_of_its_bytes() {
    source.name = "Photo v1.2 final";
    assertThat(server.assets.get(filed(command()).getAssetId()).name)
        .isEqualTo("Photo v1.2 final_v2.jpg");
  }

  @Test
  void a_video_gets_galleries_only() {
    file = "....ftypmp42".getBytes(StandardCharsets.UTF_8);
    type = "video/mp4";
    var filed = filed(command());
    assertThat(server.assets.get(filed.getAssetId()).name).isEqualTo("Bottle äöü_v2.mp4");
    assertThat(galleriesOf(filed.getAssetId())).containsExactlyInAnyOrder("G1", "G2");
  }

  @Test
  void the_marker_is_a_keyword_if_the_transmission_reference_is_in_use() {
    source.iptc.put("trans_ref", "JOB-17");
    var fakeAsset = server.assets.get(filed(command()).getAssetId());
    assertThat(fakeAsset.iptc)
        .containsEntry("trans_ref", "JOB-17")
        .containsEntry("keywords", "Zebra, apple, " + MARKER);
  }

  @Test
  void without_a_marker_fallback_the_marker_is_not_written() {
    source.iptc.put("trans_ref", "JOB-17");
    restart("marker-else=NOWHERE");
    var fakeAsset = server.assets.get(filed(command()).getAssetId());
    assertThat(fakeAsset.iptc)
        .containsEntry("trans_ref", "JOB-17")
        .containsEntry("keywords", "Zebra, apple");
  }

  @Test
  void texts_of_the_rules_replace_those_of_the_source_unless_those_stay() {
    asked.setFields(
        List.of(
            new FieldText("title", "Stronger", false), new FieldText("caption", "Weaker", true)));
    assertThat(server.assets.get(filed(command()).getAssetId()).iptc)
        .containsEntry("title", "Stronger")
        .containsEntry("caption", "On a table");
  }

  @Test
  void a_look_up_in_an_empty_library_finds_nothing() {
    server.asset("I5", "Bottle äöü_v2.jpeg", Instant.EPOCH); // in none of the final's galleries
    assertThat(worker.lookUp(command())).isInstanceOf(StepResult.Ready.class);
  }

  @Test
  void after_an_unanswered_upload_the_final_is_found_by_its_marker_and_completed() {
    server.v3.namesNoId = true;
    assertThat(prepared(command())).isInstanceOf(StepResult.Ready.class);
    assertThat(worker.create(command()))
        .isEqualTo(
            refused(new NoUsableResponse(Api.PHOTOSHELTER, "the answer has no id for the file")));
    restart(); // also after a restart
    server.galleries.get("G2").members().remove("I-new-1");
    var filed = found();
    assertThat(filed.getAssetId()).isEqualTo("I-new-1");
    assertThat(filed.getFound()).isTrue();
    assertThat(galleriesOf("I-new-1")).containsExactlyInAnyOrder("G1", "G2");
    assertThat(server.v3.uploads).isEqualTo(1);
  }

  @Test
  void while_searches_lag_the_final_is_found_by_its_name_in_its_gallery() {
    server.v3.namesNoId = true;
    prepared(command());
    worker.create(command());
    restart();
    server.searchLags = true;
    assertThat(found().getAssetId()).isEqualTo("I-new-1");
  }

  @Test
  void a_filter_that_the_library_ignores_finds_no_wrong_file() {
    restart("media-filters=ON");
    server.asset("I6", "other.jpg", Instant.EPOCH).iptc.put("trans_ref", MARKER + "x");
    assertThat(worker.lookUp(command())).isInstanceOf(StepResult.Ready.class);
  }

  @Test
  void a_persons_file_of_the_same_name_is_no_final() {
    var theirs = server.asset("I7", "Bottle äöü_v2.jpeg", Instant.EPOCH);
    theirs.iptc.put("title", "theirs");
    server.galleries.get("G1").members().add("I7");
    prepared(command());
    assertThat(worker.lookUp(command())).isInstanceOf(StepResult.Ready.class);
    theirs.bytes = spooled();
    assertThat(found().getAssetId()).isEqualTo("I7"); // the same length: it is the uploaded file
  }

  @Test
  void an_ambiguous_file_of_the_same_name_prevents_the_upload() {
    server.asset("I7", "Bottle äöü_v2.jpeg", Instant.EPOCH);
    server.galleries.get("G1").members().add("I7");
    assertThat(worker.lookUp(command()))
        .isInstanceOfSatisfying(
            StepResult.RetryLater.class,
            not -> assertThat(not.cause()).contains("file I7 has the final"));
  }

  @Test
  void an_uploaded_final_is_completed_and_never_uploaded_again() {
    prepared(command());
    client.readMedia("I1");
    server.enterReply = Reply.of(429, Map.of());
    assertThat(worker.create(command()))
        .isInstanceOfSatisfying(
            StepResult.ApiFailure.class,
            it -> assertThat(it.error()).isInstanceOf(ApiError.Throttled.class));
    server.enterReply = null;
    assertThat(worker.prepare(command())).isInstanceOf(StepResult.Ready.class);
    assertThat(filed(worker.create(command())).getFound()).isFalse();
    assertThat(server.v3.uploads).isEqualTo(1);
    assertThat(galleriesOf("I-new-1")).containsExactlyInAnyOrder("G1", "G2");
  }

  @Test
  void a_gallery_that_was_deleted_meanwhile_is_left_out() {
    prepared(command());
    server.galleries.remove("G2");
    var filed = filed(worker.create(command()));
    assertThat(galleriesOf(filed.getAssetId())).containsExactly("G1");
  }

  @Test
  void a_final_needs_a_gallery_of_its_source() {
    asked.setLeaveOut(List.of("G-select", "G1", "G2"));
    assertThat(prepared(command())).isInstanceOf(StepResult.Dead.class);
    assertThat(server.v3.uploads).isZero();
  }

  @Test
  void custom_fields_are_written_if_switched_on() {
    asked.setFields(List.of(new FieldText("custom:17", "o1", false)));
    assertThat(prepared(command()))
        .isInstanceOfSatisfying(
            StepResult.Dead.class,
            dead -> assertThat(dead.nextStep()).contains("readings.custom-fields"));
    restart("custom-fields=OBJECT");
    assertThat(server.assets.get(filed(command()).getAssetId()).custom).containsEntry("17", "o1");
  }

  @Test
  void a_failed_download_from_ziflow_counts_against_ziflow_and_the_source_is_not_read_again() {
    assertThat(worker.prepareApi(command())).isEqualTo(Api.PHOTOSHELTER);
    file = null;
    assertThat(worker.prepare(command()))
        .isEqualTo(refused(new Rejected(Api.ZIFLOW, 200, "locked")));
    assertThat(worker.prepareApi(command())).isEqualTo(Api.ZIFLOW);
    int calls = server.journal.size();
    worker.prepare(command());
    assertThat(server.journal).hasSize(calls);
  }

  @Test
  void a_preparation_that_is_no_longer_cached_is_repeated() {
    prepared(command());
    restart();
    assertThat(worker.create(command())).isInstanceOf(StepResult.RetryLater.class);
  }

  private Command command() {
    return CommandFixtures.fileFinal("f1", asked);
  }

  private void start(String... settings) {
    var all = PhotoShelterFixtures.settings(server, settings);
    client = new PhotoShelterClient(all);
    v3 = new PhotoShelterV3Client(all);
    worker =
        new FileFinalWorker(this::download, client, v3, Spool.open(directory, 10_000_000), all);
  }

  private void restart(String... settings) {
    client.close();
    v3.close();
    start(settings);
  }

  private CallResult<DownloadedFile> download(String proof, Path target) {
    assertThat(proof).isEqualTo("proof-2");
    if (file == null) {
      return new Failure<>(new Rejected(Api.ZIFLOW, 200, "locked"));
    }
    try {
      Files.write(target, file);
      return new Success<>(DownloadedFile.of(target, type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StepResult prepared(Command command) {
    return worker.prepare(command);
  }

  private FinalFiled filed(Command command) {
    assertThat(prepared(command)).isInstanceOf(StepResult.Ready.class);
    return filed(worker.create(command));
  }

  private FinalFiled found() {
    return filed(worker.lookUp(command()));
  }

  private static FinalFiled filed(StepResult stepResult) {
    assertThat(stepResult).isInstanceOf(StepResult.Done.class);
    return ((CommandResult.FinalFiled) ((StepResult.Done) stepResult).result()).file();
  }

  private byte[] spooled() {
    try {
      return Files.readAllBytes(directory.resolve(Spool.idOf("f1") + ".data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> galleriesOf(String id) {
    return server.galleries.entrySet().stream()
        .filter(each -> each.getValue().members().contains(id))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Object picture(byte[] file) throws IOException {
    return FileHashes.of(new ByteArrayInputStream(file)).imageData().toPictureHash();
  }

  private static StepResult refused(ApiError error) {
    return new StepResult.ApiFailure(error);
  }
}
