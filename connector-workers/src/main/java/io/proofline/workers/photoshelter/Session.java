package io.proofline.workers.photoshelter;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.ApiError.Unauthorized;
import io.proofline.workers.call.ApiHttpClient;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.call.LenientJson;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The one session of this instance with one version of the API: login, then the organization step,
 * at the first need. How long a token lives is an open question, so a 401 renews it, twice per call
 * at most: a new one may end before it is shown, where others log in as the same user.
 */
final class Session {

  private static final int RENEWALS = 2;

  private final PhotoShelterProperties settings;
  private final Requests requests;
  private final ApiHttpClient apiHttpClient;
  private final Entrance entrance;
  private @Nullable String token;

  /**
   * Where a version of the API is entered and left.
   *
   * @param asking how its answers are read
   */
  record Entrance(
      Secret key,
      String login,
      String logout,
      Supplier<HttpRequest.Builder> organization,
      Function<HttpRequest, CallResult<JsonNode>> asking) {}

  Session(
      PhotoShelterProperties settings,
      Requests requests,
      ApiHttpClient apiHttpClient,
      Entrance entrance) {
    this.settings = settings;
    this.requests = requests;
    this.apiHttpClient = apiHttpClient;
    this.entrance = entrance;
  }

  /** Of v4. Open question: whether the organization's id comes in a form or as JSON. */
  static Session ofV4(
      PhotoShelterProperties settings, Requests requests, ApiHttpClient apiHttpClient) {
    var body = Map.of("org_id", settings.organizationId());
    var path = "/organization/authenticate";
    return new Session(
        settings,
        requests,
        apiHttpClient,
        new Entrance(
            settings.apiKey(),
            "/authenticate",
            "/authenticate/logout",
            () ->
                switch (settings.organizationStep()) {
                  case FORM -> requests.form("POST", path, body);
                  case JSON -> requests.json("POST", path, body);
                },
            apiHttpClient::json));
  }

  /** Makes a call in the session; when that has ended, in a new one. */
  <T> CallResult<T> call(
      HttpRequest.Builder request, Function<HttpRequest, CallResult<T>> sending) {
    return tokenUnless(null).then(token -> sent(request, sending, token, RENEWALS));
  }

  /** Gives the session back: PhotoShelter limits how many a user may have. */
  synchronized void logout() {
    if (token != null) {
      apiHttpClient.text(signed(requests.bare("POST", entrance.logout(), Map.of()), token));
      token = null;
    }
  }

  private <T> CallResult<T> sent(
      HttpRequest.Builder request,
      Function<HttpRequest, CallResult<T>> sending,
      String token,
      int renewals) {
    return switch (sending.apply(signed(request, token))) {
      case Failure<T>(Unauthorized(_, int status, _)) when status == 401 && renewals > 0 ->
          tokenUnless(token).then(fresh -> sent(request, sending, fresh, renewals - 1));
      case Failure<T>(var error) -> new Failure<T>(Classify.afterFreshLogin(error));
      case Success<T> success -> success;
    };
  }

  /** The token in force; a new one when there is none or it is the stale one. */
  private synchronized CallResult<String> tokenUnless(@Nullable String stale) {
    if (token != null && !token.equals(stale)) {
      return new Success<>(token);
    }
    token = null;
    var answer = login().then(this::organization);
    if (answer instanceof Success<String>(var fresh)) {
      token = fresh;
    }
    return answer;
  }

  private CallResult<String> login() {
    var form =
        Map.of("email", settings.email(), "password", settings.password().value(), "mode", "token");
    return switch (entrance.asking().apply(keyed(requests.form("POST", entrance.login(), form)))) {
      case Success<JsonNode>(var answer) -> {
        var fresh = token(answer);
        yield fresh == null ? refused("no token in the login's answer") : new Success<>(fresh);
      }
      case Failure<JsonNode>(var error) -> new Failure<>(access(error, "login"));
    };
  }

  private CallResult<String> organization(String fresh) {
    return switch (entrance.asking().apply(signed(entrance.organization().get(), fresh))) {
      case Success<?> _ -> new Success<>(fresh);
      case Failure<?>(var error) -> new Failure<>(access(error, "organization step"));
    };
  }

  /** Whatever refuses the session refuses all our calls. */
  private static ApiError access(ApiError error, String step) {
    return switch (error) {
      case ApiError.Rejected(var api, int status, var detail) ->
          new Unauthorized(api, status, step + ": " + detail);
      case ApiError.NotFound(var api, var detail) ->
          new Unauthorized(api, 404, step + ": " + detail);
      default -> error;
    };
  }

  private static @Nullable String token(JsonNode answer) {
    var flat = LenientJson.text(answer, "token");
    return flat == null ? LenientJson.text(answer.path("data"), "token") : flat;
  }

  private static <T> CallResult<T> refused(String cause) {
    return new Failure<>(new NoUsableResponse(Api.PHOTOSHELTER, cause));
  }

  private HttpRequest signed(HttpRequest.Builder request, String token) {
    return keyed(request.copy().header("X-PS-Auth-Token", token));
  }

  private HttpRequest keyed(HttpRequest.Builder request) {
    return request.copy().header("X-PS-Api-Key", entrance.key().value()).build();
  }
}
