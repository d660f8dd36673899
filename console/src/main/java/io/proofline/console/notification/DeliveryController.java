package io.proofline.console.notification;

import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.Cursor;
import io.proofline.console.web.JsonBody;
import io.proofline.console.web.Times;
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
  private static final Set<String> STATES = Set.of("waiting", "delivered", "exhausted");

  private final SubscriptionAdministration administration;
  private final DeliveryQueries queries;
  private final EventReplay replay;

  DeliveryController(
      SubscriptionAdministration administration, DeliveryQueries queries, EventReplay replay) {
    this.administration = administration;
    this.queries = queries;
    this.replay = replay;
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
    int count = 1;
    if (event != null) {
      replay.one(subscription, event);
    } else {
      count = replay.since(subscription, Times.parse("since", String.valueOf(since)));
    }
    return accepted().body(JsonNodeFactory.instance.objectNode().put("events", count));
  }

  /** Sends a made-up event of a kind, whatever the filter. */
  @PostMapping("/examples")
  ResponseEntity<ObjectNode> example(@PathVariable String id, @RequestBody String text) {
    var body = JsonBody.parse(text, Set.of("kind"));
    var example = replay.newExample(body.text("kind", LONGEST_TEXT));
    replay.send(administration.find(id), example);
    return accepted().body(JsonNodeFactory.instance.objectNode().put("event", example.id()));
  }

  private static ResponseEntity.BodyBuilder accepted() {
    return ResponseEntity.status(HttpStatus.ACCEPTED);
  }
}
