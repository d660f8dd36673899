package io.proofline.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Client of PhotoShelter's upload API, version 3, as a photographer. */
public final class UploadClient {

  private final JourneyHttpClient journeyHttpClient;
  private final DemoAddresses at;
  private @Nullable String token;

  public UploadClient(JourneyHttpClient journeyHttpClient, DemoAddresses at) {
    this.journeyHttpClient = journeyHttpClient;
    this.at = at;
  }

  /** Uploads a file to a gallery; returns its id. */
  public String upload(byte[] file, String fileName, String gallery) {
    var request = request("/mem/image/upload").header("X-PS-Auth-Token", session());
    var fields = Map.of("gallery_id", gallery, "f_searchable", "t");
    return journeyHttpClient
        .exchange(JourneyHttpClient.upload(request, fields, fileName, file))
        .path("data")
        .path("Image")
        .path("image_id")
        .asString("");
  }

  private String session() {
    if (token == null) {
      token = logIn();
    }
    return token;
  }

  private String logIn() {
    var answer =
        journeyHttpClient.exchange(
            request("/mem/authenticate")
                .header("Content-Type", LibraryClient.FORM)
                .POST(JourneyHttpClient.form(LibraryClient.loginFields(at))));
    var given = answer.path("data").path("token").asString("");
    var organization = "/mem/organization/%s/authenticate".formatted(at.secrets().organizationId());
    journeyHttpClient.exchange(request(organization).header("X-PS-Auth-Token", given).GET());
    return given;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(at.photoshelterV3() + path))
        .header("X-PS-Api-Key", at.secrets().photoshelterV3Key());
  }
}
