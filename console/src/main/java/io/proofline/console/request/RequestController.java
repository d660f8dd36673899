package io.proofline.console.request;

import io.proofline.console.access.Caller;
import io.proofline.console.review.ReviewFilter;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import io.proofline.schemas.avro.RequestKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes requests for one or many assets, and says how far they are. */
@RestController
@RequestMapping("/api/v1")
final class RequestController {

  private static final int LONGEST_WAIT_SECONDS = 5;
  private static final int LARGEST_CAP = 10_000;
  private static final int DEFAULT_CAP = 1_000;
  private static final int EXAMPLES = 20;
  private static final Set<String> BULK_FIELDS =
      Set.of("kind", "filter", "cap", "dry_run", "reason");

  private final Requests requests;
  private final ReviewQueries reviews;
  private final Answers answers;

  RequestController(Requests requests, ReviewQueries reviews, Answers answers) {
    this.requests = requests;
    this.reviews = reviews;
    this.answers = answers;
  }

  @PostMapping("/requests")
  ResponseEntity<ObjectNode> request(
      @RequestBody String body,
      @RequestHeader(name = Requests.KEY_HEADER, required = false) @Nullable String key,
      @RequestParam(defaultValue = "0") int wait,
      @AuthenticationPrincipal Caller caller) {
    var object = JsonBody.object(body);
    var recorded = requests.record(RequestReader.parse(object), key(key), object, caller);
    return accepted(recorded, wait);
  }

  private ResponseEntity<ObjectNode> accepted(List<RecordedRequest> recorded, int wait) {
    if (wait < 0 || wait > LONGEST_WAIT_SECONDS) {
      throw ApiException.invalid(
          "'wait' is %d; allowed is 0 to %d seconds".formatted(wait, LONGEST_WAIT_SECONDS));
    }
    requests.awaitApplied(recorded, Duration.ofSeconds(wait));
    var answer = answers.object();
    answer.putArray("requests").addAll(recorded.stream().map(requests::describe).toList());
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(answer);
  }

  @GetMapping("/requests/{id}")
  ObjectNode request(@PathVariable String id) {
    var answer = answers.object();
    answer.set(
        "request",
        requests
            .find(id)
            .map(requests::describe)
            .orElseThrow(() ->
                ApiException.notFound(
                    "No request %.80s was made here. The answer to POST /api/v1/requests has the ids."
                        .formatted(id))));
    return answer;
  }

  @PostMapping("/bulk-requests")
  ResponseEntity<ObjectNode> bulk(
      @RequestBody String text,
      @RequestHeader(name = Requests.KEY_HEADER, required = false) @Nullable String key,
      @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, BULK_FIELDS);
    var kind = bulkKind(body.node());
    var filter = filter(body.node().path("filter"));
    boolean isDryRun = body.flag("dry_run");
    var given = body.optionalNumber("cap", LARGEST_CAP);
    int cap = given == null ? DEFAULT_CAP : given;
    var reason = body.optionalText("reason", RequestReader.MAX_REASON);
    var bulkKey = key(key);
    int found = reviews.count(filter);
    var targets = requests.targets(kind, filter, cap);
    if (isDryRun) {
      return ResponseEntity.ok(described(found, targets));
    }
    if (requests.ofKey(bulkKey).isEmpty()) {
      requireAtMost(cap, found, targets.size());
    }
    var request = new NewRequest(kind, List.of(), null, null, null, null, reason);
    var why = body.node().path("filter").path("waits").asString(null);
    var recorded = requests.recordBulk(request, targets, why, bulkKey, body.node(), caller);
    var answer = described(found, List.of());
    answer.put("id", bulkKey);
    answer.put("recorded", recorded.size());
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(answer);
  }

  static void requireAtMost(int cap, int assets, int requests) {
    if (assets > cap || requests > cap) {
      throw ApiException.conflict(
          "The filter finds %d assets%s, more than the cap of %d. Narrow the filter, or raise 'cap' up to %d."
              .formatted(
                  assets,
                  requests > assets ? " with %d commands".formatted(requests) : "",
                  cap,
                  LARGEST_CAP));
    }
  }

  /** The progress of a bulk request, and the result for each item. */
  @GetMapping("/bulk-requests/{id}")
  ObjectNode bulk(@PathVariable String id) {
    var items = requests.ofKey(id).stream().map(requests::describe).toList();
    if (items.isEmpty()) {
      throw ApiException.notFound(
          "No bulk request %.80s was made here. The answer to POST /api/v1/bulk-requests has the id."
              .formatted(id));
    }
    var answer = answers.object();
    answer.put("id", id);
    var counts = answer.putObject("states");
    items.forEach(item -> {
      var state = item.path("state").asString();
      counts.put(state, counts.path(state).asInt(0) + 1);
    });
    answer.putArray("items").addAll(items);
    return answer;
  }

  private ObjectNode described(int found, List<NewRequest.Target> targets) {
    var answer = answers.object();
    answer.put("assets", found);
    var examples = answer.putArray("examples");
    targets.stream()
        .limit(EXAMPLES)
        .forEach(target -> {
          var example = examples.addObject();
          example.put("asset_id", target.assetId());
          example.put("command_id", target.command());
        });
    return answer;
  }

  private static RequestKind bulkKind(JsonNode body) {
    var kind = RequestReader.kind(body);
    if (Set.of(RequestKind.LINK, RequestKind.RELEASE, RequestKind.GO_AHEAD).contains(kind)) {
      throw ApiException.invalid("'kind' can't be %s in a bulk request".formatted(kind));
    }
    return kind;
  }

  /** A filter without a condition would be about every asset, so it is refused. */
  private static ReviewFilter filter(JsonNode filter) {
    MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
    filter.properties().forEach(entry -> add(parameters, entry.getKey(), entry.getValue()));
    var parsed = ReviewFilter.parse(parameters, Set.of());
    if (!filter.isObject() || !parsed.hasCondition()) {
      throw ApiException.invalid(
          "'filter' must be an object with at least one parameter of GET /api/v1/reviews, such as"
              + " {\"waits\": [\"dead_command\"]}");
    }
    return parsed;
  }

  private static void add(MultiValueMap<String, String> parameters, String name, JsonNode value) {
    var texts = value.isArray() ? value.valueStream().toList() : List.of(value);
    if (texts.isEmpty()
        || !texts.stream().allMatch(text -> text.isString() && !text.asString().isBlank())) {
      throw ApiException.invalid(
          "'%.80s' in 'filter' is %.80s; it must be a text, or a list of one or more"
              .formatted(name, value));
    }
    texts.forEach(text -> parameters.add(name, text.asString()));
  }

  private static String key(@Nullable String given) {
    return given == null ? UUID.randomUUID().toString() : Requests.key(given);
  }
}
