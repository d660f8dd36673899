package io.proofline.workers.call;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.proofline.workers.call.ApiError.DownloadRefused;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unreachable;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP client of one API: sends requests through its rate limiter and returns answers and failures
 * as {@link CallResult}s. Doesn't retry or follow redirects. Thread-safe.
 */
public final class ApiHttpClient implements AutoCloseable {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Api api;
  private final ErrorClassifier errorClassifier;
  private final PriorityRateLimiter rateLimiter;
  private final ResponseLimits responseLimits;
  private final HttpClient client;

  /** A client without rate limit. Makes no connection yet. */
  public ApiHttpClient(Api api, ErrorClassifier errorClassifier, Duration connectTimeout) {
    this(
        api,
        errorClassifier,
        connectTimeout,
        PriorityRateLimiter.unlimited(api),
        ResponseLimits.DEFAULT);
  }

  /** A client whose requests pass the rate limiter. Makes no connection yet. */
  public ApiHttpClient(
      Api api,
      ErrorClassifier errorClassifier,
      Duration connectTimeout,
      PriorityRateLimiter rateLimiter,
      ResponseLimits responseLimits) {
    this.api = api;
    this.errorClassifier = errorClassifier;
    this.rateLimiter = rateLimiter;
    this.responseLimits = responseLimits;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  /** A request whose successful answer is JSON; an empty body is an empty object. */
  public CallResult<JsonNode> json(HttpRequest request) {
    return text(request).then(this::parseJson);
  }

  /** A request whose successful answer is text. */
  public CallResult<ApiResponse> text(HttpRequest request) {
    return send(
            request,
            CallSummary.operation(request),
            BoundedBody.handler(BodyHandlers.ofString(), _ -> answerLimit()))
        .map(ApiResponse::of)
        .then(this::requireSuccess);
  }

  /**
   * A request whose answer is written to a file, for every status. {@code DownloadRefused} if the
   * file is too long.
   */
  CallResult<HttpResponse<Path>> download(HttpRequest request, Path target) {
    return send(
        request,
        CallSummary.fileOperation(request),
        BoundedBody.handler(
            BodyHandlers.ofFile(target),
            status -> status == 200 ? downloadLimit() : answerLimit()));
  }

  private <T> CallResult<HttpResponse<T>> send(
      HttpRequest request, String operation, BodyHandler<T> body) {
    var context = ApiCallContext.current();
    if (!rateLimiter.acquire(context)) {
      return new Failure<>(context.recordTimeout(api));
    }
    var beganAt = Instant.now();
    long startedAt = System.nanoTime();
    var span = context.startSpan(api, request.method());
    var answer = exchange(request, body);
    var status = statusTag(answer);
    span.setAttribute("proofline.answer", status).end();
    var took = Duration.ofNanos(System.nanoTime() - startedAt);
    context.logCall(CallSummary.of(api, operation, request, beganAt, took, answer));
    rateLimiter.release(context, status, took);
    return answer;
  }

  private <T> CallResult<HttpResponse<T>> exchange(HttpRequest request, BodyHandler<T> body) {
    var answer = client.sendAsync(request, body);
    try {
      return new Success<>(
          answer.get(request.timeout().orElse(DEFAULT_TIMEOUT).toMillis(), MILLISECONDS));
    } catch (ExecutionException e) {
      return new Failure<>(toError(api, e.getCause()));
    } catch (TimeoutException _) {
      // the request's own time-out covers the headers only; this one also covers the body
      answer.cancel(true);
      return new Failure<>(new NoUsableResponse(api, "its answer was not complete in time"));
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Failure<>(new NoUsableResponse(api, "interrupted during the call"));
    }
  }

  /** The answer if its status is 2xx, otherwise the error that it means. */
  public CallResult<ApiResponse> requireSuccess(ApiResponse apiResponse) {
    if (apiResponse.isSuccess()) {
      return new Success<>(apiResponse);
    }
    var error = errorClassifier.classify(apiResponse);
    if (error instanceof Throttled(_, _, var retryAfter)) {
      retryAfter.ifPresent(rateLimiter::pauseFor);
    }
    return new Failure<>(error);
  }

  /** The status of an answer as a tag of metrics. Pure. */
  static String statusTag(CallResult<? extends HttpResponse<?>> result) {
    return switch (result) {
      case Failure<? extends HttpResponse<?>>(Unreachable _) -> "unreached";
      case Failure<? extends HttpResponse<?>> _ -> "none";
      case Success<? extends HttpResponse<?>>(var response) ->
          response.statusCode() == 429 ? "429" : response.statusCode() / 100 + "xx";
    };
  }

  private BoundedBody.Limit answerLimit() {
    return new BoundedBody.Limit(
        responseLimits.answer().toBytes(),
        new NoUsableResponse(api, responseLimits.answerProblem()));
  }

  private BoundedBody.Limit downloadLimit() {
    return new BoundedBody.Limit(
        responseLimits.download().toBytes(),
        new DownloadRefused(api, responseLimits.downloadProblem()));
  }

  /** The error for an exception, by whether the request may have been sent. Pure. */
  static ApiError toError(Api api, @Nullable Throwable e) {
    if (e == null) {
      return new NoUsableResponse(api, "no reason given");
    }
    return switch (e) {
      case BoundedBody.TooLongException tooLong -> tooLong.error();
      case ConnectException _,
          UnknownHostException _,
          HttpConnectTimeoutException _,
          UnresolvedAddressException _ ->
          new Unreachable(api, describe(e));
      default -> new NoUsableResponse(api, describe(e));
    };
  }

  private CallResult<JsonNode> parseJson(ApiResponse apiResponse) {
    var tree = parse(apiResponse.body(), text -> JSON.readTree(text.isBlank() ? "{}" : text));
    if (tree instanceof Success<JsonNode>(var read)) {
      rateLimiter.applyReportedLimit(read);
    }
    return tree;
  }

  private CallResult<JsonNode> parse(String text, Function<String, JsonNode> reader) {
    try {
      return new Success<>(reader.apply(text));
    } catch (JacksonException e) {
      return new Failure<>(
          new NoUsableResponse(
              api, "its answer is no JSON (" + e.getClass().getSimpleName() + ")"));
    }
  }

  private static String describe(Throwable e) {
    var text = e.getMessage();
    return ErrorBodies.sanitize(e.getClass().getSimpleName() + (text == null ? "" : ": " + text));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
