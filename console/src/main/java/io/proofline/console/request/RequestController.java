package io.proofline.console.request;

import io.proofline.console.access.Caller;
import io.proofline.console.review.ReviewFilter;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.schemas.avro.RequestKind;
import java.time.Duration;
import java.util.ArrayList;
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
    var request = RequestReader.parse(body);
    var recorded = requests.record(request, key(key), RequestReader.object(body), caller);
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
    var body = RequestReader.object(text);
    var kind = bulkKind(body);
    requireFields(body);
    var filter = filter(body.path("filter"));
    int cap = cap(body);
    var reason = reason(body);
    int found = reviews.count(filter);
    var targets = requests.targets(kind, filter, cap);
    if (body.path("dry_run").asBoolean(false)) {
      return ResponseEntity.ok(described(found, targets));
    }
    if (found > cap) {
      throw ApiException.conflict(
          "The filter finds %d assets, more than the cap of %d. Narrow the filter, or raise 'cap' up to %d."
              .formatted(found, cap, LARGEST_CAP));
    }
    var bulkKey = key(key);
    var request = new NewRequest(kind, List.of(), null, null, null, null, reason);
    var why = body.path("filter").path("waits").asString(null);
    var recorded = requests.recordBulk(request, targets, why, bulkKey, body, caller);
    var answer = described(found, List.of());
    answer.put("id", bulkKey);
    answer.put("recorded", recorded.size());
    return ResponseEntity.status(HttpStatus.ACCEPTED).body(answer);
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

  private static void requireFields(JsonNode body) {
    body.propertyNames().stream()
        .filter(name -> !BULK_FIELDS.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw ApiException.invalid(
              "'%.80s' does not go with a bulk request, which takes %s"
                  .formatted(name, String.join(", ", BULK_FIELDS.stream().sorted().toList())));
        });
  }

  /** A filter without a condition would be about every asset, so it is refused. */
  private static ReviewFilter filter(JsonNode filter) {
    if (!filter.isObject() || filter.isEmpty()) {
      throw ApiException.invalid(
          "'filter' must be an object with at least one parameter of GET /api/v1/reviews, such as"
              + " {\"waits\": [\"dead_command\"]}");
    }
    MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
    filter
        .properties()
        .forEach(entry -> {
          if (entry.getValue().isArray()) {
            entry.getValue().forEach(each -> parameters.add(entry.getKey(), each.asString("")));
          } else {
            parameters.add(entry.getKey(), entry.getValue().asString(""));
          }
        });
    return ReviewFilter.parse(parameters, Set.of());
  }

  private static int cap(JsonNode body) {
    int cap = body.path("cap").asInt(DEFAULT_CAP);
    if (cap < 1 || cap > LARGEST_CAP) {
      throw ApiException.invalid(
          "'cap' is %.40s; allowed is 1 to %d".formatted(body.path("cap"), LARGEST_CAP));
    }
    return cap;
  }

  private static @Nullable String reason(JsonNode body) {
    var mistakes = new ArrayList<String>();
    var reason = RequestReader.reason(body, mistakes);
    if (!mistakes.isEmpty()) {
      throw ApiException.invalid(mistakes.getFirst());
    }
    return reason;
  }

  private static String key(@Nullable String given) {
    return given == null ? UUID.randomUUID().toString() : Requests.key(given);
  }
}
