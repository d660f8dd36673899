package io.proofline.console.request;

import io.proofline.console.access.Caller;
import io.proofline.console.request.RequestLog.PlannedRequest;
import io.proofline.console.review.ReviewFilter;
import io.proofline.console.review.ReviewQueries;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.PollingWait;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Records requests, one for each asset or dead command, and follows them. */
public final class Requests {

  /** Header of the key under which a call may be repeated. */
  public static final String KEY_HEADER = "Idempotency-Key";

  private static final String KEY = "[\\x21-\\x7e]{1,200}";

  private final RequestLog log;
  private final RequestProducer producer;
  private final RequestRecorder recorder;
  private final RequestStates states;
  private final ReviewQueries reviews;
  private final String account;
  private final InstantSource clock;

  Requests(
      RequestLog log,
      RequestProducer producer,
      RequestRecorder recorder,
      RequestStates states,
      ReviewQueries reviews,
      String account,
      InstantSource clock) {
    this.log = log;
    this.producer = producer;
    this.recorder = recorder;
    this.states = states;
    this.reviews = reviews;
    this.account = account;
    this.clock = clock;
  }

  /**
   * Records a request for each target.
   *
   * @throws ApiException if the key was used before for another request, if a command to retry or
   *     discard is not dead, or if Kafka did not store all of them
   */
  List<RecordedRequest> record(NewRequest request, String key, JsonNode body, Caller caller) {
    if (log.ofKey(key).isEmpty()) {
      requireDead(request);
    }
    var planned =
        request
            .targets(account)
            .map(target -> new PlannedRequest(request.kind().name(), target))
            .toList();
    return send(log.note(key, body, planned, caller), request, caller);
  }

  /** The assets, and for a retry or a discard the dead commands, that a filter finds. */
  List<NewRequest.Target> targets(RequestKind kind, ReviewFilter filter, int mostAssets) {
    return reviews.first(filter, mostAssets).stream()
        .flatMap(review -> targets(kind, review))
        .toList();
  }

  private static Stream<NewRequest.Target> targets(RequestKind kind, ObjectNode review) {
    var asset = review.path("asset_id").asString();
    return isAboutDeadCommand(kind)
        ? deadCommands(review).map(command -> new NewRequest.Target(asset, command))
        : Stream.of(new NewRequest.Target(asset, null));
  }

  static boolean isAboutDeadCommand(RequestKind kind) {
    return kind == RequestKind.RETRY || kind == RequestKind.DISCARD;
  }

  private static Stream<String> deadCommands(JsonNode review) {
    return review
        .path("open_commands")
        .valueStream()
        .filter(command -> command.path("dead").asBoolean(false))
        .map(command -> command.path("command_id").asString());
  }

  /** Records one request for each target of a bulk request, and that request itself. */
  List<RecordedRequest> recordBulk(
      NewRequest request,
      List<NewRequest.Target> targets,
      @Nullable String why,
      String key,
      JsonNode body,
      Caller caller) {
    var planned =
        targets.stream().map(target -> new PlannedRequest(request.kind().name(), target)).toList();
    var noted = log.note(key, body, planned, caller);
    if (isAboutDeadCommand(request.kind()) && !noted.requests().isEmpty()) {
      recordAct(request.kind(), noted.requests().size(), why, key, caller);
    }
    return send(noted, request, caller);
  }

  private void recordAct(
      RequestKind kind, int count, @Nullable String why, String key, Caller caller) {
    var act =
        kind == RequestKind.RETRY
            ? AdministrativeAct.DEAD_COMMANDS_RETRIED
            : AdministrativeAct.DEAD_COMMANDS_DISCARDED;
    var details = new HashMap<>(Map.of("count", Integer.toString(count)));
    if (why != null) {
      details.put("why", why);
    }
    var _ = recordAct(act, details, key + ":act", caller);
  }

  /**
   * Records an act about the whole installation, for the audit trail.
   *
   * @param details of the act; no names and no texts
   * @throws ApiException if the key was used before for another request, or Kafka did not store it
   */
  public RecordedRequest recordAct(
      AdministrativeAct act, Map<String, String> details, String key, Caller caller) {
    var body = JsonNodeFactory.instance.objectNode().put("act", act.word());
    new TreeMap<>(details).forEach(body::put);
    return recorder
        .send(
            log.note(key, body, List.of(ACT), caller),
            noted ->
                producer
                    .request(
                        noted.id(), AdministrativeAct.SYSTEM, RequestKind.ADMINISTRATIVE, caller)
                    .setAct(act.word())
                    .setDetails(details)
                    .build())
        .getFirst();
  }

  private static final PlannedRequest ACT =
      new PlannedRequest(
          RequestKind.ADMINISTRATIVE.name(), new NewRequest.Target(AdministrativeAct.SYSTEM, null));

  private List<RecordedRequest> send(
      RequestLog.NotedRequests noted, NewRequest request, Caller caller) {
    return recorder.send(noted, each -> record(each, request, caller));
  }

  private Request record(RecordedRequest each, NewRequest request, Caller caller) {
    return producer
        .request(each.id(), each.assetId(), request.kind(), caller)
        .setCommandId(each.commandId())
        .setProofId(request.proof())
        .setCount(request.count())
        .setReason(request.reason())
        .setRulesVersion(request.rulesVersion())
        .build();
  }

  private void requireDead(NewRequest request) {
    var command = request.command();
    if (command == null) {
      return;
    }
    var asset = request.assets().getFirst();
    boolean isDead =
        reviews
            .find(asset)
            .map(ReviewQueries.StoredReview::document)
            .filter(review -> deadCommands(review).anyMatch(command::equals))
            .isPresent();
    if (!isDead) {
      throw ApiException.conflict(
          "The command %s of asset %s is not dead, so there is nothing to do. To see the open commands: GET /api/v1/reviews/%s"
              .formatted(command, asset, asset));
    }
  }

  /**
   * Checks an idempotency key.
   *
   * @throws ApiException if it is no valid header value
   */
  public static String key(String given) {
    if (!given.matches(KEY)) {
      throw ApiException.invalid(
          "The header %s must have 1 to 200 printable ASCII characters without blanks"
              .formatted(KEY_HEADER));
    }
    return given;
  }

  Optional<RecordedRequest> find(String id) {
    return log.find(id);
  }

  List<RecordedRequest> ofKey(String key) {
    return log.ofKey(key);
  }

  ObjectNode describe(RecordedRequest request) {
    return states.describe(request);
  }

  /** Waits until all requests are applied, or the time is over. */
  void awaitApplied(List<RecordedRequest> requests, Duration atMost) {
    var _ =
        PollingWait.until(
            clock,
            atMost,
            () ->
                requests.stream()
                    .allMatch(
                        each -> states.state(each).isAtLeast(RequestStates.RequestState.APPLIED)));
  }
}
