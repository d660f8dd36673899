package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.watch.Complaint;
import io.proofline.sandbox.watch.Trespass;
import io.proofline.sandbox.web.Revision;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The PhotoShelter side: one library, two API versions, pages. */
public final class PhotoShelterSimulator implements AutoCloseable {
  private final Holdings holdings;
  private final PhotoShelterApi api;

  private PhotoShelterSimulator(Holdings holdings) {
    this.holdings = holdings;
    this.api = new PhotoShelterApi(holdings);
  }

  /** Opens the library in the directory; an empty one is filled with the sample photographs. */
  public static PhotoShelterSimulator open(
      Path directory,
      PhotoShelterSettings settings,
      Account account,
      Clock clock,
      Revision revision,
      Supplier<URI> origin) {
    var holdings = new Holdings(directory, settings, account, clock, revision, origin);
    if (holdings.library.isEmpty()) {
      SampleLibrary.fill(holdings);
    }
    return new PhotoShelterSimulator(holdings);
  }

  public void serve(JavalinConfig config) {
    api.addTo(config);
  }

  public void servePages(JavalinConfig config, Site site) {
    new PhotoShelterPages(holdings).addTo(config, site);
    config.routes.post(
        "/admin/photoshelter/sessions/expire",
        call -> {
          api.endSessions();
          call.status(204);
        });
  }

  /** Who is told the name of each change and the id of what changed. */
  public void onEffect(BiConsumer<String, String> listener) {
    holdings.library.onEffect(listener);
  }

  /** Whether a call writes to a thing that is not to be written to. */
  public Optional<Trespass> trespass(Context call) {
    return new TrashedWrites(holdings.library).of(call);
  }

  public List<Complaint> complaints() {
    return new LibraryComplaints(holdings.library).all();
  }

  @Override
  public void close() {
    holdings.close();
  }
}
