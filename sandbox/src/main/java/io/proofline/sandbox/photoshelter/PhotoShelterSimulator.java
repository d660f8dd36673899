package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.watch.Complaint;
import io.proofline.sandbox.watch.Shelves;
import io.proofline.sandbox.watch.Trespass;
import io.proofline.sandbox.web.Faults;
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

  /** Adds files with seeded metadata and shared bytes until there are that many. */
  public void fillTo(int files) {
    var photographs = SampleLibrary.photographs(holdings.library);
    new SeededLibrary(holdings.library, holdings.account, photographs).fillTo(files);
  }

  public void serve(JavalinConfig config) {
    api.addTo(config);
  }

  public void servePages(JavalinConfig config, Site site) {
    new PhotoShelterPages(holdings).addTo(config, site);
    config.routes.get("/admin/photoshelter/sessions", call -> Site.json(call, api.sessionTokens()));
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

  /** Faults that may end sessions and let searches lag. */
  public void troubledBy(Faults faults) {
    faults.onSessionExpiry(api::endSession);
    holdings.library.troubledBy(faults);
  }

  /** Whether a call writes to a thing that is not to be written to. */
  public Optional<Trespass> trespass(Context call) {
    return new TrashedWrites(holdings.library).of(call);
  }

  /** The file that a call is for. */
  public Optional<String> asset(Context call) {
    return MentionedMedia.of(call).filter(holdings.library::knows).findFirst();
  }

  /** What is and was in the library. */
  public Shelves shelves() {
    return new LibraryShelves(holdings.library);
  }

  public List<Complaint> complaints() {
    return new LibraryComplaints(holdings.library).all();
  }

  @Override
  public void close() {
    holdings.close();
  }
}
