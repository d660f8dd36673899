package io.proofline.console.notification;

import static io.proofline.console.site.Site.field;

import gg.jte.models.runtime.JteModel;
import io.proofline.console.access.Caller;
import io.proofline.console.page.PageQuery;
import io.proofline.console.page.Section;
import io.proofline.console.page.Sentences;
import io.proofline.console.page.SubscriptionForm;
import io.proofline.console.page.SubscriptionPage;
import io.proofline.console.page.SubscriptionPage.Delivery;
import io.proofline.console.page.SubscriptionsPage;
import io.proofline.console.rules.RuleNames;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Subscriptions of notifications, for administrators.
 *
 * <p>Longer than 300 lines because each of its nine forms returns to the same page.
 */
@PageController
final class SubscriptionPages {

  private static final String PATH = "/subscriptions";
  private static final int DELIVERIES = 50;
  private static final int LONGEST_REASON = 2_000;
  private static final List<String> TEXTS =
      List.of("name", "url", "format", "rule", "collection", "asset");

  private final Subscriptions subscriptions;
  private final SubscriptionAdministration administration;
  private final SubscriptionStates states;
  private final DefinitionReader reader;
  private final DeliveryQueries deliveries;
  private final EventReplay replay;
  private final EventCatalogue catalogue;
  private final RuleNames ruleNames;
  private final NotificationSettings settings;
  private final Site site;
  private final Templates templates;

  SubscriptionPages(
      Subscriptions subscriptions,
      SubscriptionAdministration administration,
      SubscriptionStates states,
      DefinitionReader reader,
      DeliveryQueries deliveries,
      EventReplay replay,
      EventCatalogue catalogue,
      RuleNames ruleNames,
      NotificationSettings settings,
      Site site,
      Templates templates) {
    this.subscriptions = subscriptions;
    this.administration = administration;
    this.states = states;
    this.reader = reader;
    this.deliveries = deliveries;
    this.replay = replay;
    this.catalogue = catalogue;
    this.ruleNames = ruleNames;
    this.settings = settings;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping(PATH)
  ResponseEntity<String> all(ServerWebExchange exchange) {
    return all(exchange, form(new PageQuery(PATH, Map.of()), null));
  }

  private ResponseEntity<String> all(ServerWebExchange exchange, SubscriptionForm form) {
    var page = new SubscriptionsPage(subscriptions.all().stream().map(states::of).toList(), form);
    return answer(
        form,
        templates.subscriptions(
            site.layout(exchange, "Notifications", Section.NOTIFICATIONS), page));
  }

  /** Makes a subscription; its secret is shown once. A mistake leaves the form as it is. */
  @PostMapping(PATH + "/create")
  ResponseEntity<String> create(
      ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    Subscription created;
    try {
      created = administration.create(definition(form), reason(form), caller);
    } catch (ApiException e) {
      return all(exchange, form(new PageQuery(PATH, form), e.getMessage()));
    }
    return one(exchange, created, new Shown(newSecret(created), "It is made.", null, "", null));
  }

  @GetMapping(PATH + "/{id}")
  ResponseEntity<String> one(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String done,
      @RequestParam(required = false) @Nullable Integer events,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) @Nullable String cursor,
      ServerWebExchange exchange) {
    return one(
        exchange,
        administration.find(id),
        new Shown(null, notice(done, events), null, state, cursor));
  }

  private static @Nullable String newSecret(Subscription subscription) {
    return subscription.definition().format().isSigned() ? subscription.secret() : null;
  }

  /** What a page shows beside the subscription itself. */
  private record Shown(
      @Nullable String secret,
      @Nullable String notice,
      @Nullable SubscriptionForm form,
      String state,
      @Nullable String cursor) {

    /** Omits the secret. */
    @Override
    public String toString() {
      return "Shown[]";
    }
  }

  private ResponseEntity<String> one(
      ServerWebExchange exchange, Subscription subscription, Shown shown) {
    var state = SubscriptionPage.states().containsKey(shown.state()) ? shown.state() : "";
    var listed =
        deliveries.list(
            subscription.id(), state.isEmpty() ? null : state, DELIVERIES, shown.cursor());
    var here = new PageQuery(PATH + "/" + subscription.id(), Map.of("state", List.of(state)));
    var form = shown.form() == null ? form(values(subscription), null) : shown.form();
    var page =
        new SubscriptionPage(
            states.of(subscription),
            subscription.definition().format().isSigned(),
            shown.secret(),
            subscription.formerSecretUntil(),
            shown.notice(),
            form,
            state,
            listed.items().stream().map(Delivery::of).toList(),
            listed.next().map(cursor -> here.at(cursor.text()).href()).orElse(null));
    return answer(
        form,
        templates.subscription(
            site.layout(exchange, subscription.definition().name(), Section.NOTIFICATIONS), page));
  }

  private static @Nullable String notice(@Nullable String done, @Nullable Integer events) {
    return switch (done) {
      case "changed" -> "The change is stored.";
      case "example" -> "The example is on its way. Its answer is in the deliveries.";
      case "replayed" -> "The event is sent again.";
      case "replay" ->
          "%s sent again.".formatted(events == null || events == 0 ? "No event is" : many(events));
      case null, default -> null;
    };
  }

