package io.proofline.workers.photoshelter;

import static io.proofline.workers.execution.CommandFixtures.enterGallery;
import static io.proofline.workers.execution.CommandFixtures.leaveGallery;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.avro.Membership;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.photoshelter.ApiAssumptions.GalleryBody;
import io.proofline.workers.work.Attempt;
import io.proofline.workers.work.CommandResult;
import io.proofline.workers.work.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GalleryWorkersTest {

  private static final Api PS = Api.PHOTOSHELTER;
  private static final Attempt FIRST = new Attempt(1, Duration.ZERO);

  private final FakePhotoShelter server = new FakePhotoShelter();
  private final PhotoShelterClient client = PhotoShelterFixtures.client(server);
  private final EnterGalleryWorker enter = new EnterGalleryWorker(client);
  private final LeaveGalleryWorker leave = new LeaveGalleryWorker(client);

  @BeforeEach
  void fill() {
    server.asset("I1", "a.jpg", Instant.parse("2026-03-01T12:00:00Z"));
    server.gallery("G1", "Send to review").members().add("I1");
    server.gallery("G2", "Press kit", "Press");
    server.gallery("G3", "Withdrawn");
    client.readMedia("I1"); // logs in
    server.journal.clear();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void a_file_is_added_and_read_back() {
    assertThat(enter("G2", false)).isEqualTo(membership("G2", true, false, null));
    assertThat(galleriesOfI1()).containsExactly("G1", "G2");
    assertThat(server.journal).hasSize(2);
    assertThat(enter("G2", false))
        .isEqualTo(membership("G2", true, false, null)); // a repetition is harmless
  }

  @Test
  void a_publishing_command_reports_the_visibility_of_the_gallery() {
    server.modes.put("G2", "everyone");
    assertThat(enter("G2", true)).isEqualTo(membership("G2", true, false, "everyone"));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(GalleryBody.class)
  void a_file_is_added_with_each_form_of_the_body(GalleryBody body) {
    server.galleryBody = body;
    try (var other =
        new PhotoShelterClient(PhotoShelterFixtures.settings(server, "gallery-body=" + body))) {
      assertThat(new EnterGalleryWorker(other).call(enterGallery("e1", "I1", "G2", false), FIRST))
          .isEqualTo(membership("G2", true, false, null));
    }
  }

  @Test
  void a_wrong_form_of_the_body_is_refused_or_found_by_reading_back() {
    server.galleryBody = GalleryBody.LIST;
    assertThat(enter("G2", false)).isEqualTo(refused(new Rejected(PS, 400, "Name the file")));
    server.replyOnce(Reply.ok(Map.of())); // accepts without effect
    assertThat(enter("G2", false)).isInstanceOf(StepResult.RetryLater.class);
  }

  @Test
  void if_the_library_refuses_to_add_a_file_its_membership_is_read() {
    server.replyOnce(Reply.of(409, Map.of("message", "already in it")));
    assertThat(enter("G1", false)).isEqualTo(membership("G1", true, false, null));
    server.replyOnce(Reply.of(409, Map.of("message", "no more room")));
    assertThat(enter("G2", false)).isEqualTo(refused(new Rejected(PS, 409, "no more room")));
  }

  @Test
  void a_missing_gallery_is_distinguished_from_a_missing_file() {
    assertThat(enter("G9", false)).isEqualTo(membership("G9", false, true, null));
    assertThat(enter.call(enterGallery("e1", "I9", "G2", false), FIRST))
        .isEqualTo(refused(new NotFound(PS, "Media")));
  }

  @Test
  void a_file_is_removed_from_one_gallery_of_several() {
    server.change(() -> server.galleries.get("G2").members().add("I1"));
    assertThat(leave("G2", "G3", false)).isEqualTo(membership("G2", false, false, null));
    assertThat(galleriesOfI1()).containsExactly("G1");
  }

  @Test
  void a_file_is_never_removed_from_its_last_gallery() {
    assertThat(leave("G1", "G3", false)).isEqualTo(membership("G1", false, false, null));
    assertThat(galleriesOfI1()).containsExactly("G3");
    assertThat(server.trash).isEmpty();
    assertThat(changes())
        .containsExactly(
            "POST /psapi/v4.0/galleries/G3/children",
            "DELETE /psapi/v4.0/galleries/G1/children/I1");
  }

  @Test
  void without_a_keeping_gallery_a_file_stays_in_its_last_one() {
    for (String none : new String[] {null, "G1"}) {
      assertThat(leave("G1", none, true))
          .isInstanceOfSatisfying(
              StepResult.Dead.class,
              dead -> {
                assertThat(dead.reason()).contains("would trash the file");
                assertThat(dead.nextStep()).contains("keep_in");
              });
    }
    assertThat(changes()).isEmpty();
  }

  @Test
  void a_file_is_removed_only_after_it_was_read_back_in_the_keeping_gallery() {
    server.galleryBody = GalleryBody.LIST; // refuses
    assertThat(leave("G1", "G3", false)).isEqualTo(refused(new Rejected(PS, 400, "Name the file")));
    var galleries = Map.of("data", List.of(Map.of("id", "G1", "type", "gallery")));
    server.replyOnce(Reply.ok(galleries));
    server.replyOnce(Reply.ok(Map.of())); // accepts without effect
    assertThat(leave("G1", "G3", false)).isInstanceOf(StepResult.RetryLater.class);
    server.replyOnce(Reply.ok(galleries));
    server.replyOnce(Reply.of(502, Map.of()));
    assertThat(leave("G1", "G3", false)).isEqualTo(refused(new NoUsableResponse(PS, "status 502")));
    assertThat(galleriesOfI1()).containsExactly("G1");
  }

  @Test
  void with_always_a_file_is_added_to_the_keeping_gallery_even_if_it_is_in_others() {
    server.change(() -> server.galleries.get("G2").members().add("I1"));
    assertThat(leave("G2", "G3", true)).isEqualTo(membership("G2", false, false, null));
    assertThat(galleriesOfI1()).containsExactly("G1", "G3");
  }

  @Test
  void a_missing_keeping_gallery_is_reported_as_missing() {
    assertThat(leave("G1", "G9", false)).isEqualTo(membership("G9", false, true, null));
    assertThat(galleriesOfI1()).containsExactly("G1");
  }

  @Test
  void a_file_outside_the_gallery_counts_as_removed_and_a_missing_gallery_is_reported() {
    assertThat(leave("G2", null, false)).isEqualTo(membership("G2", false, false, null));
    assertThat(leave("G9", null, false)).isEqualTo(membership("G9", false, true, null));
    assertThat(leave.call(leaveGallery("l1", "I9", "G2", null, false), FIRST))
        .isEqualTo(
            new StepResult.Done(
                new CommandResult.MembershipKnown(new Membership("I9", "G2", false, false, null))));
  }

  @Test
  void a_file_counts_as_removed_only_if_it_is_read_back_so() {
    server.change(() -> server.galleries.get("G2").members().add("I1"));
    server.replyOnce(galleriesAnswer("G1", "G2"));
    server.replyOnce(Reply.ok(Map.of())); // accepts without effect
    assertThat(leave("G2", null, false)).isInstanceOf(StepResult.RetryLater.class);
    assertThat(galleriesOfI1()).containsExactly("G1", "G2");
  }

  @Test
  void two_commands_for_one_file_do_not_rely_on_the_same_last_gallery() throws Exception {
    for (int i = 0; i < 20; i++) {
      server.change(() -> List.of("G1", "G2").forEach(each -> member(each).add("I1")));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var one = threads.submit(() -> leave("G1", "G3", false));
        var other = threads.submit(() -> leave("G2", "G3", false));
        assertThat(List.of(one.get(), other.get()))
            .containsExactly(
                membership("G1", false, false, null), membership("G2", false, false, null));
      }
      assertThat(server.trash).isEmpty();
      assertThat(galleriesOfI1()).containsExactly("G3");
      server.change(() -> member("G3").clear());
    }
  }

  private TreeSet<String> member(String gallery) {
    return server.galleries.get(gallery).members();
  }

  private StepResult enter(String gallery, boolean publishes) {
    return enter.call(enterGallery("e1", "I1", gallery, publishes), FIRST);
  }

  private StepResult leave(String gallery, String keepIn, boolean always) {
    return leave.call(leaveGallery("l1", "I1", gallery, keepIn, always), FIRST);
  }

  private static Reply galleriesAnswer(String... ids) {
    return Reply.ok(
        Map.of("data", Stream.of(ids).map(id -> Map.of("id", id, "type", "gallery")).toList()));
  }

  private static StepResult membership(
      String gallery, boolean inside, boolean missing, String audience) {
    return new StepResult.Done(
        new CommandResult.MembershipKnown(
            new Membership("I1", gallery, inside, missing, audience)));
  }

  private static StepResult refused(ApiError error) {
    return new StepResult.ApiFailure(error);
  }

  private List<String> galleriesOfI1() {
    return server.galleries.entrySet().stream()
        .filter(each -> each.getValue().members().contains("I1"))
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<String> changes() {
    return server.journal.stream().filter(call -> !call.startsWith("GET")).toList();
  }
}
