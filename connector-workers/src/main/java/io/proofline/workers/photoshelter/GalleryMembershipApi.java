package io.proofline.workers.photoshelter;

import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.LenientJson;
import io.proofline.workers.photoshelter.ApiAssumptions.GalleryBody;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads and changes memberships of files in galleries, and reads the visibility of galleries. */
final class GalleryMembershipApi {

  private final GalleryBody body;
  private final PhotoShelterRequests photoShelterRequests;
  private final Function<HttpRequest.Builder, CallResult<JsonNode>> ask;
  private final Function<HttpRequest.Builder, CallResult<Boolean>> change;

  GalleryMembershipApi(
      GalleryBody body,
      PhotoShelterRequests photoShelterRequests,
      Function<HttpRequest.Builder, CallResult<JsonNode>> ask,
      Function<HttpRequest.Builder, CallResult<Boolean>> change) {
    this.body = body;
    this.photoShelterRequests = photoShelterRequests;
    this.ask = ask;
    this.change = change;
  }

  /** Adds a file. Open question: the body of this call; the caller reads the membership back. */
  CallResult<Boolean> enter(String gallery, String file) {
    var path = gallery(gallery) + "/children";
    return change.apply(
        switch (body) {
          case OBJECT -> photoShelterRequests.json("POST", path, Map.of("media_id", file));
          case OBJECT_OF_LIST ->
              photoShelterRequests.json("POST", path, Map.of("media_id", List.of(file)));
          case LIST -> photoShelterRequests.json("POST", path, List.of(file));
          case FORM -> photoShelterRequests.form("POST", path, Map.of("media_id", file));
        });
  }

  /** Removes a file; the library trashes it if this is its last gallery. */
  CallResult<Boolean> leave(String gallery, String file) {
    var path = gallery(gallery) + "/children/" + PhotoShelterRequests.encodeSegment(file);
    return change.apply(photoShelterRequests.withoutBody("DELETE", path, Map.of()));
  }

  /** Whether the gallery exists. */
  CallResult<Boolean> galleryExists(String gallery) {
    return ask.apply(photoShelterRequests.get(gallery(gallery), Map.of()))
        .<Boolean>map(_ -> true)
        .ifNotFound(new Success<>(false));
  }

  /** The visibility of a gallery, as the library's word; empty if the answer has none. */
  CallResult<Optional<String>> audience(String gallery) {
    return ask.apply(photoShelterRequests.get(gallery(gallery) + "/permissions", Map.of()))
        .map(answer ->
            LenientJson.items(answer.path("data")).stream()
                .flatMap(item ->
                    Optional.ofNullable(LenientJson.text(item.path("attributes"), "mode")).stream())
                .findFirst());
  }

  private static String gallery(String id) {
    return "/galleries/" + PhotoShelterRequests.encodeSegment(id);
  }
}
