package io.proofline.sandbox.ziflow.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import io.proofline.sandbox.ziflow.review.PdfExports;
import io.proofline.sandbox.ziflow.review.ProofServices;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** The HTTP API of the Ziflow simulator below {@code /v1}, and the files that proofs link to. */
public final class ZiflowApi {
  private final AccountStore account;
  private final ProofServices services;
  private final ProofJson proofJson;
  private final ZiflowSettings settings;
  private final ContentAddressedStore contentAddressedStore;
  private final PdfExports pdfExports;
  private final Supplier<URI> origin;
  private final ApiKeyCheck key;

  public ZiflowApi(
      AccountStore account,
      ProofServices services,
      ProofJson proofJson,
      ZiflowSettings settings,
      ContentAddressedStore contentAddressedStore,
      PdfExports pdfExports,
      Supplier<URI> origin,
      String apiKey) {
    this.account = account;
    this.services = services;
    this.proofJson = proofJson;
    this.settings = settings;
    this.contentAddressedStore = contentAddressedStore;
    this.pdfExports = pdfExports;
    this.origin = origin;
    this.key = new ApiKeyCheck(apiKey);
  }

  public void addTo(JavalinConfig config) {
    config.http.prefer405over404 = true;
    var routes = config.routes;
    routes.before("/v1/*", key::check);
    new ProofRoutes(account, services, proofJson, settings).addTo(routes);
    new ProofLinkRoutes(account, proofJson).addTo(routes);
    new ActivityRoutes(account, settings).addTo(routes);
    new ExportRoutes(account, pdfExports, settings).addTo(routes);
    new StageRoutes(account, services, proofJson).addTo(routes);
    new CommentRoutes(account, services.commentService()).addTo(routes);
    new ContactRoutes(account).addTo(routes);
    new DecisionReasonRoutes(account).addTo(routes);
    new PropertyOptionRoutes(account, settings).addTo(routes);
    accountEntryRoutes().forEach(each -> each.addTo(routes));
    new FolderRoutes(account, proofJson.folders(), services.updater(), settings).addTo(routes);
    new WebhookRoutes(account).addTo(routes);
    new MailRoutes(account, origin).addTo(routes);
    new FileRoutes(account, contentAddressedStore).addTo(routes);
    routes.exception(
        ZiflowApiException.class,
        (ziflowApiException, call) ->
            ApiResponses.error(call, ziflowApiException.status(), ziflowApiException.message()));
    routes.exception(MethodNotAllowedResponse.class, ZiflowApi::wrongMethod);
    routes.exception(
        HttpResponseException.class,
        (refused, call) ->
            ApiResponses.error(call, refused.getStatus(), String.valueOf(refused.getMessage())));
    routes.exception(
        JacksonException.class, (_, call) -> ApiResponses.error(call, 400, "The body is not JSON"));
    routes.exception(
        EndpointNotFound.class,
        (_, call) -> ApiResponses.error(call, 404, "There is no " + call.path()));
  }

  private List<AccountEntryRoutes> accountEntryRoutes() {
    Runnable enterprise = settings::checkEnterprise;
    return List.of(
        new AccountEntryRoutes(
            account, () -> {}, AccountEntry.Kind.COMMENT_LABEL, "/v1/comment-labels", "label"),
        new AccountEntryRoutes(
            account,
            enterprise,
            AccountEntry.Kind.WORKFLOW_TEMPLATE,
            "/v1/workflowtemplates",
            "name"),
        new AccountEntryRoutes(
            account,
            enterprise,
            AccountEntry.Kind.PROPERTY_GROUP,
            "/v1/custom-properties/proofs/groups",
            "name"));
  }

  private static void wrongMethod(MethodNotAllowedResponse refused, Context call) {
    var allowed = refused.getDetails().getOrDefault("availableMethods", "").split(", *");
    var sorted = Stream.of(allowed).sorted().collect(Collectors.joining(", "));
    call.header("Allow", sorted);
    ApiResponses.error(
        call,
        refused.getStatus(),
        "%s allows %s, not %s".formatted(call.path(), sorted, call.method()));
  }
}
