package io.proofline.console.notification;

import io.proofline.console.notification.EventCatalogue.EventSubject;
import io.proofline.console.page.EventPage;
import io.proofline.console.page.EventsPage;
import io.proofline.console.page.Section;
import io.proofline.console.page.SubscriptionForm.Group;
import io.proofline.console.page.SubscriptionForm.Kind;
import io.proofline.console.page.Viewer;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ServerWebExchange;

/** Shows the catalogue of events. */
@PageController
final class EventPages {

  private final EventCatalogue catalogue;
  private final Site site;
  private final Templates templates;

  EventPages(EventCatalogue catalogue, Site site, Templates templates) {
    this.catalogue = catalogue;
    this.site = site;
    this.templates = templates;
  }

  /** The kinds of events, by their subject. */
  static List<Group> groups(EventCatalogue catalogue) {
    return Arrays.stream(EventSubject.values())
        .map(subject ->
            new Group(
                subject.title(),
                catalogue.kinds(subject).stream()
                    .map(kind -> new Kind(kind, catalogue.description(kind)))
                    .toList()))
        .toList();
  }

  @GetMapping("/subscriptions/events")
  ResponseEntity<String> all(ServerWebExchange exchange) {
    return Site.page(
        templates.events(
            site.layout(exchange, "Events", section(exchange)), new EventsPage(groups(catalogue))));
  }

  @GetMapping("/subscriptions/events/{kind}")
  ResponseEntity<String> one(@PathVariable String kind, ServerWebExchange exchange) {
    if (!catalogue.kinds().contains(kind)) {
      throw ApiException.notFound("There is no event '%.80s'.".formatted(kind));
    }
    var page =
        new EventPage(
            kind,
            NotificationEvent.VERSION,
            catalogue.description(kind),
            catalogue.schema(kind).toPrettyString(),
            catalogue.sample(kind).toPrettyString());
    return Site.page(templates.event(site.layout(exchange, kind, section(exchange)), page));
  }

  /** Only administrators have the section Notifications; others find the catalogue under System. */
  private static Section section(ServerWebExchange exchange) {
    return Site.viewer(exchange).filter(Viewer::mayAdminister).isPresent()
        ? Section.NOTIFICATIONS
        : Section.SYSTEM;
  }
}
