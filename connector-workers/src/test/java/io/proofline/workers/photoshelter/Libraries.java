package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Secret;
import io.proofline.workers.photoshelter.PhotoShelterProperties.IptcEncoding;
import io.proofline.workers.photoshelter.PhotoShelterProperties.MediaFilters;
import io.proofline.workers.photoshelter.PhotoShelterProperties.OrganizationStep;
import java.net.URI;
import java.time.Duration;

/** Clients of a fake library. */
public final class Libraries {

  private Libraries() {}

  public static PhotoShelterClient client(FakePhotoShelter server) {
    return new PhotoShelterClient(settings(server.address(), "secret-pw", IptcEncoding.JSON, 2, 3));
  }

  public static PhotoShelterClient client(FakePhotoShelter server, int pageSize) {
    return new PhotoShelterClient(
        settings(server.address(), "secret-pw", IptcEncoding.JSON, pageSize, 900));
  }

  static PhotoShelterProperties settings(
      URI server, String password, IptcEncoding encoding, int pageSize, int mostPages) {
    return new PhotoShelterProperties(
        server.resolve("/psapi/v4.0"),
        new Secret(FakePhotoShelter.KEY),
        "service@example.com",
        new Secret(password),
        FakePhotoShelter.ORGANIZATION,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        OrganizationStep.FORM,
        encoding,
        MediaFilters.PROBE,
        pageSize,
        mostPages,
        Duration.ofMinutes(5),
        1_000,
        16);
  }
}
