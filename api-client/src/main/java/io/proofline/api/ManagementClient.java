package io.proofline.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Client of the management API with one token. While the console answers that it can't answer yet
 * (429 or 503 with {@code Retry-After}), a call is repeated for a minute at most; a change is
 * repeated under the same {@code Idempotency-Key}. Thread-safe.
 *
 * <p>Its methods throw {@link ApiProblemException} and {@link ApiUnreachableException}.
 */
public final class ManagementClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  private static final String ROOT = "/api/v1";
  private static final int MAX_WAITS = 30;
  private static final long MAX_PAUSE_SECONDS = 2;
  private static final long DEFAULT_PAUSE_SECONDS = 2;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String root;
  private final String token;
  private final Consumer<String> progress;

  /**
   * A client; no call is made yet.
   *
   * @param console address of the console, without the API's path
   * @param progress takes a sentence while a call waits for a console that can't answer yet
   */
  public ManagementClient(URI console, String token, Consumer<String> progress) {
    this.root = console.toString().replaceAll("/+$", "") + ROOT;
    this.token = token;
    this.progress = progress;
  }

  /** The answer to a question. */
  public JsonNode get(ApiPath path) {
    return body(requireSuccess(send(request(path).GET())));
  }

  /** The answer to a question; empty if nothing of that id is known (404). */
  public Optional<JsonNode> find(ApiPath path) {
    var answer = send(request(path).GET());
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(body(requireSuccess(answer)));
  }

  /**
   * Passes all items of a list to a consumer, page by page.
   *
   * @param most number of items after which it stops
   * @return whether all items were passed
   */
  public boolean forEachItem(ApiPath list, long most, Consumer<JsonNode> each) {
    long passed = 0;
    for (ApiPath next = list; next != null; ) {
      var page = get(next);
      for (var item : page.path("items")) {
        if (passed++ == most) {
          return false;
        }
        each.accept(item);
      }
      var cursor = page.path("next_cursor").asString("");
      next = cursor.isEmpty() ? null : list.with("cursor", cursor);
    }
    return true;
  }

  /** Makes a change under a new idempotency key. */
  public JsonNode post(ApiPath path, Object body) {
    return post(path, body, UUID.randomUUID().toString());
  }

  /** Makes a change; a repetition with the same key changes nothing more. */
  public JsonNode post(ApiPath path, Object body, String idempotencyKey) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    return body(requireSuccess(send(request)));
  }

  public void delete(ApiPath path) {
    var _ = requireSuccess(send(request(path).DELETE()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(ApiPath path) {
    return HttpRequest.newBuilder(URI.create(root + path.text()))
        .timeout(REQUEST_TIMEOUT)
        .header("Accept", "application/json, application/problem+json")
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder builder) {
    var request = builder.build();
    var answer = sendOnce(request);
    var reported = "";
    for (int i = 0; i < MAX_WAITS && isForLater(answer); i++) {
      var cause = problem(answer).detail();
      if (!cause.equals(reported)) {
        progress.accept(
            "The console can't answer yet: %s Waiting, for a minute at most …".formatted(cause));
        reported = cause;
      }
      pause(answer);
      answer = sendOnce(request);
    }
    return answer;
  }

  private static boolean isForLater(HttpResponse<byte[]> answer) {
    return (answer.statusCode() == 503 || answer.statusCode() == 429)
        && answer.headers().firstValue("Retry-After").isPresent();
  }

  private static void pause(HttpResponse<byte[]> answer) {
    long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(DEFAULT_PAUSE_SECONDS);
    try {
      Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 0, MAX_PAUSE_SECONDS)));
    } catch (InterruptedException e) {
      throw interrupted(answer.request(), e);
    }
  }

  private HttpResponse<byte[]> sendOnce(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new ApiUnreachableException(
          "No console answers at %s (%s)"
              .formatted(request.uri().getAuthority(), e.getClass().getSimpleName()),
          e);
    } catch (InterruptedException e) {
      throw interrupted(request, e);
    }
  }

  private static ApiUnreachableException interrupted(HttpRequest request, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ApiUnreachableException(
        "Interrupted while asking " + request.uri().getAuthority(), e);
  }

  private static HttpResponse<byte[]> requireSuccess(HttpResponse<byte[]> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw problem(answer);
    }
    return answer;
  }

  private static ApiProblemException problem(HttpResponse<byte[]> answer) {
    var problem = parse(answer);
    var type = text(problem, "type", "");
    return new ApiProblemException(
        answer.statusCode(),
        type.substring(type.lastIndexOf(':') + 1),
        text(problem, "title", "status " + answer.statusCode()),
        text(problem, "detail", ""));
  }

  private static String text(@Nullable JsonNode problem, String name, String otherwise) {
    return problem == null ? otherwise : problem.path(name).asString(otherwise);
  }

  /** The body of a success; one that is no JSON comes from another program. */
  private static JsonNode body(HttpResponse<byte[]> answer) {
    if (answer.body().length == 0) {
      return MissingNode.getInstance();
    }
    var parsed = parse(answer);
    if (parsed == null) {
      throw new ApiProblemException(
          answer.statusCode(),
          "no-console",
          "No JSON",
          "The program that answers at %s is not Proofline's console."
              .formatted(answer.request().uri().getAuthority()));
    }
    return parsed;
  }

  private static @Nullable JsonNode parse(HttpResponse<byte[]> answer) {
    try {
      return answer.body().length == 0 ? null : JSON.readTree(answer.body());
    } catch (JacksonException _) {
      return null;
    }
  }
}
