package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.picture.Renditions;
import io.proofline.sandbox.web.Revision;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/** The PhotoShelter side: one library, two API versions, pages. */
public final class PhotoShelterSimulator implements AutoCloseable {
  private final Library library;
  private final PhotoShelterApi api;
  private final PhotoShelterPages pages;

  private PhotoShelterSimulator(Library library, PhotoShelterApi api, PhotoShelterPages pages) {
    this.library = library;
    this.api = api;
    this.pages = pages;
  }

  /** Opens the library in the directory; an empty one is filled with the sample photographs. */
  public static PhotoShelterSimulator open(
      Path directory,
      PhotoShelterSettings settings,
      Account account,
      Clock clock,
      Revision revision,
      Supplier<URI> origin) {
    var originals = new Originals(directory.resolve("originals"));
    var renditions = new Renditions(originals);
    var library = new Library(directory, settings, originals, clock, revision);
    if (library.isEmpty()) {
      SampleLibrary.fill(library, account);
    }
    var api = new PhotoShelterApi(library, renditions, settings, account, clock, origin);
    return new PhotoShelterSimulator(library, api, new PhotoShelterPages(library, account, origin));
  }

  public void serve(JavalinConfig config) {
    api.addTo(config);
  }

  public void servePages(JavalinConfig config, Site site) {
    pages.addTo(config, site);
    config.routes.post(
        "/admin/photoshelter/sessions/expire",
        call -> {
          api.endSessions();
          call.status(204);
        });
  }

  @Override
  public void close() {
    library.close();
  }
}
