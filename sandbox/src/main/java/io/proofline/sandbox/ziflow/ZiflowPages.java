package io.proofline.sandbox.ziflow;

import io.javalin.config.JavalinConfig;
import io.proofline.sandbox.pages.Site;
import java.net.URI;
import java.util.function.Supplier;

/** Proofs for a person, page by page, and what tests ask for on the same port. */
final class ZiflowPages {
  private final Desk desk;
  private final Proofing proofing;
  private final Cards cards;
  private final WebhookSender sender;

  ZiflowPages(Desk desk, Proofing proofing, Supplier<URI> origin, WebhookSender sender) {
    this.desk = desk;
    this.proofing = proofing;
    this.cards = new Cards(desk, origin);
    this.sender = sender;
  }

  void addTo(JavalinConfig config, Site site) {
    var routes = config.routes;
    routes.exception(
        Refused.class, (refused, call) -> site.problem(call, refused.status(), refused.message()));
    new ProofsPage(desk, cards).addTo(routes, site);
    new ProofPage(desk, cards).addTo(routes, site);
    new ProofActions(desk, proofing).addTo(routes);
    new CommentActions(desk, proofing.commenting()).addTo(routes);
    new WebhooksPage(desk, sender).addTo(routes, site);
    new MailsPage(desk).addTo(routes, site);
    new ZiflowAdmin(desk, proofing, sender).addTo(routes);
  }
}
