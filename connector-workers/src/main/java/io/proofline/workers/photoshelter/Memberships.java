package io.proofline.workers.photoshelter;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.LenientJson;
import io.proofline.workers.photoshelter.Readings.GalleryBody;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Which files lie in which galleries, and who can see those. */
final class Memberships {

  private final GalleryBody body;
  private final Requests requests;
  private final Function<HttpRequest.Builder, CallResult<JsonNode>> ask;
  private final Function<HttpRequest.Builder, CallResult<Boolean>> change;

  Memberships(
      GalleryBody body,
      Requests requests,
      Function<HttpRequest.Builder, CallResult<JsonNode>> ask,
      Function<HttpRequest.Builder, CallResult<Boolean>> change) {
    this.body = body;
    this.requests = requests;
    this.ask = ask;
    this.change = change;
  }

  /** Puts a file in. Open question: the body of this call; the caller reads back. */
  CallResult<Boolean> enter(String gallery, String file) {
    var path = gallery(gallery) + "/children";
    return change.apply(
        switch (body) {
          case OBJECT -> requests.json("POST", path, Map.of("media_id", file));
          case OBJECT_OF_LIST -> requests.json("POST", path, Map.of("media_id", List.of(file)));
          case LIST -> requests.json("POST", path, List.of(file));
          case FORM -> requests.form("POST", path, Map.of("media_id", file));
        });
  }

  /** Takes a file out; trashes it when this is its last gallery. */
  CallResult<Boolean> leave(String gallery, String file) {
    var path = gallery(gallery) + "/children/" + Requests.segment(file);
    return change.apply(requests.bare("DELETE", path, Map.of()));
  }

  /** Whether there is such a gallery. */
  CallResult<Boolean> isThere(String gallery) {
    return ask.apply(requests.get(gallery(gallery), Map.of()))
        .<Boolean>map(_ -> true)
        .ifNotFound(new Success<>(false));
  }

  /** Who can see a gallery, in the library's word; empty when it does not say. */
  CallResult<Optional<String>> audience(String gallery) {
    return ask.apply(requests.get(gallery(gallery) + "/permissions", Map.of()))
        .map(answer ->
            LenientJson.items(answer.path("data")).stream()
                .flatMap(item ->
                    Optional.ofNullable(LenientJson.text(item.path("attributes"), "mode")).stream())
                .findFirst());
  }

  private static String gallery(String id) {
    return "/galleries/" + Requests.segment(id);
  }
}
