package io.proofline.console.report;

import io.proofline.console.access.Caller;
import io.proofline.console.request.Requests;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.schemas.AdministrativeAct;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** Reports for people; each download is recorded as an act of the person, as other exports are. */
@PageController
final class ReportPages {

  private final Reports reports;
  private final Requests requests;

  ReportPages(Reports reports, Requests requests) {
    this.reports = reports;
    this.requests = requests;
  }

  @PostMapping("/record/export.pdf")
  ResponseEntity<Flux<DataBuffer>> report(
      ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    var asset = Site.field(form, "asset");
    boolean isPhotograph = !asset.isEmpty();
    var collection = Site.field(form, "collection");
    var file =
        isPhotograph
            ? reports.ofPhotograph(asset, caller.name())
            : reports.ofCollection(collection, caller.name());
    try {
      var _ =
          requests.recordAct(
              AdministrativeAct.AUDIT_EXPORTED,
              isPhotograph
                  ? Map.of("format", "pdf", "asset", asset)
                  : Map.of("format", "pdf", "collection", collection),
              null,
              UUID.randomUUID().toString(),
              caller);
    } catch (RuntimeException e) {
      ReportFile.delete(file);
      throw e;
    }
    return ReportFile.answer(file, isPhotograph ? "photograph" : "collection");
  }
}
