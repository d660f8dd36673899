package io.proofline.console.notification;

import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.Cursor;
import io.proofline.console.web.JsonBody;
import io.proofline.console.web.Times;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows the deliveries of a subscription, and sends events again or as an example. */
@RestController
@RequestMapping("/api/v1/subscriptions/{id}")
final class DeliveryController {

  private static final int LARGEST_PAGE = 500;
  private static final int LONGEST_TEXT = 1_000;
  private static final int MOST_REPLAYED = 1_000;
  private static final Set<String> STATES = Set.of("waiting", "delivered", "exhausted");

  private final SubscriptionAdministration administration;
  private final DeliveryQueries queries;
  private final Outbox outbox;
  private final AuditEventSource auditEvents;
  private final EventCatalogue catalogue;

  DeliveryController(
      SubscriptionAdministration administration,
      DeliveryQueries queries,
      Outbox outbox,
      AuditEventSource auditEvents,
      EventCatalogue catalogue) {
    this.administration = administration;
    this.queries = queries;
    this.outbox = outbox;
    this.auditEvents = auditEvents;
    this.catalogue = catalogue;
  }

  /** The deliveries, the newest first, with their attempts. */
  @GetMapping("/deliveries")
  ObjectNode deliveries(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (state != null && !STATES.contains(state)) {
      throw ApiException.invalid(
          "'state' is '%.80s'; allowed are waiting, delivered, exhausted".formatted(state));
    }
    var subscription = administration.find(id);
    var page = queries.list(subscription.id(), state, Answers.limit(limit, LARGEST_PAGE), cursor);
    var answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("items").addAll(page.items());
    answer.put("next_cursor", page.next().map(Cursor::text).orElse(null));
    return answer;
  }

  /** Sends one event again, or all since a time. */
  @PostMapping("/replays")
  ResponseEntity<ObjectNode> replay(@PathVariable String id, @RequestBody String text) {
    var body = JsonBody.parse(text, Set.of("event", "since"));
    var event = body.optionalText("event", LONGEST_TEXT);
    var since = body.optionalText("since", LONGEST_TEXT);
    if ((event == null) == (since == null)) {
      throw ApiException.invalid("Either 'event' or 'since' must be given");
    }
    var subscription = administration.find(id);
    int count = event == null ? replaySince(subscription, String.valueOf(since)) : 1;
    if (event != null && !outbox.replay(subscription.id(), event)) {
      throw ApiException.notFound(
          "The subscription has no event %.200s; GET /api/v1/subscriptions/%s/deliveries lists those that it has"
              .formatted(event, subscription.id()));
    }
    return accepted().body(JsonNodeFactory.instance.objectNode().put("events", count));
  }

  private int replaySince(Subscription subscription, String since) {
    var events =
        auditEvents.since(
            subscription.definition().filter(), Times.parse("since", since), MOST_REPLAYED + 1);
    if (events.size() > MOST_REPLAYED) {
      throw ApiException.invalid(
          "There are more than %d events since then. Choose a later time."
              .formatted(MOST_REPLAYED));
    }
    outbox.replay(subscription.id(), events);
    return events.size();
  }

  /** Sends a made-up event of a kind, whatever the filter. */
  @PostMapping("/examples")
  ResponseEntity<ObjectNode> example(@PathVariable String id, @RequestBody String text) {
    var body = JsonBody.parse(text, Set.of("kind"));
    var example = catalogue.example(body.text("kind", LONGEST_TEXT));
    var subscription = administration.find(id);
    outbox.add(subscription.id(), List.of(example));
    return accepted().body(JsonNodeFactory.instance.objectNode().put("event", example.id()));
  }

  private static ResponseEntity.BodyBuilder accepted() {
    return ResponseEntity.status(HttpStatus.ACCEPTED);
  }
}
