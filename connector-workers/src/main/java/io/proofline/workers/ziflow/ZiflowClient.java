package io.proofline.workers.ziflow;

import static java.util.stream.Collectors.toMap;

import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Secret;
import io.proofline.schemas.avro.ProofState;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.NotFound;
import io.proofline.workers.call.ApiError.Rejected;
import io.proofline.workers.call.ApiHttpClient;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.LenientJson;
import io.proofline.workers.call.PriorityRateLimiter;
import io.proofline.workers.containers.Container;
import io.proofline.workers.files.DownloadedFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Ziflow's API, one method per operation. Repeats nothing; any number of threads may use it. Long
 * because it has one short method for each call.
 */
public final class ZiflowClient implements AutoCloseable {

  private static final int PAGE_SIZE = 100;
  private static final int MAX_PAGES = 10;

  private final ZiflowRequests ziflowRequests;
  private final ProofParser parser;
  private final ApiHttpClient apiHttpClient;
  private final ProofDownload proofDownload;
  private final RecentReads recentReads;
  private final BatchedReads batchedReads = new BatchedReads(this::searchByIds);

  /** Touches no network, and holds nobody up. */
  public ZiflowClient(ZiflowProperties settings, PersonKey people) {
    this(settings, people, PriorityRateLimiter.unlimited(Api.ZIFLOW), System::nanoTime);
  }

  /**
   * Touches no network; its requests leave by the outlet.
   *
   * @param nanos monotonic, such as {@link System#nanoTime}
   */
  public ZiflowClient(
      ZiflowProperties settings,
      PersonKey people,
      PriorityRateLimiter rateLimiter,
      LongSupplier nanos) {
    var ziflowErrorClassifier = new ZiflowErrorClassifier(settings.forbiddenMeans());
    this.ziflowRequests = new ZiflowRequests(settings);
    this.parser = new ProofParser(people);
    this.apiHttpClient =
        new ApiHttpClient(
            Api.ZIFLOW, ziflowErrorClassifier, settings.connectTimeout(), rateLimiter);
    this.proofDownload = new ProofDownload(settings, apiHttpClient);
    this.recentReads = new RecentReads(settings.searchLag(), nanos);
  }

  /**
   * Makes a proof. Open question: the body of a good answer. Its id is read from {@code id}, else
   * {@code proof_id}, else the first element of an array; empty when it is nowhere, and then only a
   * search finds it.
   */
  CallResult<Optional<String>> createProof(NewProof proof) {
    return apiHttpClient
        .json(ziflowRequests.post("/proofs", RequestBodies.proof(proof)))
        .map(ZiflowClient::idOf);
  }

  /**
   * The proofs with exactly this marker, oldest first. Open question: whether Ziflow matches
   * exactly, by prefix or case-blind; so the values are compared here.
   */
  CallResult<List<ProofMatch>> searchByMarker(String marker) {
    return searchPage(marker, 1, List.of());
  }

  /** A proof's state, as it is now. */
  CallResult<ProofState> readProof(String id) {
    return readDetails(id).map(ProofDetails::state);
  }

  /**
   * A proof's state by a search that others share; by itself when the search does not know it. Only
   * for what {@link #mayReadBySearch} allows.
   */
  CallResult<ProofState> readProofBatched(String id) {
    return switch (batchedReads.read(id)) {
      case Success<Map<String, ProofState>>(var found) ->
          found.containsKey(id) ? new Success<>(found.get(id)) : readProof(id);
      // some other id is wrong, or the search itself is not there: that says nothing of this one
      case Failure<Map<String, ProofState>>(Rejected _),
          Failure<Map<String, ProofState>>(NotFound _) ->
          readProof(id);
      case Failure<Map<String, ProofState>>(var error) -> new Failure<>(error);
    };
  }

  /** Whether a search that lags behind tells at least what was seen of this proof before. */
  boolean mayReadBySearch(String id) {
    return !recentReads.contains(id);
  }

  /** A proof, as it is now. */
  CallResult<ProofDetails> readDetails(String id) {
    return recordingRead(
        id,
        () ->
            apiHttpClient
                .json(ziflowRequests.get(path(id)))
                .map(answer -> parser.parse(id, answer)));
  }

