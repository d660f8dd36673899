package io.proofline.sandbox;

import static io.proofline.sandbox.PhotoShelterFixture.attributes;
import static io.proofline.sandbox.PhotoShelterFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.IptcPatch;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Limits;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.Switch;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings.V3Joins;
import io.proofline.sandbox.picture.EmbeddedMetadata;
import io.proofline.sandbox.picture.IptcField;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Every switch of the PhotoShelter simulator in each position.
 *
 * <p>Longer than 300 lines because one test for each switch.
 */
class PhotoShelterSwitchesIT {
  private static final PhotoShelterSettings DEFAULTS = PhotoShelterSettings.defaults();
  private static final DateTimeFormatter V3_DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @TempDir Path data;

  @ParameterizedTest
  @EnumSource(IptcPatch.class)
  void a_patch_of_iptc_is_accepted_only_in_the_configured_encoding(IptcPatch encoding) {
    with(
        DEFAULTS.with(encoding),
        studio -> {
          var path = "/media/%s/iptc".formatted(studio.media("fig-in-red-bowl.jpg"));
          var answers =
              Map.of(
                  IptcPatch.JSON,
                  studio.v4.json("PATCH", path, Map.of("headline", "JSON")),
                  IptcPatch.FORM,
                  studio.v4.form("PATCH", path, "headline", "FORM"),
                  IptcPatch.QUERY,
                  studio.v4.json("PATCH", path + "?headline=QUERY", Map.of()));
          assertThat(answers.get(encoding).status()).isEqualTo(200);
          assertThat(attributes(studio.v4.get(path)).path("headline").asString())
              .isEqualTo(encoding.name());
        });
  }

