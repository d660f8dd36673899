package io.proofline.workers.photoshelter;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.RetryingReads;
import io.proofline.workers.photoshelter.PhotoShelterProperties.IptcEncoding;
import io.proofline.workers.photoshelter.PhotoShelterProperties.MediaFilters;
import io.proofline.workers.photoshelter.PhotoShelterProperties.OrganizationStep;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** Creates clients of a fake library. */
public final class PhotoShelterFixtures {

  private PhotoShelterFixtures() {}

  public static PhotoShelterClient client(FakePhotoShelter server) {
    return new PhotoShelterClient(settings(server.address(), "secret-pw", IptcEncoding.JSON, 2, 3));
  }

  public static PhotoShelterClient client(FakePhotoShelter server, int pageSize) {
    return new PhotoShelterClient(
        settings(server.address(), "secret-pw", IptcEncoding.JSON, pageSize, 900));
  }

  public static PhotoShelterV3Client v3(FakePhotoShelter server) {
    return new PhotoShelterV3Client(settings(server));
  }

  /** The listings of its galleries. */
  public static GalleryListings listings(PhotoShelterV3Client v3) {
    return new GalleryListings(v3, RetryingReads.NO_RETRY, ApiAssumptions.GalleryListingUse.V3);
  }

  static PhotoShelterProperties settings(
      URI server, String password, IptcEncoding encoding, int pageSize, int mostPages) {
    return new PhotoShelterProperties(
        server.resolve("/psapi/v4.0"),
        Secret.of(FakePhotoShelter.KEY),
        "service@example.com",
        Secret.of(password),
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
        "https://library.example.com/asset/{id}",
        server.resolve("/psapi/v3"),
        null,
        Duration.ofSeconds(5),
        defaultAssumptions(),
        1_000,
        16,
        DataSize.ofMegabytes(1),
        DataSize.ofMegabytes(1),
        List.of());
  }

  /** The settings for a fake library, with assumptions such as {@code gallery-body=LIST}. */
  public static PhotoShelterProperties settings(FakePhotoShelter server, String... readings) {
    var all = new HashMap<String, String>();
    all.put("base-url", server.address() + "/psapi/v4.0");
    all.put("v3-base-url", server.address() + "/psapi/v3");
    all.put("api-key", FakePhotoShelter.KEY);
    all.put("email", "service@example.com");
    all.put("password", "secret-pw");
    all.put("organization-id", FakePhotoShelter.ORGANIZATION);
    all.put("calls-per-second", "1000");
    all.put("in-flight", "16");
    for (String reading : readings) {
      var parts = reading.split("=", 2);
      all.put(
          (parts[0].matches("v3.*|media-filters|download-hosts|max-.*") ? "" : "readings.")
              + parts[0],
          parts[1]);
    }
    var prefixed = new HashMap<String, String>();
    all.forEach((name, value) -> prefixed.put("library." + name, value));
    return new Binder(new MapConfigurationPropertySource(prefixed))
        .bind("library", PhotoShelterProperties.class)
        .get();
  }

  /** All assumptions at their defaults. */
  static ApiAssumptions defaultAssumptions() {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("readings", ApiAssumptions.class);
  }
}
