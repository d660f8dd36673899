package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.picture.Renditions;
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
  private final Library library;
  private final Account account;
  private final PhotoShelterApi api;
  private final PhotoShelterPages pages;

  private PhotoShelterSimulator(
      Library library, Account account, PhotoShelterApi api, PhotoShelterPages pages) {
    this.library = library;
    this.account = account;
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
    return new PhotoShelterSimulator(
        library, account, api, new PhotoShelterPages(library, account, origin));
  }

  /** Adds files with seeded metadata and shared bytes until there are that many. */
  public void fillTo(int files) {
    var photographs = SampleLibrary.photographs(library);
    new SeededLibrary(library, account, photographs).fillTo(files);
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

  /** Who is told the name of each change and the id of what changed. */
  public void onEffect(BiConsumer<String, String> listener) {
    library.onEffect(listener);
  }

  /** Faults that may end sessions and let searches lag. */
  public void troubledBy(Faults faults) {
    faults.onSessionExpiry(api::endSession);
    library.troubledBy(faults);
  }

  /** Whether a call writes to a thing that is not to be written to. */
  public Optional<Trespass> trespass(Context call) {
    return new TrashedWrites(library).of(call);
  }

  /** The file that a call is for. */
  public Optional<String> asset(Context call) {
    return MentionedMedia.of(call).filter(library::knows).findFirst();
  }

  /** What is and was in the library. */
  public Shelves shelves() {
    return new LibraryShelves(library);
  }

  public List<Complaint> complaints() {
    return new LibraryComplaints(library).all();
  }

  @Override
  public void close() {
    library.close();
  }
}
