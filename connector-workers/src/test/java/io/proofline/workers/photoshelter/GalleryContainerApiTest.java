package io.proofline.workers.photoshelter;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Forbidden;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.containers.Container;
import io.proofline.workers.containers.PathSegment;
import io.proofline.workers.photoshelter.ApiAssumptions.ContainerCreation;
import io.proofline.workers.photoshelter.ApiAssumptions.OrganizationStepV3;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryContainerApiTest {

  private final FakePhotoShelter server = new FakePhotoShelter();
  private ApiUnderTest apiUnderTest = newApi();

  /** Galleries and collections by the v3 and v4 clients. */
  private record ApiUnderTest(
      PhotoShelterClient library, PhotoShelterV3Client v3, GalleryContainerApi galleries) {
    void close() {
      library.close();
      v3.close();
    }
  }

  @AfterEach
  void close() {
    apiUnderTest.close();
    server.close();
  }

  @Test
  void the_children_of_a_parent_are_listed_by_kind() {
    server.gallery("G1", "Bottles", "Products", "Spring");
    server.gallery("G2", "Cans", "Products");
    server.gallery("G3", "Loose");

    assertThat(under(null, false)).containsExactly(new Container("C-Products", "Products"));
    assertThat(under(null, true)).containsExactly(new Container("G3", "Loose"));
    assertThat(under("C-Products", true)).containsExactly(new Container("G2", "Cans"));
    assertThat(under("C-Products", false)).containsExactly(new Container("C-Spring", "Spring"));
    assertThat(error(apiUnderTest.galleries.listUnder(new PathSegment("C9", "x", true))))
        .isInstanceOf(NotFound.class);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(ContainerCreation.class)
  void galleries_and_collections_are_created_by_each_api(ContainerCreation containerCreation) {
    server.containerCreation = containerCreation;
    apiUnderTest.close();
    apiUnderTest = newApi("containers=" + containerCreation);

    var collection = create(null, "Press", false, false);
    var gallery = create(collection, "Kit 2026", true, false);

    assertThat(server.collections.get(collection).name()).isEqualTo("Press");
    assertThat(server.galleries.get(gallery).name()).isEqualTo("Kit 2026");
    assertThat(server.galleries.get(gallery).parent()).isEqualTo(collection);
    assertThat(server.modes).containsEntry(gallery, "as " + collection);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(ContainerCreation.class)
  void a_hidden_gallery_is_private_from_its_creation_on(ContainerCreation containerCreation) {
    server.containerCreation = containerCreation;
    apiUnderTest.close();
    apiUnderTest = newApi("containers=" + containerCreation);

    var gallery = create(null, "Withdrawn", true, true);

    assertThat(server.modes).containsEntry(gallery, "private");
    assertThat(server.journal.getLast()).isEqualTo("POST /psapi/v3/mem/gallery/insert");
  }

  @Test
  void no_call_to_inherit_is_made_if_galleries_inherit_automatically() {
    apiUnderTest.close();
    apiUnderTest = newApi("inheritance=BY_ITSELF");
    var collection = create(null, "Press", false, false);
    create(collection, "Kit", true, false);
    assertThat(server.journal).noneMatch(call -> call.contains("inherit"));
  }

  @Test
  void a_new_gallery_has_its_id_even_if_it_does_not_inherit() {
    var collection = create(null, "Press", false, false);
    server.v3.failInherit = true;
    var gallery = create(collection, "Kit", true, false);
    assertThat(server.galleries).containsKey(gallery);
  }

  @Test
  void nothing_is_created_under_a_deleted_parent() {
    assertThat(error(apiUnderTest.galleries.create(new PathSegment("C9", "Kit", true), false)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void an_answer_without_an_id_gives_no_id() {
    create(null, "Press", false, false);
    server.replyOnce(Reply.ok(Map.of("status", "ok", "data", Map.of())));
    assertThat(apiUnderTest.galleries.create(new PathSegment(null, "Kit", true), false))
        .isEqualTo(new Success<>(Optional.empty()));
  }

  @ParameterizedTest(name = "with status 200: {0}")
  @ValueSource(booleans = {true, false})
  void one_session_serves_all_calls_of_v3_and_is_renewed_once(boolean refusesWith200) {
    server.v3.refusesWith200 = refusesWith200;
    create(null, "One", true, true);
    create(null, "Two", true, true);
    assertThat(server.v3.logins()).isEqualTo(1);
    server.v3.endSession();
    create(null, "Three", true, true);
    assertThat(server.v3.logins()).isEqualTo(2);
    apiUnderTest.v3.close();
    assertThat(server.journal.getLast()).isEqualTo("POST /psapi/v3/mem/authenticate/logout");
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(OrganizationStepV3.class)
  void the_organization_is_sent_to_v3_by_each_method(OrganizationStepV3 step) {
    apiUnderTest.close();
    apiUnderTest = newApi("organization-step-v3=" + step);
    create(null, "One", true, true);
    assertThat(server.journal)
        .contains(
            "%s /psapi/v3/mem/organization/%s/authenticate"
                .formatted(step, FakePhotoShelter.ORGANIZATION));
  }

  @ParameterizedTest(name = "with status 200: {0}")
  @ValueSource(booleans = {true, false})
  void a_refused_key_of_v3_does_not_stop_calls_of_v4(boolean refusesWith200) {
    server.v3.key = "another";
    server.v3.refusesWith200 = refusesWith200;
    assertThat(error(apiUnderTest.galleries.create(new PathSegment(null, "Kit", true), false)))
        .isEqualTo(
            new Forbidden(
                Api.PHOTOSHELTER, 403, "Invalid API key (v3: see photoshelter.v3-api-key)"));
    apiUnderTest.close();
    apiUnderTest = newApi("v3-api-key=another");
    create(null, "Kit", true, true);
  }

  @Test
  void a_refused_login_is_unauthorized() {
    server.replyOnce(
        Reply.of(
            401,
            Map.of(
                "status",
                "error",
                "error",
                Map.of("class", "AuthenticationException", "message", "wrong password"))));
    assertThat(error(apiUnderTest.galleries.create(new PathSegment(null, "Kit", true), false)))
        .isInstanceOf(Unauthorized.class);
  }

  private ApiUnderTest newApi(String... readings) {
    var settings = PhotoShelterFixtures.settings(server, readings);
    var library = new PhotoShelterClient(settings);
    var v3 = new PhotoShelterV3Client(settings);
    return new ApiUnderTest(library, v3, new GalleryContainerApi(library, v3, settings.readings()));
  }

  private List<Container> under(String parent, boolean last) {
    return ((Success<List<Container>>)
            apiUnderTest.galleries.listUnder(new PathSegment(parent, "x", last)))
        .value();
  }

  private String create(String parent, String name, boolean last, boolean hidden) {
    return ((Success<Optional<String>>)
            apiUnderTest.galleries.create(new PathSegment(parent, name, last), hidden))
        .value()
        .orElseThrow();
  }

  private static ApiError error(CallResult<?> result) {
    return ((Failure<?>) result).error();
  }
}
