package io.proofline.workers.ziflow;

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
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Client of Ziflow's API, one method per operation. Never retries; any number of threads may use
 * it. Longer than 300 lines because it has one method for each call.
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

  /** Without a rate limit. Makes no call. */
  public ZiflowClient(ZiflowProperties settings, PersonKey people) {
    this(settings, people, PriorityRateLimiter.unlimited(Api.ZIFLOW), System::nanoTime);
  }

  /**
   * Makes no call.
   *
   * @param rateLimiter limits every request of this client
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
            Api.ZIFLOW,
            ziflowErrorClassifier,
            settings.connectTimeout(),
            rateLimiter,
            settings.responseLimits());
    this.proofDownload = new ProofDownload(settings, apiHttpClient);
    this.recentReads = new RecentReads(settings.searchLag(), nanos);
  }

  /**
   * Creates a proof and returns its id. Open question: the body of a successful answer. The id is
   * read from {@code id}, else {@code proof_id}, else the first element of an array; empty if none
   * has it, and then only a search finds the proof.
   */
  CallResult<Optional<String>> createProof(NewProof proof) {
    return apiHttpClient
        .json(ziflowRequests.post("/proofs", RequestBodies.proof(proof)))
        .map(ZiflowClient::idOf);
  }

  /**
   * The proofs with exactly this marker, oldest first. Open question: whether Ziflow matches
   * exactly, by prefix or ignoring case; so the values are compared here.
   */
  CallResult<List<ProofMatch>> searchByMarker(String marker) {
    return searchPage(marker, 1, List.of());
  }

  /** A proof's present state. */
  CallResult<ProofState> readProof(String id) {
    return readDetails(id).map(ProofDetails::state);
  }

  /**
   * A proof's state by a search shared with other callers; by a read of its own if the search does
   * not find it. Only for proofs that {@link #mayReadBySearch} allows.
   */
  CallResult<ProofState> readProofBatched(String id) {
    return switch (batchedReads.read(id)) {
      case Success<Map<String, ProofState>>(var found) ->
          found.containsKey(id) ? new Success<>(found.get(id)) : readProof(id);
      // another id is wrong, or the account has no such search: this proof is read by itself
      case Failure<Map<String, ProofState>>(Rejected _),
          Failure<Map<String, ProofState>>(NotFound _) ->
          readProof(id);
      case Failure<Map<String, ProofState>>(var error) -> new Failure<>(error);
    };
  }

  /** Whether even a lagging search includes the last read of this proof. */
  boolean mayReadBySearch(String id) {
    return !recentReads.contains(id);
  }

  /** A proof's present state, with addresses and stages. */
  CallResult<ProofDetails> readDetails(String id) {
    return recordingRead(
        id,
        () ->
            apiHttpClient
                .json(ziflowRequests.get(path(id)))
                .map(answer -> parser.parse(id, answer)));
  }

  /**
   * Replaces a proof's stages; Ziflow deletes every stage that is not in the list.
   *
   * @param stages all stages; a stage that stays is given by its id
   */
  CallResult<Boolean> replaceStages(String id, List<Map<String, Object>> stages) {
    return recordingRead(
        id,
        () ->
            apiHttpClient
                .text(ziflowRequests.put(path(id), Map.of("stages", stages)))
                .map(_ -> true));
  }

  /** Deletes one version of a proof; a person can restore it from Ziflow's trash. */
  CallResult<Boolean> deleteProof(String id) {
    return recordingRead(
        id, () -> apiHttpClient.text(ziflowRequests.delete(path(id))).map(_ -> true));
  }

  /**
   * Records the read before and after: a request may wait long, and its answer is newer than its
   * start.
   */
  private <T> CallResult<T> recordingRead(String id, Supplier<CallResult<T>> request) {
    recentReads.record(id);
    var answer = request.get();
    recentReads.record(id);
    return answer;
  }

  /** Downloads a proof's file to a path and checks its length. */
  public CallResult<DownloadedFile> downloadProof(String proofId, Path target) {
    return readDetails(proofId)
        .then(proof ->
            proof.downloadLink() == null
                ? new Failure<>(
                    new Rejected(
                        Api.ZIFLOW, 200, "the proof has no link to its file; is it locked?"))
                : proofDownload.download(proof.downloadLink(), target));
  }

  /** The direct child folders of a parent; null for the top level. */
  CallResult<List<Container>> listFolders(@Nullable String parent) {
    var path =
        parent == null
            ? "/folders"
            : "/folders/%s?include=subfolders_only".formatted(ZiflowRequests.encodeSegment(parent));
    return apiHttpClient
        .json(ziflowRequests.get(path))
        .map(answer -> FolderParser.childrenOf(parent, answer));
  }

  /** Creates a folder and returns its id; empty if the answer does not have it. */
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

  /** Checks that Ziflow accepts our key, by listing one proof. */
  public CallResult<Boolean> checkAccess() {
    return apiHttpClient.text(ziflowRequests.get("/proofs?count=1")).map(_ -> true);
  }

  /** The labels of the account's decision reasons. */
  public CallResult<List<String>> decisionReasons() {
    return apiHttpClient
        .json(ziflowRequests.get("/decision-reasons"))
        .map(answer ->
            LenientJson.items(answer.path("options")).stream()
                .flatMap(option -> Optional.ofNullable(LenientJson.text(option, "label")).stream())
                .toList());
  }

  /** Checks that the account may search proofs by activity; only the Enterprise edition can. */
  public CallResult<Boolean> searchActivity(Instant from, Instant to) {
    var body =
        Map.of(
            "start_date", RequestBodies.formatTime(from), "end_date", RequestBodies.formatTime(to));
    return apiHttpClient.text(ziflowRequests.post("/proofs/search/activity", body)).map(_ -> true);
  }

  /** The account's webhooks. Needs an administrator's key, as the next two methods do. */
  public CallResult<List<Webhook>> webhooks() {
    return apiHttpClient.json(ziflowRequests.get("/webhooks")).map(Webhook::parseList);
  }

  /**
   * Creates a webhook for all event types that Proofline needs.
   *
   * @param key to sign deliveries with; if null, Ziflow generates one
   */
  public CallResult<Webhook> createWebhook(String name, URI target, @Nullable Secret key) {
    return apiHttpClient
        .json(ziflowRequests.post("/webhooks", Webhook.requestBody(name, target.toString(), key)))
        .map(Webhook::of)
        .then(made ->
            made.id().isEmpty()
                ? new Failure<>(
                    new NoUsableResponse(Api.ZIFLOW, "the answer has no id for the webhook"))
                : new Success<>(made));
  }

  /** Deletes a webhook; succeeds if it is already gone. */
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
          found.addAll(ProofSearchParser.matches(answer, marker));
          boolean more =
              LenientJson.flag(answer, "has_more")
                  && !answer.path("proofs").isEmpty()
                  && number < MAX_PAGES;
          return more
              ? searchPage(marker, number + 1, found)
              : new Success<>(ProofSearchParser.oldestFirst(found));
        });
  }

  /**
   * The proofs that a search by {@code proof_id} returns completely: Ziflow's documentation does
   * not say which fields an item of the answer may lack. A single id is not searched for.
   */
  private CallResult<Map<String, ProofState>> searchByIds(List<String> ids) {
    if (ids.size() == 1) {
      return new Success<>(Map.of());
    }
    var path = "/proofs/search?count=%d&page=1".formatted(PAGE_SIZE);
    return apiHttpClient
        .json(ziflowRequests.post(path, Map.of("proof_id", ids)))
        .map(answer -> ProofSearchParser.completeStates(answer, parser));
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
