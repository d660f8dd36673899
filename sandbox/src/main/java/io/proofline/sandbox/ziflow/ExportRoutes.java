package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.util.Optional;

/** PDFs of a review: asked for, polled, fetched. */
final class ExportRoutes {
  private final Desk desk;
  private final Exports exports;
  private final ZiflowSettings settings;

  ExportRoutes(Desk desk, Exports exports, ZiflowSettings settings) {
    this.desk = desk;
    this.exports = exports;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes) {
    add(routes, "/v1/proofs/{id}/summary/pdf", Exports.Kind.SUMMARY, () -> {});
    add(routes, "/v1/proofs/{id}/comments/pdf", Exports.Kind.COMMENTS, settings::checkEnterprise);
    routes.get("/exports/{request}.pdf", this::file);
  }

  private void add(RoutesConfig routes, String path, Exports.Kind kind, Runnable check) {
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

  private void begin(Context call, Exports.Kind kind, Optional<URI> responseUrl) {
    var proof = desk.proof(call.pathParam("id"));
    var id = exports.begin(kind, proof, responseUrl, desk.user());
    Exchange.send(call, Json.object("request_id", id));
  }

  private static URI responseUrl(Context call) {
    var url = Exchange.required(Input.json(call), "response_url");
    if (!url.matches("(?i)https?://[^\\s{}|\\\\^`\"<>]+")) {
      throw Refused.invalid("response_url: an http or https address");
    }
    return URI.create(url);
  }

  /** The names of these fields are not known. */
  private void poll(Context call) {
    var id = call.pathParam("request");
    var export = export(call);
    if (!export.proofId().equals(call.pathParam("id"))) {
      throw Refused.notFound("export", id);
    }
    var ready = export.file().isPresent();
    Exchange.send(
        call,
        Json.object(
            "request_id", id,
            "status", ready ? "completed" : "in_progress",
            "location", ready ? exports.location(id) : null));
  }

  private void file(Context call) {
    var file = export(call).file();
    call.contentType("application/pdf")
        .result(file.orElseThrow(() -> Refused.notFound("file", call.pathParam("request"))));
  }

  private Exports.Export export(Context call) {
    var id = call.pathParam("request");
    return exports.find(id).orElseThrow(() -> Refused.notFound("export", id));
  }
}
