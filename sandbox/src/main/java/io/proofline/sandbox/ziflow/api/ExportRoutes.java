package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.review.PdfExports;
import java.net.URI;
import java.util.Optional;

/** Routes of PDF exports of a review: request, poll, download. */
final class ExportRoutes {
  private final AccountStore account;
  private final PdfExports pdfExports;
  private final ZiflowSettings settings;

  ExportRoutes(AccountStore account, PdfExports pdfExports, ZiflowSettings settings) {
    this.account = account;
    this.pdfExports = pdfExports;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes) {
    add(routes, "/v1/proofs/{id}/summary/pdf", PdfExports.Kind.SUMMARY, () -> {});
    add(
        routes,
        "/v1/proofs/{id}/comments/pdf",
        PdfExports.Kind.COMMENTS,
        settings::checkEnterprise);
    routes.get("/exports/{request}.pdf", this::file);
  }

  private void add(RoutesConfig routes, String path, PdfExports.Kind kind, Runnable check) {
    routes.get(
        path,
        call -> {
          check.run();
          begin(call, kind, Optional.empty());
        });
    routes.post(
        path,
        call -> {
          check.run();
          begin(call, kind, Optional.of(responseUrl(call)));
        });
    routes.get(path + "/{request}", this::poll);
  }

  private void begin(Context call, PdfExports.Kind kind, Optional<URI> responseUrl) {
    var proof = account.proof(call.pathParam("id"));
    var id = pdfExports.start(kind, proof, responseUrl, account.keyUser());
    ApiResponses.send(call, Json.object("request_id", id));
  }

  private static URI responseUrl(Context call) {
    var url = ApiResponses.required(RequestBody.object(call), "response_url");
    if (!url.matches("(?i)https?://[^\\s{}|\\\\^`\"<>]+")) {
      throw ZiflowApiException.invalid("response_url: an http or https address");
    }
    return URI.create(url);
  }

  /** Polls an export; the sources do not document the field names. */
  private void poll(Context call) {
    var id = call.pathParam("request");
    var export = export(call);
    if (!export.proofId().equals(call.pathParam("id"))) {
      throw ZiflowApiException.notFound("export", id);
    }
    var ready = export.file().isPresent();
    ApiResponses.send(
        call,
        Json.object(
            "request_id", id,
            "status", ready ? "completed" : "in_progress",
            "location", ready ? pdfExports.location(id) : null));
  }

  private void file(Context call) {
    var file = export(call).file();
    call.contentType("application/pdf")
        .result(
            file.orElseThrow(() -> ZiflowApiException.notFound("file", call.pathParam("request"))));
  }

  private PdfExports.Export export(Context call) {
    var id = call.pathParam("request");
    return pdfExports.find(id).orElseThrow(() -> ZiflowApiException.notFound("export", id));
  }
}