  /**
   * Replaces a proof's stages. What is not in the list is deleted.
   *
   * @param stages all of them: those that stay by their id
   */
  CallResult<Boolean> replaceStages(String id, List<Map<String, Object>> stages) {
    return recordingRead(
        id,
        () ->
            apiHttpClient
                .text(ziflowRequests.put(path(id), Map.of("stages", stages)))
                .map(_ -> true));
  }

  /** Deletes one version of a proof; a person can restore it. */
  CallResult<Boolean> deleteProof(String id) {
    return recordingRead(
        id, () -> apiHttpClient.text(ziflowRequests.delete(path(id))).map(_ -> true));
  }

  /** A request may wait for long before it leaves: what it saw is as new as its answer. */
  private <T> CallResult<T> recordingRead(String id, Supplier<CallResult<T>> request) {
    recentReads.record(id);
    var answer = request.get();
    recentReads.record(id);
    return answer;
  }

  /** Streams a proof's file to a path and checks its length. */
  public CallResult<DownloadedFile> downloadProof(String proofId, Path target) {
    return readDetails(proofId)
        .then(proof ->
            proof.downloadLink() == null
                ? new Failure<>(
                    new Rejected(
                        Api.ZIFLOW, 200, "it gives no link to the file; is the proof locked?"))
                : proofDownload.download(proof.downloadLink(), target));
  }

  /** The folders right under a parent; null for those at the top. */
  CallResult<List<Container>> listFolders(@Nullable String parent) {
    var path =
        parent == null
            ? "/folders"
            : "/folders/%s?include=subfolders_only".formatted(ZiflowRequests.encodeSegment(parent));
    return apiHttpClient
        .json(ziflowRequests.get(path))
        .map(answer -> FolderParser.childrenOf(parent, answer));
  }

