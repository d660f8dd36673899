package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import io.proofline.workers.call.Http;
import io.proofline.workers.photoshelter.Session.Entrance;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * PhotoShelter's v3, for what v4 does not do or is not known to do. It has a session of its own;
 * any number of threads may use it.
 */
public final class PhotoShelterV3 implements AutoCloseable {

  private final Requests requests;
  private final Http http;
  private final Session session;

  /** Touches no network. */
  public PhotoShelterV3(PhotoShelterProperties settings) {
    this.requests = new Requests(settings.v3BaseUrl(), settings.callTimeout());
    this.http = new Http(Api.PHOTOSHELTER, new V3Answers(), settings.connectTimeout());
    this.session = new Session(settings, requests, http, entrance(settings));
  }

  /** Makes a gallery. */
  CallResult<Optional<String>> insertGallery(@Nullable String parent, String name, boolean hidden) {
    var form = new LinkedHashMap<String, Object>(inserted(parent, name, hidden));
    if (hidden) {
      form.put("mode", "private");
    }
    return ask(requests.form("POST", "/mem/gallery/insert", form))
        .map(answer -> V3Answers.id(answer, "Gallery", "gallery_id", "id"));
  }

  /** Makes a collection. */
  CallResult<Optional<String>> insertCollection(
      @Nullable String parent, String name, boolean hidden) {
    return ask(requests.form("POST", "/mem/collection/insert", inserted(parent, name, hidden)))
        .map(answer -> V3Answers.id(answer, "Collection", "collection_id", "id"));
  }

  /**
   * Lets a gallery or a collection be seen by those who see its parent.
   *
   * @param kind {@code gallery} or {@code collection}
   */
  CallResult<Boolean> inherit(String kind, String id, String parent) {
    var path = "/mem/%s/%s/permission/inherit".formatted(kind, Requests.segment(id));
    var form = Map.of("collection_id", parent, "inherit", "t");
    return ask(requests.form("POST", path, form)).map(_ -> true);
  }

  /** Logs out, when there was a login. */
  @Override
  public void close() {
    session.logout();
    http.close();
  }

  private static Map<String, Object> inserted(
      @Nullable String parent, String name, boolean hidden) {
    var form = new LinkedHashMap<String, Object>();
    form.put("name", name);
    if (parent != null) {
      form.put("parent", parent);
    }
    form.put("f_list", hidden ? "f" : "t");
    return form;
  }

  private CallResult<JsonNode> ask(HttpRequest.Builder request) {
    return switch (session.call(request, this::answer)) {
      case Failed<JsonNode>(var error) -> new Failed<>(V3Answers.sparingV4(error));
      case Done<JsonNode> done -> done;
    };
  }

  private CallResult<JsonNode> answer(HttpRequest request) {
    return http.json(request).then(V3Answers::judged);
  }

  /** Open question: whether the organization is entered by GET or by POST. */
  private Entrance entrance(PhotoShelterProperties settings) {
    var path =
        "/mem/organization/%s/authenticate".formatted(Requests.segment(settings.organizationId()));
    return new Entrance(
        settings.keyOfV3(),
        "/mem/authenticate",
        "/mem/authenticate/logout",
        () -> requests.bare(settings.readings().organizationStepV3().name(), path, Map.of()),
        this::answer);
  }
}
