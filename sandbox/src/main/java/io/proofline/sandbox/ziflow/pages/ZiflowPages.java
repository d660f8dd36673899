package io.proofline.sandbox.ziflow.pages;

import io.javalin.config.JavalinConfig;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.pages.ProofLink;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.notification.WebhookSender;
import io.proofline.sandbox.ziflow.review.ProofServices;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The proofs' pages for people and their JSON endpoints for tests. */
public final class ZiflowPages {
  private final AccountStore account;
  private final ProofServices services;
  private final ProofCards proofCards;
  private final WebhookSender sender;

  public ZiflowPages(
      AccountStore account, ProofServices services, Supplier<URI> origin, WebhookSender sender) {
    this.account = account;
    this.services = services;
    this.proofCards = new ProofCards(account, origin);
    this.sender = sender;
  }

  /**
   * Adds the pages.
   *
   * @param isMedia whether a word in a pass-through value is the id of a file in the library
   */
  public void addTo(JavalinConfig config, PageRenderer pageRenderer, Predicate<String> isMedia) {
    var routes = config.routes;
    routes.exception(
        ZiflowApiException.class,
        (ziflowApiException, call) ->
            pageRenderer.renderProblem(
                call, ziflowApiException.status(), ziflowApiException.message()));
    new ProofsPage(account, proofCards).addTo(routes, pageRenderer);
    new ProofPage(account, proofCards, isMedia).addTo(routes, pageRenderer);
    new ProofPageActions(account, services).addTo(routes);
    new CommentPageActions(account, services.commentService()).addTo(routes);
    new WebhooksPage(account, sender).addTo(routes, pageRenderer);
    new MailsPage(account).addTo(routes, pageRenderer);
    new ZiflowAdmin(account, services, sender).addTo(routes);
  }

  /** The proofs whose pass-through value mentions a file of the library, newest first. */
  public List<ProofLink> proofsMentioning(String mediaId) {
    return account.proofs().stream()
        .filter(proof -> MentionedIds.of(proof.passThroughValue()).anyMatch(mediaId::equals))
        .map(proofCards::link)
        .toList();
  }
}