  private static String many(int events) {
    return Sentences.count(events, "event") + (events == 1 ? " is" : " are");
  }

  /** Changes what people choose. */
  @PostMapping(PATH + "/{id}/change")
  ResponseEntity<String> change(
      @PathVariable String id, ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    var subscription = administration.find(id);
    try {
      var _ =
          administration.change(
              id, definition(form), subscription.isEnabled(), reason(form), caller);
    } catch (ApiException e) {
      var refused = form(new PageQuery(PATH, form), e.getMessage());
      return one(exchange, subscription, new Shown(null, null, refused, "", null));
    }
    return done(id, "changed");
  }

  /** Turns a subscription on, or off. */
  @PostMapping(PATH + "/{id}/enable")
  ResponseEntity<String> enable(
      @PathVariable String id, ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    var definition = administration.find(id).definition();
    boolean isEnabled = field(form, "enabled").equals("true");
    var _ = administration.change(id, definition, isEnabled, reason(form), caller);
    return done(id, "changed");
  }

  /** Replaces the secret; the new one is shown once. */
  @PostMapping(PATH + "/{id}/secret")
  ResponseEntity<String> rotate(
      @PathVariable String id, ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var reason = reason(Site.form(exchange));
    var rotated = administration.rotateSecret(id, settings.formerSecretFor(), reason, caller);
    return one(exchange, rotated, new Shown(newSecret(rotated), null, null, "", null));
  }

  @PostMapping(PATH + "/{id}/example")
  ResponseEntity<String> example(@PathVariable String id, ServerWebExchange exchange) {
    var example = replay.newExample(field(Site.form(exchange), "kind"));
    replay.send(administration.find(id), example);
    return done(id, "example");
  }

  /** Sends one event again, or all since a time. */
  @PostMapping(PATH + "/{id}/replay")
  ResponseEntity<String> replay(@PathVariable String id, ServerWebExchange exchange) {
    var form = Site.form(exchange);
    var subscription = administration.find(id);
    var event = field(form, "event");
    if (!event.isEmpty()) {
      replay.one(subscription, event);
      return done(id, "replayed");
    }
    int events = replay.since(subscription, since(field(form, "since"), exchange));
    return Site.redirect("%s/%s?done=replay&events=%d".formatted(PATH, id, events));
  }

  private Instant since(String text, ServerWebExchange exchange) {
    try {
      return site.when(exchange).instant(text);
    } catch (DateTimeParseException _) {
      throw ApiException.invalid(
          "'%.40s' is no time; write one as 2026-11-28T18:00.".formatted(text));
    }
  }

  /** Asks before a subscription is deleted. */
  @GetMapping(PATH + "/{id}/delete")
  ResponseEntity<String> askDelete(@PathVariable String id, ServerWebExchange exchange) {
    var summary = states.of(administration.find(id));
    return Site.page(
        templates.subscriptionDelete(
            site.layout(exchange, "Delete: %s?".formatted(summary.name()), Section.NOTIFICATIONS),
            summary));
  }

  @PostMapping(PATH + "/{id}/delete")
  ResponseEntity<String> delete(
      @PathVariable String id, ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    administration.delete(id, reason(Site.form(exchange)), caller);
    return Site.redirect(PATH);
  }

  private SubscriptionForm form(PageQuery values, @Nullable String problem) {
    return new SubscriptionForm(values, EventPages.groups(catalogue), ruleNames.inForce(), problem);
  }

  private static PageQuery values(Subscription subscription) {
    var definition = subscription.definition();
    var filter = definition.filter();
    return new PageQuery(
        PATH,
        Map.of(
            "name", List.of(definition.name()),
            "url", List.of(definition.url().toString()),
            "format", List.of(definition.format().word()),
            "kinds", filter.kinds(),
            "rule", optional(filter.rule()),
            "collection", optional(filter.collection()),
            "asset", optional(filter.assetId())));
  }

  private static List<String> optional(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }

  /** The definition in a form, with the checks of the API. */
  private Subscription.Definition definition(MultiValueMap<String, String> form) {
    var body = JsonNodeFactory.instance.objectNode();
    for (var name : TEXTS) {
      if (!field(form, name).isEmpty()) {
        body.put(name, field(form, name));
      }
    }
    var kinds = body.putArray("kinds");
    form.getOrDefault("kinds", List.of()).forEach(kinds::add);
    return reader.read(JsonBody.parse(body.toString(), DefinitionReader.fields()));
  }

  private static String reason(MultiValueMap<String, String> form) {
    var reason = field(form, "reason");
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw ApiException.invalid(
          "A reason of 1 to %,d characters is needed, which the record keeps."
              .formatted(LONGEST_REASON));
    }
    return reason;
  }

  private static ResponseEntity<String> done(String id, String what) {
    return Site.redirect("%s/%s?done=%s".formatted(PATH, id, what));
  }

  private static ResponseEntity<String> answer(SubscriptionForm form, JteModel page) {
    return form.problem() == null
        ? Site.page(page)
        : Site.page(HttpStatus.UNPROCESSABLE_CONTENT, page);
  }
}
