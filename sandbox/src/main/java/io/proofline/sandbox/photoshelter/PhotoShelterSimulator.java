package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.oracle.ForbiddenWrite;
import io.proofline.sandbox.oracle.LibraryView;
import io.proofline.sandbox.oracle.Violation;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.pages.ProofLink;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.PhotoShelterSettings;
import io.proofline.sandbox.photoshelter.library.LibrarySeeder;
import io.proofline.sandbox.photoshelter.pages.PhotoShelterPages;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.photoshelter.stores.SampleLibrary;
import io.proofline.sandbox.web.ChangeCounter;
import io.proofline.sandbox.web.FaultInjector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The PhotoShelter simulator: one library, two API versions, pages. */
public final class PhotoShelterSimulator implements AutoCloseable {
  private final PhotoShelterStores stores;
  private final PhotoShelterApi api;

  private PhotoShelterSimulator(PhotoShelterStores stores) {
    this.stores = stores;
    this.api = new PhotoShelterApi(stores);
  }

  /** Opens the library in the directory; an empty one is filled with the sample photographs. */
  public static PhotoShelterSimulator open(
      Path directory,
      PhotoShelterSettings settings,
      PhotoShelterAccount photoShelterAccount,
      Clock clock,
      ChangeCounter changeCounter,
      Supplier<URI> origin) {
    var stores =
        new PhotoShelterStores(
            directory, settings, photoShelterAccount, clock, changeCounter, origin);
    if (stores.library.isEmpty()) {
      SampleLibrary.addTo(stores);
    }
    return new PhotoShelterSimulator(stores);
  }

  /** Adds files with seeded metadata and shared bytes until there are that many. */
  public void seedUpTo(int files) {
    var photographs = SampleLibrary.photographs(stores.library);
    new LibrarySeeder(stores.library, stores.containers, stores.account, photographs).fillTo(files);
  }

  public void serve(JavalinConfig config) {
    api.addTo(config);
  }

  /** Whether a file has this id, in the trash or not. */
  public boolean isMedia(String id) {
    return stores.library.contains(id);
  }

  /**
   * Adds the pages.
   *
   * @param proofsOf the proofs of a file, to which its page links
   */
  public void servePages(
      JavalinConfig config, PageRenderer pageRenderer, Function<String, List<ProofLink>> proofsOf) {
    new PhotoShelterPages(stores).addTo(config, pageRenderer, proofsOf);
    config.routes.get(
        "/admin/photoshelter/sessions", call -> PageRenderer.sendJson(call, api.sessionTokens()));
    config.routes.post(
        "/admin/photoshelter/sessions/expire",
        call -> {
          api.endSessions();
          call.status(204);
        });
  }

  /**
   * Sets the listener for changes; it receives the change's name and the id of the changed object.
   */
  public void onEffect(BiConsumer<String, String> listener) {
    stores.library.onEffect(listener);
  }

  /** Faults that may end sessions and let searches lag. */
  public void injectFaults(FaultInjector faultInjector) {
    faultInjector.onSessionExpiry(api::endSessionOf);
    stores.library.injectFaults(faultInjector);
  }

  /** The forbidden write of a call, if it writes to a file in the trash. */
  public Optional<ForbiddenWrite> forbiddenWrite(Context call) {
    return new TrashedMediaWrites(stores.library).forbiddenWrite(call);
  }

  /** The file that a call is for. */
  public Optional<String> assetOf(Context call) {
    return CallMediaIds.candidateIds(call).filter(stores.library::contains).findFirst();
  }

  /** The oracle's view of the library, current and past. */
  public LibraryView libraryView() {
    return new LibraryStoreView(stores.library);
  }

  public List<Violation> violations() {
    return new DuplicateContentCheck(stores.library).violations();
  }

  @Override
  public void close() {
    stores.close();
  }
}
