package io.proofline.workers.call;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.ApiError.Unreached;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends one API's requests and turns whatever comes of them into values. Repeats nothing and
 * follows no redirect; any number of threads may use it.
 */
public final class Http implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Api api;
  private final Classify classify;
  private final Outlet outlet;
  private final HttpClient client;

  /** Touches no network, and holds nobody up. */
  public Http(Api api, Classify classify, Duration connectTimeout) {
    this(api, classify, connectTimeout, Outlet.unlimited(api));
  }

  /** Touches no network; every request leaves by the outlet. */
  public Http(Api api, Classify classify, Duration connectTimeout, Outlet outlet) {
    this.api = api;
    this.classify = classify;
    this.outlet = outlet;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  /** A request whose good answer is JSON; an empty body reads as an empty object. */
  public CallResult<JsonNode> json(HttpRequest request) {
    return text(request).then(this::parsed);
  }

  /** A request of whose answer only the status matters. */
  public CallResult<Answer> text(HttpRequest request) {
    return send(request, BodyHandlers.ofString()).map(Answer::of).then(this::judged);
  }

  /** A request whose answer the caller judges: any status is a value. */
  public <T> CallResult<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> body) {
    var errand = Errand.current();
    if (!outlet.leave(errand)) {
      return new Failed<>(errand.stays(api));
    }
    long began = System.nanoTime();
    var span = errand.begin(api, request.method());
    var answer = answer(request, body);
    var word = inAWord(answer);
    span.setAttribute("proofline.answer", word).end();
    outlet.back(errand, word, Duration.ofNanos(System.nanoTime() - began));
    return answer;
  }

  private <T> CallResult<HttpResponse<T>> answer(HttpRequest request, BodyHandler<T> body) {
    var answer = client.sendAsync(request, body);
    try {
      return new Done<>(answer.get(request.timeout().orElse(LONGEST).toMillis(), MILLISECONDS));
    } catch (ExecutionException e) {
      return new Failed<>(failure(api, e.getCause()));
    } catch (TimeoutException _) {
      // the request's own time-out ends with the headers; this one ends a body that stalls
      answer.cancel(true);
      return new Failed<>(new Unanswered(api, "its answer was not complete in time"));
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Failed<>(new Unanswered(api, "interrupted while it was under way"));
    }
  }

  /** The answer when it is good, otherwise what its refusal means. */
  public CallResult<Answer> judged(Answer answer) {
    if (answer.isGood()) {
      return new Done<>(answer);
    }
    var error = classify.refusal(answer);
    if (error instanceof Throttled(_, _, var said)) {
      said.ifPresent(outlet::hold);
    }
    return new Failed<>(error);
  }

  /** For metrics. Pure. */
  static String inAWord(CallResult<? extends HttpResponse<?>> result) {
    return switch (result) {
      case Failed<? extends HttpResponse<?>>(Unreached _) -> "unreached";
      case Failed<? extends HttpResponse<?>> _ -> "none";
      case Done<? extends HttpResponse<?>>(var response) ->
          response.statusCode() == 429 ? "429" : response.statusCode() / 100 + "xx";
    };
  }

  /** What an exception says about whether the request left. Pure. */
  static ApiError failure(Api api, @Nullable Throwable e) {
    if (e == null) {
      return new Unanswered(api, "no reason given");
    }
    return switch (e) {
      case ConnectException _,
          UnknownHostException _,
          HttpConnectTimeoutException _,
          UnresolvedAddressException _ ->
          new Unreached(api, named(e));
      default -> new Unanswered(api, named(e));
    };
  }

  private CallResult<JsonNode> parsed(Answer answer) {
    var tree = reading(answer.body(), text -> JSON.readTree(text.isBlank() ? "{}" : text));
    if (tree instanceof Done<JsonNode>(var read)) {
      outlet.heed(read);
    }
    return tree;
  }

  private CallResult<JsonNode> reading(String text, Function<String, JsonNode> reader) {
    try {
      return new Done<>(reader.apply(text));
    } catch (JacksonException e) {
      return new Failed<>(
          new Unanswered(api, "its answer is no JSON (" + e.getClass().getSimpleName() + ")"));
    }
  }

  private static String named(Throwable e) {
    var text = e.getMessage();
    return Refusals.clean(e.getClass().getSimpleName() + (text == null ? "" : ": " + text));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
