package io.proofline.console.verification;

import io.proofline.console.page.Section;
import io.proofline.console.page.VerificationPage;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** Verifies an export for people. */
@PageController
final class VerificationPages {

  private final Verifications verifications;
  private final Site site;
  private final Templates templates;

  VerificationPages(Verifications verifications, Site site, Templates templates) {
    this.verifications = verifications;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/record/verification")
  ResponseEntity<String> form(ServerWebExchange exchange) {
    return page(exchange, null);
  }

  @PostMapping(path = "/record/verification", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<String> verify(@RequestBody Flux<PartEvent> form, ServerWebExchange exchange) {
    var verified = verifications.verify(form);
    return page(
        exchange,
        new VerificationPage.Result(
            verified.report(), verified.fileName(), verified.keyIds(), verified.areOwnKeys()));
  }

  private ResponseEntity<String> page(
      ServerWebExchange exchange, VerificationPage.@Nullable Result result) {
    return Site.page(
        templates.verification(
            site.layout(exchange, "Verify an export", Section.RECORD),
            new VerificationPage(
                verifications.ownKeyIds(), verifications.largestExport(), result)));
  }
}
