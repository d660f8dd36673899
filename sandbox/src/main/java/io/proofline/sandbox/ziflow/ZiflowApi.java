package io.proofline.sandbox.ziflow;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.picture.Originals;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/**
 * Everything that the simulator answers over HTTP below {@code /v1}, and the files behind a proof's
 * links.
 */
final class ZiflowApi {
  private final Desk desk;
  private final Proofing proofing;
  private final Answers answers;
  private final ZiflowSettings settings;
  private final Originals originals;
  private final Exports exports;
  private final Supplier<URI> origin;
  private final ApiKey key;

  ZiflowApi(
      Desk desk,
      Proofing proofing,
      Answers answers,
      ZiflowSettings settings,
      Originals originals,
      Exports exports,
      Supplier<URI> origin,
      String apiKey) {
    this.desk = desk;
    this.proofing = proofing;
    this.answers = answers;
    this.settings = settings;
    this.originals = originals;
    this.exports = exports;
    this.origin = origin;
    this.key = new ApiKey(apiKey);
  }

  void addTo(JavalinConfig config) {
    var routes = config.routes;
    routes.before("/v1/*", key::check);
    new ProofRoutes(desk, proofing, answers, settings).addTo(routes);
    new LinkRoutes(desk, answers).addTo(routes);
    new ActivityRoutes(desk, settings).addTo(routes);
    new ExportRoutes(desk, exports, settings).addTo(routes);
    new StageRoutes(desk, proofing, answers).addTo(routes);
    new CommentRoutes(desk, proofing.commenting()).addTo(routes);
    new ContactRoutes(desk).addTo(routes);
    new ReasonRoutes(desk).addTo(routes);
    shelves().forEach(shelf -> shelf.addTo(routes));
    new FolderRoutes(desk, answers.folders(), proofing.changing()).addTo(routes);
    new WebhookRoutes(desk).addTo(routes);
    new MailRoutes(desk, origin).addTo(routes);
    new FileRoutes(desk, originals).addTo(routes);
    routes.exception(
        Refused.class,
        (refused, call) -> Exchange.error(call, refused.status(), refused.message()));
    routes.exception(
        JacksonException.class, (_, call) -> Exchange.error(call, 400, "The body is not JSON"));
    routes.error(404, ZiflowApi::unknownPath);
  }

  private List<EntryRoutes> shelves() {
    Runnable enterprise = settings::checkEnterprise;
    return List.of(
        new EntryRoutes(desk, () -> {}, Entry.Shelf.COMMENT_LABEL, "/v1/comment-labels", "label"),
        new EntryRoutes(
            desk, enterprise, Entry.Shelf.WORKFLOW_TEMPLATE, "/v1/workflowtemplates", "name"),
        new EntryRoutes(
            desk,
            enterprise,
            Entry.Shelf.PROPERTY_GROUP,
            "/v1/custom-properties/proofs/groups",
            "name"));
  }

  private static void unknownPath(Context call) {
    if (!"application/json".equals(call.res().getContentType())) {
      Exchange.error(call, 404, "There is no " + call.path());
    }
  }
}
