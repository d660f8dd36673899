package io.proofline.workers.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import io.proofline.workers.photoshelter.GalleryPathCache;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedGalleriesTest {

  private final FakePhotoShelter library = new FakePhotoShelter();
  private final PhotoShelterClient client = PhotoShelterFixtures.client(library, 100);
  private final WatchedGalleries galleries =
      new WatchedGalleries(
          client,
          new GalleryPathCache(client, Duration.ofMinutes(5), () -> Instant.EPOCH),
          Duration.ofMinutes(5),
          () -> Instant.EPOCH);

  @AfterEach
  void close() {
    client.close();
    library.close();
  }

  @Test
  void a_gallery_is_watched_by_its_path_or_name_in_either_normal_form() {
    library.gallery("G1", "Zur Pru\u0308fung", "Messe Ko\u0308ln");
    library.gallery("G2", "Zur Prüfung", "Elsewhere");

    assertThat(galleries.ids(List.of("messe Köln/Zur Prüfung")))
        .isEqualTo(new Success<>(List.of("G1")));
    assertThat(galleries.ids(List.of("Zur Prüfung"))).isEqualTo(new Success<>(List.of("G2", "G1")));
  }
}
