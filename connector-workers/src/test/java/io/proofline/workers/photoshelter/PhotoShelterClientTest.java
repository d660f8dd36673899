package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.GalleryRef;
import io.proofline.schemas.avro.MediaType;
import io.proofline.schemas.avro.Presence;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.DownloadRefused;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.FakeApi;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.call.RetryingReads;
import io.proofline.workers.execution.CommandFixtures;
import io.proofline.workers.files.DownloadedFile;
import io.proofline.workers.photoshelter.PhotoShelterProperties.IptcEncoding;
import io.proofline.workers.rules.RulesTable;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operations of PhotoShelter's client: session, request, answer and error of each.
 *
 * <p>Longer than 300 lines because the client has one test for each operation.
 */
class PhotoShelterClientTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant BEGAN = Instant.parse("2026-03-02T00:00:00Z");
  private static final Attempt FIRST = new Attempt(1, Duration.ZERO);

  private final FakePhotoShelter server = new FakePhotoShelter();
  private final PhotoShelterClient client = PhotoShelterFixtures.client(server);
  private final GalleryPathCache paths =
      new GalleryPathCache(client, Duration.ofMinutes(5), InstantSource.fixed(BEGAN));
  @TempDir private Path directory;

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void all_calls_share_one_session_which_is_ended_by_a_logout() {
    server.asset("I1", "a.jpg", NOON);
    client.readMedia("I1");
    client.readMedia("I1");
    client.close();

    assertThat(server.journal)
        .containsExactly(
            "POST /psapi/v4.0/authenticate",
            "POST /psapi/v4.0/organization/authenticate",
            "GET /psapi/v4.0/media/I1",
            "GET /psapi/v4.0/media/I1",
            "POST /psapi/v4.0/authenticate/logout");
  }

  @Test
  void an_ended_session_is_renewed_once() {
    server.asset("I1", "a.jpg", NOON);
    client.readMedia("I1");
    server.endSession();

    assertThat(client.readMedia("I1")).isInstanceOf(Success.class);
    assertThat(server.logins()).isEqualTo(2);
  }

  @Test
  void with_retries_a_read_is_repeated_after_an_error_and_a_change_is_not() {
    server.asset("I1", "a.jpg", NOON);
    var patient =
        client.withRetries(new RetryingReads(3, Duration.ofMillis(1), Duration.ofMillis(1)));
    patient.readMedia("I1"); // logs in
    server.replyOnce(Reply.of(502, Map.of()));
    assertThat(patient.readMedia("I1")).isInstanceOf(Success.class);

    server.replyOnce(Reply.of(502, Map.of()));
    assertThat(error(patient.writeIptc("I1", Map.of("edit_status", "Approved"))))
        .isInstanceOf(NoUsableResponse.class);
    server.replyOnce(Reply.of(502, Map.of()));
    assertThat(error(client.readMedia("I1"))).isInstanceOf(NoUsableResponse.class);
    assertThat(server.logins()).isEqualTo(1);
  }

  @Test
  void a_401_in_two_new_sessions_is_rejected_and_a_refused_login_is_unauthorized() {
    server.asset("I1", "a.jpg", NOON);
    client.readMedia("I1");
    var refusal = Reply.of(401, Map.of("errors", List.of(Map.of("title", "Media"))));
    server.replyOnce(refusal);
    for (int i = 1; i <= 2; i++) { // the new login and its organization step are good
      server.replyOnce(Reply.ok(Map.of("token", "t" + i)));
      server.replyOnce(Reply.ok(Map.of()));
      server.replyOnce(refusal);
    }
    assertThat(error(client.readMedia("I1"))).isInstanceOf(Rejected.class);

    try (var stranger =
        new PhotoShelterClient(
            PhotoShelterFixtures.settings(server.address(), "wrong", IptcEncoding.JSON, 2, 3))) {
      assertThat(error(stranger.readMedia("I1"))).isInstanceOf(Unauthorized.class);
      server.replyOnce(Reply.of(422, Map.of("message", "blocked")));
      assertThat(error(stranger.readMedia("I1"))).isInstanceOf(Unauthorized.class);
    }
  }

  @Test
  void the_next_login_uses_a_password_that_changed_in_its_file(@TempDir Path directory)
      throws IOException {
    var file = Files.writeString(directory.resolve("password"), "wrong");
    server.asset("I1", "a.jpg", NOON);
    try (var library =
        new PhotoShelterClient(
            PhotoShelterFixtures.settings(
                server.address(), "file:" + file, IptcEncoding.JSON, 2, 3))) {
      assertThat(error(library.readMedia("I1"))).isInstanceOf(Unauthorized.class);

      Files.writeString(file, "secret-pw\n");
      await().until(() -> library.readMedia("I1") instanceof Success);
    }
  }

  @Test
  void an_asset_is_read_with_its_keywords_galleries_and_requested_fields() {
    var fakeAsset = server.asset("I1", "a.jpg", NOON);
    fakeAsset.iptc.put("keywords", List.of("product", " alcohol", "product"));
    fakeAsset.iptc.put("edit_status", "In review");
    fakeAsset.iptc.put("author", "Ann Lee");
    fakeAsset.iptc.put("credit", "Agency");
    fakeAsset.iptc.put("headline", " ");
    fakeAsset.custom.put("4711", "2027-01-01");
    server.gallery("G2", "Bottles", "Products", "Spring").members().add("I1");
    server.gallery("G1", "Send to review").members().add("I1");

    var snapshot = read("I1", List.of("credit", "headline", "custom:4711", "custom:9"));

    assertThat(snapshot)
        .isEqualTo(
            AssetSnapshot.newBuilder()
                .setAssetId("I1")
                .setReadingBeganAt(BEGAN)
                .setPresence(Presence.THERE)
                .setFileName("a.jpg")
                .setMediaType(MediaType.IMAGE)
                .setFileSize(14L)
                .setModifiedAt(NOON)
                .setWidth(40)
                .setGalleries(
                    List.of(
                        new GalleryRef("G1", "Send to review", List.of()),
                        new GalleryRef(
                            "G2", "Products/Spring/Bottles", List.of("C-Products", "C-Spring"))))
                .setKeywords(List.of("alcohol", "product"))
                .setEditStatus("In review")
                .setFields(Map.of("credit", "Agency", "custom:4711", "2027-01-01"))
                .setUploader("U0000EXAMPLE0001")
                .setUploadedAt(NOON)
                .build());
    int calls = server.journal.size();
    read("I1", List.of());
    assertThat(server.journal).hasSize(calls + 3); // no paths again, no custom metadata
  }

  @Test
  void the_earlier_date_of_an_asset_is_its_upload_in_each_spelling() {
    var fakeAsset = server.asset("I1", "a.jpg", NOON);
    fakeAsset.created = NOON.plusSeconds(60);
    assertThat(read("I1", List.of()).getUploadedAt()).isEqualTo(NOON);
    assertThat(read("I1", List.of()).getModifiedAt()).isEqualTo(NOON.plusSeconds(60));
  }

  static Stream<Arguments> markers() {
    var marker = "pl:abcdefghijklmnopqrstuvwxyz";
    return Stream.of(
        Arguments.of("in its place", Map.of("trans_ref", marker), marker),
        Arguments.of("in another", Map.of("trans_ref", "job 7", "source", marker), marker),
        Arguments.of("as a keyword", Map.of("keywords", "sea," + marker), marker),
        Arguments.of("not in a text", Map.of("caption", "see " + marker), null),
        Arguments.of("not so", Map.of("trans_ref", "pl:ABCDEFGHIJKLMNOPQRSTUVWXY1"), null));
  }

  @ParameterizedTest(name = "our marker is found {0}")
  @MethodSource("markers")
  void our_marker_is_recognized_by_its_form(String where, Map<String, String> iptc, String marker) {
    server.asset("I1", "a.jpg", NOON).iptc.putAll(iptc);
    assertThat(read("I1", List.of()).getOurMarker()).as(where).isEqualTo(marker);
  }

  @Test
  void a_missing_asset_is_reported_after_the_grace() {
    server.asset("I1", "a.jpg", NOON);
    server.trash("I1");
    var rules = new RulesTable("default");
    var worker = new ReadAssetWorker(snapshots(), rules, Duration.ofSeconds(60));

    assertThat(worker.call(CommandFixtures.readAsset("r1", "I1"), FIRST))
        .isInstanceOf(StepResult.RetryLater.class);
    assertThat(presence(worker, "I1")).isEqualTo(Presence.TRASHED);
    assertThat(presence(worker, "I9")).isEqualTo(Presence.GONE);
    server.listsTrash = false;
    assertThat(presence(worker, "I9")).isEqualTo(Presence.TRASHED);
  }

  @Test
  void listings_are_read_to_their_end_with_each_id_once() {
    var gallery = server.gallery("G1", "All");
    IntStream.range(0, 5).forEach(i -> gallery.members().add("I" + i));
    assertThat(client.children("G1"))
        .isEqualTo(new Success<>(List.of("I0", "I1", "I2", "I3", "I4")));
  }

  @Test
  void all_galleries_are_listed_with_their_paths_and_counts() {
    server.gallery("G1", "Bottles", "Products", "Spring").members().add("I1");
    server.gallery("G2", "Send to review");
    var bottles =
        new GalleryRef("G1", "Products/Spring/Bottles", List.of("C-Products", "C-Spring"));
    var review = new GalleryRef("G2", "Send to review", List.of());
    assertThat(client.listGalleries())
        .isEqualTo(
            new Success<>(
                List.of(
                    new ListedGallery(bottles, true, 1, null),
                    new ListedGallery(review, true, 0, null))));

    server.includesParents = false;
    assertThat(client.listGalleries())
        .isEqualTo(
            new Success<>(
                List.of(
                    new ListedGallery(
                        new GalleryRef("G1", "Bottles", List.of()), false, null, null),
                    new ListedGallery(review, false, null, null))));
  }

  @Test
  void a_window_with_too_many_pages_is_split() {
    IntStream.range(0, 20)
        .forEach(i -> server.asset("I" + i, i + ".jpg", NOON.plusSeconds(i * 60L)));

    var found = client.changedBetween(NOON, NOON.plusSeconds(1_200));

    assertThat(((Success<List<String>>) found).value()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void a_listing_that_is_too_long_is_rejected_with_the_setting_to_raise() {
    IntStream.range(0, 7).forEach(i -> server.asset("I" + i, i + ".jpg", NOON));
    assertThat(error(client.listAll(1)).text()).contains("raise photoshelter.page-size");
    var gallery = server.gallery("G1", "All");
    gallery.members().addAll(server.assets.keySet());
    assertThat(error(client.children("G1")).text()).contains("raise photoshelter.page-size");
  }

  @Test
  void filters_are_used_if_an_impossible_window_is_empty() {
    assertThat(client.filtersWork()).isEqualTo(new Success<>(true));
    server.replyOnce(Reply.ok(Map.of("data", List.of(Map.of("id", "I1")))));
    assertThat(client.filtersWork()).isEqualTo(new Success<>(false));
  }

  @Test
  void galleries_are_found_by_name_without_case_and_blanks() {
    server.gallery("G1", "Send to review");
    server.gallery("G2", "Send to review later");
    var found = new Success<>(List.of(new Gallery("G1", "Send to review")));
    assertThat(client.galleriesNamed("Send to review")).isEqualTo(found);
    assertThat(client.galleriesNamed(" send to REVIEW")).isEqualTo(found);
  }

  @Test
  void galleries_are_found_by_name_in_either_normal_form() {
    server.gallery("G1", "Zur Pru\u0308fung");
    server.gallery("G2", "Zur Prüfung");

    assertThat(((Success<List<Gallery>>) client.galleriesNamed("Zur Prüfung")).value())
        .extracting(Gallery::id)
        .containsExactlyInAnyOrder("G1", "G2");
    server.galleries.remove("G2");
    assertThat(((Success<List<Gallery>>) client.galleriesNamed("zur prüfung")).value())
        .extracting(Gallery::id)
        .containsExactly("G1");
  }

  @Test
  void files_are_found_by_keyword_in_either_normal_form() {
    server.asset("I1", "1.jpg", NOON).iptc.put("keywords", List.of("fu\u0308r Presse"));
    server.asset("I2", "2.jpg", NOON).iptc.put("keywords", List.of("für Presse"));

    assertThat(((Success<List<String>>) client.withKeyword("für Presse")).value())
        .containsExactlyInAnyOrder("I1", "I2");
  }

  @Test
  void a_keyword_of_one_normal_form_is_requested_once() {
    client.withKeyword("review");

    assertThat(server.journal.stream().filter(call -> call.contains("/media"))).hasSize(1);
  }

  @Test
  void a_status_is_written_and_read_back() {
    var fakeAsset = server.asset("I1", "a.jpg", NOON);
    var worker = new WriteFieldsWorker(client, PhotoShelterFixtures.defaultAssumptions());

    assertThat(worker.call(CommandFixtures.writeStatus("w1", "I1", "Approved"), FIRST))
        .isInstanceOf(StepResult.Done.class);
    assertThat(fakeAsset.iptc).containsEntry("edit_status", "Approved");

    client.readMedia("I1");
    server.replyOnce(Reply.ok(Map.of())); // accepts without effect
    assertThat(worker.call(CommandFixtures.writeStatus("w2", "I1", "Rejected"), FIRST))
        .isInstanceOf(StepResult.RetryLater.class);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(IptcEncoding.class)
  void a_change_is_sent_in_each_encoding(IptcEncoding encoding) {
    try (var recordingApi = new RecordingApi();
        var other =
            new PhotoShelterClient(
                PhotoShelterFixtures.settings(
                    recordingApi.address(), "secret-pw", encoding, 2, 3))) {
      other.writeIptc("I1", Map.of("edit_status", "In review"));
      assertThat(recordingApi.last)
          .isEqualTo(
              switch (encoding) {
                case JSON -> "PATCH {} {\"edit_status\":\"In review\"}";
                case JSON_API ->
                    "PATCH {} {\"data\":{\"attributes\":{\"edit_status\":\"In review\"}}}";
                case FORM -> "PATCH {} edit_status=In%20review";
                case QUERY -> "PATCH {edit_status=In review} ";
              });
      other.writeIptc("I1", Map.of("keywords", List.of("a", "b c")));
      assertThat(recordingApi.last)
          .isEqualTo(
              switch (encoding) {
                case JSON -> "PATCH {} {\"keywords\":[\"a\",\"b c\"]}";
                case JSON_API ->
                    "PATCH {} {\"data\":{\"attributes\":{\"keywords\":[\"a\",\"b c\"]}}}";
                case FORM -> "PATCH {} keywords=a%2C%20b%20c";
                case QUERY -> "PATCH {keywords=a, b c} ";
              });
    }
  }

  @Test
  void a_download_is_hashed_and_its_length_checked() throws IOException {
    server.asset("I1", "a.jpg", NOON);
    var target = directory.resolve("x");
    var media = ((Success<Media>) client.readMedia("I1")).value();

    var downloadedFile = ((Success<DownloadedFile>) client.download(media, target)).value();

    assertThat(downloadedFile.length()).isEqualTo(14);
    assertThat(downloadedFile.sha256())
        .isEqualTo("56fd6be71fc71547ab9dad53f20214b7ffda11f225bc12080664f56ebd4712ae");
    assertThat(Files.readString(target)).isEqualTo("bytes of a.jpg");
  }

  @Test
  void a_redirected_download_sends_no_credentials_to_another_host() throws IOException {
    server.asset("I1", "a.jpg", NOON);
    var media = ((Success<Media>) client.readMedia("I1")).value();
    try (var cdn = new RecordingApi();
        var trusting =
            new PhotoShelterClient(
                PhotoShelterFixtures.settings(server, "download-hosts=127.0.0.1"))) {
      server.redirectsDownloadsTo = cdn.address() + "/cdn/a.jpg";
      var target = directory.resolve("x");
      assertThat(trusting.download(media, target)).isInstanceOf(Success.class);
      assertThat(cdn.credentials).isEmpty();
      assertThat(Files.readString(target)).isEqualTo("{}");
    }
  }

  @Test
  void a_download_follows_no_redirect_into_a_private_network() {
    server.asset("I1", "a.jpg", NOON);
    var media = ((Success<Media>) client.readMedia("I1")).value();
    try (var inside = new RecordingApi()) {
      for (String location :
          List.of(
              inside.address() + "/admin",
              inside.address().toString().replace("http:", "https:") + "/admin",
              inside.address().toString().replace("http://127.0.0.1", "//localhost"))) {
        server.redirectsDownloadsTo = location;
        assertThat(error(client.download(media, directory.resolve("x"))))
            .as(location)
            .isInstanceOfSatisfying(
                DownloadRefused.class,
                refused ->
                    assertThat(refused.text())
                        .contains("add ", " to proofline.workers.photoshelter.download-hosts"));
      }
      assertThat(inside.last).isEmpty();
    }
  }

  @Test
  void a_redirect_to_a_malformed_address_is_no_usable_response() {
    server.asset("I1", "a.jpg", NOON);
    var media = ((Success<Media>) client.readMedia("I1")).value();
    for (String location : List.of("http://[", "a b", "ftp://files.example.com/a", "https:///x")) {
      server.redirectsDownloadsTo = location;
      assertThat(error(client.download(media, directory.resolve("x"))))
          .as(location)
          .isInstanceOf(NoUsableResponse.class);
    }
  }

  @Test
  void a_file_larger_than_the_setting_is_not_downloaded() {
    server.asset("I1", "a.jpg", NOON);
    try (var bounded =
        new PhotoShelterClient(PhotoShelterFixtures.settings(server, "max-download-size=10B"))) {
      var media = ((Success<Media>) bounded.readMedia("I1")).value();

      assertThat(error(bounded.download(media, directory.resolve("x"))).text())
          .isEqualTo(
              "a file of PhotoShelter is not downloaded: it has more than 10 bytes. If files of"
                  + " this size may be downloaded, raise"
                  + " proofline.workers.photoshelter.max-download-size");
    }
  }

  @Test
  void an_answer_longer_than_the_setting_is_no_usable_response() {
    server.asset("I1", "a.jpg", NOON);
    try (var bounded =
        new PhotoShelterClient(PhotoShelterFixtures.settings(server, "max-answer-size=300B"))) {
      server.asset("I2", "b".repeat(300) + ".jpg", NOON);

      assertThat(error(bounded.readMedia("I2")))
          .isEqualTo(
              new NoUsableResponse(
                  Api.PHOTOSHELTER,
                  "its answer has more than 300 bytes"
                      + " (proofline.workers.photoshelter.max-answer-size)"));
    }
  }

  @Test
  void a_deleted_asset_is_missing_and_a_broken_answer_is_no_usable_response() {
    assertThat(error(client.readMedia("I9"))).isInstanceOf(NotFound.class);
    server.replyOnce(Reply.of(502, "bad gateway"));
    assertThat(error(client.readMedia("I9"))).isInstanceOf(NoUsableResponse.class);
  }

  private SnapshotReader snapshots() {
    InstantSource clock = InstantSource.fixed(BEGAN);
    return new SnapshotReader(client, paths, clock);
  }

  private AssetSnapshot read(String asset, List<String> asked) {
    return ((Success<AssetSnapshot>) snapshots().read(asset, asked)).value();
  }

  private static Presence presence(ReadAssetWorker worker, String asset) {
    var later = new Attempt(5, Duration.ofSeconds(61));
    var ending = (StepResult.Done) worker.call(CommandFixtures.readAsset("r", asset), later);
    return ((CommandResult.AssetRead) ending.result()).asset().getPresence();
  }

  private static ApiError error(CallResult<?> result) {
    return ((Failure<?>) result).error();
  }

  /** Answers every request with an empty object, and records the requests. */
  private static final class RecordingApi extends FakeApi {
    String last = "";
    String credentials = "";

    @Override
    protected Reply answer(ReceivedRequest receivedRequest) {
      last =
          receivedRequest.method() + " " + receivedRequest.query() + " " + receivedRequest.body();
      for (String name : List.of("X-PS-Api-Key", "X-PS-Auth-Token")) {
        var value = receivedRequest.headers().getFirst(name);
        credentials += value == null ? "" : value;
      }
      return Reply.ok(
          receivedRequest.path().endsWith("/authenticate") ? Map.of("token", "t") : Map.of());
    }
  }
}