  @ParameterizedTest
  @EnumSource(V3Joins.class)
  void a_gallery_page_of_v3_joins_records_at_the_configured_place(V3Joins joins) {
    with(
        DEFAULTS.with(joins),
        studio -> {
          var extend =
              HttpCaller.encoded(
                  "{\"Image\":{\"fields\":\"image_id\"},\"Iptc\":{\"fields\":\"keyword\"}}");
          var path = "/mem/gallery/%s/images?extend=%s";
          var answer = studio.v3.get(path.formatted(studio.gallery("Landscapes"), extend)).json();
          var row = answer.path("data").path("GalleryImage").get(0);
          assertThat(row.has("Iptc")).isEqualTo(joins != V3Joins.IN_IMAGE);
          assertThat(row.path("Image").has("Iptc")).isEqualTo(joins != V3Joins.BESIDE_IMAGE);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Asia/Tokyo"})
  void dates_of_v3_are_in_the_sessions_time_zone(String zone) {
    with(
        DEFAULTS.with(ZoneId.of(zone)),
        studio -> {
          var id = studio.media("fig-in-red-bowl.jpg");
          var session = studio.v3.get("/mem/user/session").json().path("data").path("Session");
          assertThat(session.path("tz").asString()).isEqualTo(zone);
          var image = studio.v3.get("/mem/image/" + id).json().path("data").path("Image");
          var local = LocalDateTime.parse(image.path("uploaded_at").asString(), V3_DATE);
          var utc = local.atZone(ZoneId.of(zone)).withZoneSameInstant(ZoneOffset.UTC);
          assertThat(attributes(studio.v4.get("/media/" + id)).path("created_at").asString())
              .isEqualTo(V3_DATE.format(utc) + " GMT");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_iptc_edit_changes_the_date_of_the_file_or_not_as_configured(boolean on) {
    with(
        set(Switch.IPTC_EDIT_MOVES_MODIFIED, on),
        studio -> {
          var id = studio.media("fig-in-red-bowl.jpg");
          var before = attributes(studio.v4.get("/media/" + id)).path("modified_at");
          var edit = Map.of("headline", "Moved");
          if (on) {
            await()
                .until(() -> {
                  studio.v4.json("PATCH", "/media/%s/iptc".formatted(id), edit);
                  var after = attributes(studio.v4.get("/media/" + id)).path("modified_at");
                  return !after.equals(before);
                });
          } else {
            var uploadedBefore = Instant.now().truncatedTo(ChronoUnit.SECONDS); // as dates are
            await().until(() -> Instant.now().isAfter(uploadedBefore.plusSeconds(1)));
            studio.v4.json("PATCH", "/media/%s/iptc".formatted(id), edit);
            assertThat(studio.v4.get("/media/%s/iptc".formatted(id)).text()).contains("Moved");
            assertThat(modified(studio, id)).isEqualTo(uploaded(studio, id));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_iptc_edit_changes_the_file_size_or_not_as_configured(boolean on) {
    with(
        set(Switch.IPTC_EDIT_CHANGES_FILE_SIZE, on),
        studio -> {
          var id = studio.media("fig-in-red-bowl.jpg");
          var before = attributes(studio.v4.get("/media/" + id)).path("file_size").asLong();
          studio.v4.json("PATCH", "/media/%s/iptc".formatted(id), Map.of("headline", "Longer"));
          var after = attributes(studio.v4.get("/media/" + id)).path("file_size").asLong();
          assertThat(after != before).isEqualTo(on);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_download_without_the_parameter_contains_edits_or_not_as_configured(boolean on) {
    with(
        set(Switch.DOWNLOAD_EMBEDS, on),
        studio -> {
          var id = studio.media("fig-in-red-bowl.jpg");
          studio.v4.json("PATCH", "/media/%s/iptc".formatted(id), Map.of("headline", "Inside"));
          var bytes = studio.v4.get("/media/%s/download".formatted(id)).bytes();
          assertThat(EmbeddedMetadata.read(bytes).text(IptcField.HEADLINE))
              .isEqualTo(on ? java.util.Optional.of("Inside") : java.util.Optional.empty());
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_added_file_changes_the_date_of_the_gallery_or_not_as_configured(boolean on) {
    with(
        set(Switch.MEMBERSHIP_MOVES_GALLERY_MODIFIED, on),
        studio -> {
          var gallery = studio.gallery("Send to review");
          var before = attributes(studio.v4.get("/galleries/" + gallery)).path("modified_at");
          var body = Map.of("media_id", studio.media("fig-in-red-bowl.jpg"));
          studio.v4.json("POST", "/galleries/%s/children".formatted(gallery), body);
          var after = attributes(studio.v4.get("/galleries/" + gallery)).path("modified_at");
          assertThat(!after.equals(before)).isEqualTo(on);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keywords_are_a_list_or_one_text(boolean on) {
    with(
        set(Switch.KEYWORDS_AS_LIST, on),
        studio -> {
          var path = "/media/%s/iptc".formatted(studio.media("fig-in-red-bowl.jpg"));
          var keywords = attributes(studio.v4.get(path)).path("keywords");
          assertThat(keywords.isArray()).isEqualTo(on);
          assertThat(keywords.isString()).isEqualTo(!on);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void date_windows_include_their_ends_or_not_as_configured(boolean on) {
    with(
        set(Switch.WINDOW_ENDS_INCLUSIVE, on),
        studio -> {
          var at = HttpCaller.encoded(uploaded(studio, studio.media("fig-in-red-bowl.jpg")));
          var path = "/media?org_id=%s&file_name=fig-in-red-bowl.jpg&%s=%s";
          for (var end : List.of("create_start", "create_end")) {
            var found = studio.v4.get(path.formatted(studio.accounts.organizationId(), end, at));
            assertThat(ids(found)).as(end).hasSize(on ? 1 : 0);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_dates_of_a_file_have_the_configured_names(boolean on) {
    with(
        set(Switch.UPLOADED_UPDATED_SPELLING, on),
        studio -> {
          var media = attributes(studio.v4.get("/media/" + studio.media("two-friends.jpg")));
          assertThat(media.has("uploaded_at") && media.has("updated_at")).isEqualTo(on);
          assertThat(media.has("created_at") && media.has("modified_at")).isEqualTo(!on);
        });
  }

  @ParameterizedTest
  @CsvSource({"true,200", "false,404"})
  void errors_of_v3_have_an_error_status_or_200_as_configured(boolean on, int status) {
    with(
        set(Switch.V3_ERRORS_AS_200, on),
        studio -> {
          var answer = studio.v3.get("/mem/image/I0000nothing0000");
          assertThat(answer.status()).isEqualTo(status);
          assertThat(answer.json().path("status").asString()).isEqualTo("error");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void errors_of_v4_are_an_object_or_a_list(boolean on) {
    with(
        set(Switch.ERRORS_AS_OBJECT, on),
        studio -> {
          var errors = studio.v4.get("/media/I0000nothing0000").json().path("errors");
          assertThat(errors.isObject()).isEqualTo(on);
          assertThat(errors.isArray()).isEqualTo(!on);
        });
  }

  // ---- times and numbers

  @Test
  void a_search_lags_as_configured() {
    with(
        limits(limits -> limits.searchLag(Duration.ofHours(1))),
        studio -> {
          var id = studio.upload("late.jpg", studio.gallery("Landscapes"));
          var path = "/media?org_id=" + studio.accounts.organizationId();
          assertThat(ids(studio.v4.get(path))).doesNotContain(id);
          assertThat(ids(studio.v4.get("/search"))).doesNotContain(id);
          assertThat(studio.v4.get("/media/" + id).status()).isEqualTo(200);
        });
  }

  @Test
  void a_search_finds_at_once_by_default() {
    with(
        DEFAULTS,
        studio -> {
          var id = studio.upload("now.jpg", studio.gallery("Landscapes"));
          assertThat(ids(studio.v4.get("/search"))).contains(id);
        });
  }

  @Test
  void an_idle_session_ends() {
    with(
        limits(limits -> limits.sessionIdle(Duration.ofMillis(1))),
        studio -> await().until(() -> studio.v4.get("/library").status() == 401));
  }

  @Test
  void the_oldest_session_ends_when_there_are_too_many() {
    with(
        limits(limits -> limits.sessionsPerUser(2)),
        studio -> {
          assertThat(studio.v4.get("/user/session").status()).isEqualTo(200);
          studio.login();
          assertThat(studio.v4.get("/user/session").status()).isEqualTo(200);
          studio.login();
          assertThat(studio.v4.get("/user/session").status()).isEqualTo(401);
        });
  }

  @ParameterizedTest
  @CsvSource({"2,200", "3,400"})
  void pages_beyond_the_last_are_refused(int page, int status) {
    with(
        limits(limits -> limits.lastPage(2)),
        studio -> {
          var path = "/search?page=%d&per_page=3".formatted(page);
          assertThat(studio.v4.get(path).status()).isEqualTo(status);
        });
  }

  private void with(PhotoShelterSettings settings, Consumer<PhotoShelterFixture> test) {
    try (var studio = PhotoShelterFixture.in(data, settings)) {
      test.accept(studio);
    }
  }

  private static PhotoShelterSettings set(Switch one, boolean on) {
    return on ? DEFAULTS.with(one) : DEFAULTS.without(one);
  }

  private static PhotoShelterSettings limits(UnaryOperator<Limits> change) {
    return DEFAULTS.with(change.apply(DEFAULTS.limits()));
  }

  private static String uploaded(PhotoShelterFixture studio, String id) {
    return date(studio, id, "created_at").asString();
  }

  private static String modified(PhotoShelterFixture studio, String id) {
    return date(studio, id, "modified_at").asString();
  }

  private static JsonNode date(PhotoShelterFixture studio, String id, String name) {
    return attributes(studio.v4.get("/media/" + id)).path(name);
  }

  @Test
  void the_personal_library_is_empty_before_the_organization_step() {
    var settings = PhotoShelterSettings.defaults().with(Switch.PERSONAL_LIBRARY);
    try (var studio = PhotoShelterFixture.in(data, settings)) {
      var loggedIn = studio.keyed.with("X-PS-Auth-Token", studio.login());
      assertThat(loggedIn.get("/library").json().path("data").isEmpty()).isTrue();
      assertThat(loggedIn.get("/library").status()).isEqualTo(200);
      assertThat(loggedIn.get("/galleries").status()).isEqualTo(401);
      assertThat(studio.keyed.get("/library").status()).isEqualTo(401);
      assertThat(ids(studio.v4.get("/library"))).isNotEmpty();
    }
  }
}
