package io.proofline.console.record;

import static io.proofline.console.site.Site.field;

import io.proofline.console.access.Caller;
import io.proofline.console.audit.AuditFilter;
import io.proofline.console.audit.AuditQueries;
import io.proofline.console.page.AuditSentence;
import io.proofline.console.page.PageQuery;
import io.proofline.console.page.RecordPage;
import io.proofline.console.page.Section;
import io.proofline.console.people.Erasures;
import io.proofline.console.request.Requests;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import io.proofline.schemas.AdministrativeAct;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** Searches and exports the audit trail, and erases people. */
@PageController
final class RecordPages {

  private static final int PAGE_SIZE = 100;
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("decision", "Decisions");
    KINDS.put("comment", "Comments");
    KINDS.put("verdict", "Verdicts");
    KINDS.put("requested", "Requests of people");
    KINDS.put("proof_opened", "Proofs made");
    KINDS.put("version_uploaded", "Versions uploaded");
    KINDS.put("published", "Added to galleries");
    KINDS.put("taken_out", "Taken out of galleries");
    KINDS.put("status_written", "Status in the library");
    KINDS.put("filed", "Finals stored");
    KINDS.put("call_died", "Failed calls");
    KINDS.put("rules_pushed", "Rules put into force");
    KINDS.put("person_erased", "People erased");
  }

  private final AuditQueries audit;
  private final ReviewQueries reviews;
  private final Requests requests;
  private final Erasures erasures;
  private final Site site;
  private final Templates templates;

  RecordPages(
      AuditQueries audit,
      ReviewQueries reviews,
      Requests requests,
      Erasures erasures,
      Site site,
      Templates templates) {
    this.audit = audit;
    this.reviews = reviews;
    this.requests = requests;
    this.erasures = erasures;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/record")
  ResponseEntity<String> record(
      @RequestParam MultiValueMap<String, String> parameters, ServerWebExchange exchange) {
    var search = new PageQuery("/record", parameters);
    var filter = AuditFilter.parse(RecordSearch.filter(search, site.when(exchange)));
    var found = audit.list(filter, PAGE_SIZE, search.first("cursor"));
    var names =
        reviews.fileNames(
            found.items().stream()
                .map(entry -> entry.path("asset_id").asString())
                .distinct()
                .toList());
    var page =
        new RecordPage(
            search.without("erased"),
            found.items().stream()
                .map(entry ->
                    AuditSentence.of(entry, Map.of(), names.get(entry.path("asset_id").asString())))
                .toList(),
            found.next().map(cursor -> search.at(cursor.text()).href()).orElse(null),
            KINDS,
            search.first("erased").isEmpty() ? null : search.first("erased"));
    return Site.page(templates.record(site.layout(exchange, "Record", Section.RECORD), page));
  }

  /** Downloads are forms, not links: each is recorded as an act of the person. */
  @PostMapping("/record/export.csv")
  ResponseEntity<Flux<String>> csv(
      @RequestParam MultiValueMap<String, String> parameters,
      ServerWebExchange exchange,
      @AuthenticationPrincipal Caller caller) {
    return file(
        export(parameters, exchange, "csv", caller).csv(),
        "record.csv",
        MediaType.parseMediaType("text/csv;charset=UTF-8"));
  }

  @PostMapping("/record/export.json")
  ResponseEntity<Flux<String>> json(
      @RequestParam MultiValueMap<String, String> parameters,
      ServerWebExchange exchange,
      @AuthenticationPrincipal Caller caller) {
    return file(
        export(parameters, exchange, "json", caller).json(),
        "record.json",
        MediaType.APPLICATION_JSON);
  }

  private RecordExport export(
      MultiValueMap<String, String> parameters,
      ServerWebExchange exchange,
      String format,
      Caller caller) {
    var filter = RecordSearch.filter(new PageQuery("/record", parameters), site.when(exchange));
    var _ = AuditFilter.parse(filter);
    var details = new HashMap<String, String>();
    filter.forEach((name, values) -> details.put(name, values.getFirst()));
    details.put("format", format);
    var _ =
        requests.recordAct(
            AdministrativeAct.AUDIT_EXPORTED, details, null, UUID.randomUUID().toString(), caller);
    return new RecordExport(audit, reviews, () -> AuditFilter.parse(filter));
  }

  private static ResponseEntity<Flux<String>> file(
      Flux<String> content, String name, MediaType type) {
    return ResponseEntity.ok()
        .contentType(type)
        .headers(headers ->
            headers.setContentDisposition(ContentDisposition.attachment().filename(name).build()))
        .body(content);
  }

  /** Erases a person; the form asks for the address twice. */
  @PostMapping("/people/erase")
  ResponseEntity<String> erase(ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    var email = field(form, "email");
    if (email.isEmpty() || !email.equalsIgnoreCase(field(form, "again"))) {
      throw ApiException.invalid(
          "The two addresses differ, so nobody was erased. Go back and type the address twice.");
    }
    var erasure = erasures.erase(email, null, UUID.randomUUID().toString(), caller);
    return Site.redirect("/record?erased=" + erasure.personId() + "&person=" + erasure.personId());
  }
}