  /** Makes a folder; empty when the answer does not name it. */
  CallResult<Optional<String>> createFolder(@Nullable String parent, String name, boolean hidden) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", name);
    if (parent != null) {
      body.put("parent_folder_id", parent);
    }
    if (hidden) {
      body.put("private", true);
    }
    return apiHttpClient
        .json(ziflowRequests.post("/folders", body))
        .map(made -> FolderParser.createdId(name, made));
  }

  /** Whether our key is taken: asks for one proof, and reads none. */
  public CallResult<Boolean> checkAccess() {
    return apiHttpClient.text(ziflowRequests.get("/proofs?count=1")).map(_ -> true);
  }

  /** The texts of the account's decision reasons. */
  public CallResult<List<String>> decisionReasons() {
    return apiHttpClient
        .json(ziflowRequests.get("/decision-reasons"))
        .map(answer ->
            LenientJson.items(answer.path("options")).stream()
                .flatMap(option -> Optional.ofNullable(LenientJson.text(option, "label")).stream())
                .toList());
  }

  /** The proofs with activity in a span of time; only the Enterprise edition answers this. */
  public CallResult<Boolean> searchActivity(Instant from, Instant to) {
    var body =
        Map.of(
            "start_date", RequestBodies.formatTime(from), "end_date", RequestBodies.formatTime(to));
    return apiHttpClient.text(ziflowRequests.post("/proofs/search/activity", body)).map(_ -> true);
  }

  /** All subscriptions to events. Needs an administrator's key, as the next two do. */
  public CallResult<List<Webhook>> webhooks() {
    return apiHttpClient.json(ziflowRequests.get("/webhooks")).map(Webhook::parseList);
  }

  /**
   * Subscribes an address to all events that we live on.
   *
   * @param key to sign deliveries with; null for a new one of Ziflow's
   */
  public CallResult<Webhook> createWebhook(String name, URI target, @Nullable Secret key) {
    return apiHttpClient
        .json(ziflowRequests.post("/webhooks", Webhook.requestBody(name, target.toString(), key)))
        .map(Webhook::of)
        .then(made ->
            made.id().isEmpty()
                ? new Failure<>(new NoUsableResponse(Api.ZIFLOW, "it names no id for the webhook"))
                : new Success<>(made));
  }

  /** Ends a subscription; one that is gone is no error. */
  public CallResult<Boolean> deleteWebhook(String id) {
    return apiHttpClient
        .text(ziflowRequests.delete("/webhooks/" + ZiflowRequests.encodeSegment(id)))
        .map(_ -> true)
        .ifNotFound(new Success<>(true));
  }

  @Override
  public void close() {
    apiHttpClient.close();
  }

  private CallResult<List<ProofMatch>> searchPage(
      String marker, int number, List<ProofMatch> before) {
    var body = Map.of("pass_through_value", List.of(marker));
    var path = "/proofs/search?count=%d&page=%d".formatted(PAGE_SIZE, number);
    return apiHttpClient
        .json(ziflowRequests.post(path, body))
        .then(answer -> {
          var found = new ArrayList<>(before);
          LenientJson.items(answer.path("proofs")).stream()
              .flatMap(proof -> matching(proof, marker))
              .forEach(found::add);
          boolean more =
              LenientJson.flag(answer, "has_more")
                  && !answer.path("proofs").isEmpty()
                  && number < MAX_PAGES;
          return more ? searchPage(marker, number + 1, found) : new Success<>(oldestFirst(found));
        });
  }

  /**
   * Those of these proofs that a search by {@code proof_id} tells whole: Ziflow's documentation
   * says nothing of what an item of its answer leaves out. A lone one is not worth a search.
   */
  private CallResult<Map<String, ProofState>> searchByIds(List<String> ids) {
    if (ids.size() == 1) {
      return new Success<>(Map.of());
    }
    var path = "/proofs/search?count=%d&page=1".formatted(PAGE_SIZE);
    return apiHttpClient
        .json(ziflowRequests.post(path, Map.of("proof_id", ids)))
        .map(answer ->
            LenientJson.items(answer.path("proofs")).stream()
                .filter(ZiflowClient::isComplete)
                .map(this::state)
                .collect(toMap(ProofState::getProofId, Function.identity(), (one, _) -> one)));
  }

  /** Whether nothing is left out that would be read as its absence: a decision, a version. */
  private static boolean isComplete(JsonNode proof) {
    return LenientJson.text(proof, "id", "proof_id") != null
        && LenientJson.text(proof, "status") != null
        && Stream.of("archived", "public_link").allMatch(proof::has)
        && proof.path("versions").isArray()
        && proof.path("stages").isArray()
        && proof.path("stages").valueStream().allMatch(ZiflowClient::isCompleteStage);
  }

  /** A stage's status is an object today and was a text once. */
  private static boolean isCompleteStage(JsonNode stage) {
    var status = stage.path("status").isObject() ? stage.path("status") : stage;
    return stage.path("members").isArray() && status.has("decision_status");
  }

  private ProofState state(JsonNode proof) {
    var id = Objects.requireNonNull(LenientJson.text(proof, "id", "proof_id"));
    return parser.parse(id, proof).state();
  }

  private static Stream<ProofMatch> matching(JsonNode proof, String marker) {
    var id = LenientJson.text(proof, "id", "proof_id");
    return id != null && marker.equals(LenientJson.text(proof, "pass_through_value"))
        ? Stream.of(new ProofMatch(id, LenientJson.date(LenientJson.text(proof, "created_at"))))
        : Stream.empty();
  }

  /** Without dates Ziflow's own order, newest first, is turned round. */
  private static List<ProofMatch> oldestFirst(List<ProofMatch> found) {
    return found.reversed().stream().sorted(ProofMatch.OLDEST_FIRST).toList();
  }

  private static Optional<String> idOf(JsonNode answer) {
    var first = answer.isArray() ? answer.path(0) : answer;
    var id = first.isString() ? first.asString() : LenientJson.text(first, "id", "proof_id");
    return Optional.ofNullable(id).filter(text -> !text.isBlank());
  }

  private static String path(String proof) {
    return "/proofs/" + ZiflowRequests.encodeSegment(proof);
  }
}
