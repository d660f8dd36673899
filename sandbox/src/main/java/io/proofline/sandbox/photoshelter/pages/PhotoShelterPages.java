package io.proofline.sandbox.photoshelter.pages;

import io.javalin.config.JavalinConfig;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.pages.ProofLink;
import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import java.util.List;
import java.util.function.Function;

/** The library's pages for people and its JSON endpoints for tests. */
public final class PhotoShelterPages {
  private final PhotoShelterStores stores;

  public PhotoShelterPages(PhotoShelterStores stores) {
    this.stores = stores;
  }

  /**
   * Adds the pages.
   *
   * @param proofsOf the proofs of a file, to which its page links
   */
  public void addTo(
      JavalinConfig config, PageRenderer pageRenderer, Function<String, List<ProofLink>> proofsOf) {
    var routes = config.routes;
    var libraryCards = new LibraryCards(stores);
    routes.exception(
        PhotoShelterApiException.class,
        (photoShelterApiException, call) ->
            pageRenderer.renderProblem(
                call, photoShelterApiException.status(), photoShelterApiException.detail()));
    new LibraryPages(stores, libraryCards, pageRenderer).addTo(routes);
    new ContainerPages(stores, libraryCards, pageRenderer).addTo(routes);
    new MediaPages(stores, libraryCards, pageRenderer, proofsOf).addTo(routes);
    new WorkspacePages(stores, libraryCards, pageRenderer).addTo(routes);
    new PhotoShelterAdmin(stores).addTo(routes);
  }
}
