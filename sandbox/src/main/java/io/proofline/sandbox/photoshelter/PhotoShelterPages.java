package io.proofline.sandbox.photoshelter;

import io.javalin.config.JavalinConfig;
import io.proofline.sandbox.pages.Site;

/** The library for a person, and JSON for tests. */
final class PhotoShelterPages {
  private final Holdings holdings;

  PhotoShelterPages(Holdings holdings) {
    this.holdings = holdings;
  }

  void addTo(JavalinConfig config, Site site) {
    var routes = config.routes;
    var cards = new Cards(holdings);
    routes.exception(
        Refused.class, (refused, call) -> site.problem(call, refused.status(), refused.detail()));
    new LibraryPages(holdings, cards, site).addTo(routes);
    new ContainerPages(holdings, cards, site).addTo(routes);
    new MediaPages(holdings, cards, site).addTo(routes);
    new WorkspacePages(holdings, cards, site).addTo(routes);
    new PhotoShelterAdmin(holdings).addTo(routes);
  }
}
