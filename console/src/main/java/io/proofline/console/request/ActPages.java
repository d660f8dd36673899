package io.proofline.console.request;

import static io.proofline.console.site.Site.field;

import io.proofline.console.access.Caller;
import io.proofline.console.page.ActPage;
import io.proofline.console.page.PageQuery;
import io.proofline.console.page.ProgressPage;
import io.proofline.console.page.Section;
import io.proofline.console.page.Sentences;
import io.proofline.console.review.ReviewFilter;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import io.proofline.schemas.avro.RequestKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes for one or many photographs: shows first how many a change is about, then makes it, then
 * shows how far it is.
 */
@PageController
final class ActPages {

  private static final int CAP = 10_000;
  private static final int EXAMPLES = 8;
  private static final String SEARCH = "search";

  /** Kinds that are about a single proof or call. */
  private static final Set<RequestKind> SINGLE =
      Set.of(RequestKind.LINK, RequestKind.RELEASE, RequestKind.GO_AHEAD);

  private final Requests requests;
  private final ReviewQueries reviews;
  private final Site site;
  private final Templates templates;

  ActPages(Requests requests, ReviewQueries reviews, Site site, Templates templates) {
    this.requests = requests;
    this.reviews = reviews;
    this.site = site;
    this.templates = templates;
  }

  /** Says how many photographs a change is about, before anything happens. */
  @GetMapping("/act")
  ResponseEntity<String> ask(
      @RequestParam MultiValueMap<String, String> parameters, ServerWebExchange exchange) {
    var query = new PageQuery("/act", parameters);
    var kind = kind(query.first("kind"));
    var fields = new LinkedHashMap<String, String>();
    fields.put("kind", query.first("kind"));
    fields.put("key", UUID.randomUUID().toString());
    for (var name : List.of("command", "proof")) {
      if (!query.first(name).isEmpty()) {
        fields.put(name, query.first(name));
      }
    }
    var page = isSingle(kind, query) ? single(kind, query, fields) : many(kind, query, fields);
    return Site.page(
        templates.act(
            site.layout(exchange, ActPage.heading(query.first("kind")), Section.REVIEWS), page));
  }

  private ActPage single(RequestKind kind, PageQuery query, Map<String, String> fields) {
    var asset = query.first("asset");
    fields.put("asset", asset);
    int held =
        kind == RequestKind.GO_AHEAD
            ? reviews.count(filter(PageQuery.parse("", "waits=held")))
            : 1;
    return new ActPage(
        query.first("kind"), fields, held, held, names(List.of(asset)), null);
  }

  private ActPage many(RequestKind kind, PageQuery query, Map<String, String> fields) {
    var filterQuery = filterQuery(query);
    if (filterQuery.parameters().isEmpty()) {
      return new ActPage(
          query.first("kind"),
          fields,
          0,
          0,
          List.of(),
          query.has("scope", SEARCH)
              ? "This search leaves nothing out. Narrow it before you change all that it finds."
              : "No photograph is selected. Go back and select one or more.");
    }
    fields.put("filter", filterQuery.query());
    var filter = filter(filterQuery);
    int found = reviews.count(filter);
    fields.put("found", Integer.toString(found));
    var targets = found > CAP ? List.<NewRequest.Target>of() : requests.targets(kind, filter, CAP);
    return new ActPage(
        query.first("kind"),
        fields,
        found,
        targets.size(),
        names(targets.stream().map(NewRequest.Target::assetId).distinct().limit(EXAMPLES).toList()),
        problem(kind, found, targets.size()));
  }

  private static @Nullable String problem(RequestKind kind, int found, int targets) {
    if (found > CAP || targets > CAP) {
      return "That are more than %,d at once. Narrow the search.".formatted(CAP);
    }
    if (found == 0) {
      return "No photograph is meant any more.";
    }
    return targets == 0 && Requests.isAboutDeadCommand(kind)
        ? "None of them has a failed call any more."
        : null;
  }

  private List<String> names(List<String> assets) {
    var names = reviews.fileNames(assets);
    return assets.stream()
        .filter(asset -> !asset.isEmpty())
        .map(asset -> Sentences.name(names.getOrDefault(asset, asset)))
        .toList();
  }

  /** What is meant: all of a search, the selected ones, or the parameters of a filter. */
  private static PageQuery filterQuery(PageQuery query) {
    if (query.has("scope", SEARCH)) {
      return PageQuery.parse("", query.first("filter")).without("sort").without("view");
    }
    var rest = new LinkedHashMap<>(query.parameters());
    rest.keySet().removeAll(Set.of("kind", "scope", "filter", "command", "proof", "count"));
    return new PageQuery("", rest);
  }

  private static ReviewFilter filter(PageQuery query) {
    return ReviewFilter.parse(query.filter(), Set.of());
  }

  private static boolean isSingle(RequestKind kind, PageQuery query) {
    return SINGLE.contains(kind) || !query.first("command").isEmpty();
  }

  /** Makes the change; a form that is sent twice makes it once. */
  @PostMapping("/act")
  ResponseEntity<String> act(
      ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    var key = Requests.key(field(form, "key"));
    var kind = kind(field(form, "kind"));
    var reason = field(form, "reason");
    if (reason.isEmpty() && ActPage.needsReason(field(form, "kind"))) {
      throw ApiException.invalid("This change needs a reason, which the record keeps.");
    }
    if (reason.length() > RequestReader.MAX_REASON) {
      throw ApiException.invalid(
          "The reason is longer than %,d characters.".formatted(RequestReader.MAX_REASON));
    }
    if (isSingle(kind, new PageQuery("", form))) {
      var body = single(form, reason);
      var _ = requests.record(RequestReader.parse(body), key, body, caller);
    } else {
      recordMany(form, kind, reason, key, caller);
    }
    return Site.redirect("/acts/" + key);
  }

  private static ObjectNode single(MultiValueMap<String, String> form, String reason) {
    var body = JsonNodeFactory.instance.objectNode();
    for (var name : List.of("kind", "asset", "command", "proof")) {
      if (!field(form, name).isEmpty()) {
        body.put(name, field(form, name));
      }
    }
    if (field(form, "count").matches("[1-9]\\d{0,6}")) {
      body.put("count", Integer.parseInt(field(form, "count")));
    }
    if (!reason.isEmpty() && !field(form, "kind").equals("go_ahead")) {
      body.put("reason", reason);
    }
    return body;
  }

  private void recordMany(
      MultiValueMap<String, String> form,
      RequestKind kind,
      String reason,
      String key,
      Caller caller) {
    var query = PageQuery.parse("", field(form, "filter"));
    var filter = filter(query);
    if (!filter.hasCondition()) {
      throw ApiException.invalid("The search leaves nothing out, so nothing was changed.");
    }
    var targets = requests.targets(kind, filter, CAP);
    if (requests.ofKey(key).isEmpty()) {
      RequestController.requireAtMost(CAP, reviews.count(filter), targets.size());
    }
    var body = JsonNodeFactory.instance.objectNode();
    body.put("kind", field(form, "kind")).put("filter", query.query()).put("reason", reason);
    var request =
        new NewRequest(kind, List.of(), null, null, null, null, reason.isEmpty() ? null : reason);
    var why = query.first("waits");
    var _ =
        requests.recordBulk(request, targets, why.isEmpty() ? null : why, key, body, caller);
  }

  private static RequestKind kind(String word) {
    return RequestReader.kind(JsonNodeFactory.instance.objectNode().put("kind", word));
  }

  /** How far a change is. */
  @GetMapping("/acts/{key}")
  ResponseEntity<String> progress(@PathVariable String key, ServerWebExchange exchange) {
    var made = requests.ofKey(key);
    if (made.isEmpty()) {
      throw ApiException.notFound("No change of this address was made, or it had nothing to do.");
    }
    var kind = made.getFirst().kind().toLowerCase(Locale.ROOT);
    var page =
        new ProgressPage(
            key, kind, made.stream().<JsonNode>map(requests::describe).toList());
    return Site.page(
        templates.progress(
            site.layout(exchange, ActPage.heading(kind), Section.REVIEWS), page));
  }
}
