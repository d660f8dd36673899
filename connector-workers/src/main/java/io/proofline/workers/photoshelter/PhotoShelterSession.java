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
 * The session of this instance with one version of the API: login and then the organization step,
 * before the first call. Open question: how long a token is valid; so a 401 renews it, at most
 * twice per call: a new token may end before its first use if others log in as the same user.
 */
final class PhotoShelterSession {

  private static final int RENEWALS = 2;

  private final PhotoShelterProperties settings;
  private final PhotoShelterRequests photoShelterRequests;
  private final ApiHttpClient apiHttpClient;
  private final SessionEndpoints endpoints;
  private @Nullable String token;

  /**
   * The login and logout of a version of the API.
   *
   * @param transport sends a request and parses its answer
   */
  record SessionEndpoints(
      Secret key,
      String login,
      String logout,
      Supplier<HttpRequest.Builder> organizationRequest,
      Function<HttpRequest, CallResult<JsonNode>> transport) {}

  PhotoShelterSession(
      PhotoShelterProperties settings,
      PhotoShelterRequests photoShelterRequests,
      ApiHttpClient apiHttpClient,
      SessionEndpoints sessionEndpoints) {
    this.settings = settings;
    this.photoShelterRequests = photoShelterRequests;
    this.apiHttpClient = apiHttpClient;
    this.endpoints = sessionEndpoints;
  }

  /** A session of v4. Open question: whether the organization's id comes in a form or as JSON. */
  static PhotoShelterSession ofV4(
      PhotoShelterProperties settings,
      PhotoShelterRequests photoShelterRequests,
      ApiHttpClient apiHttpClient) {
    var body = Map.of("org_id", settings.organizationId());
    var path = "/organization/authenticate";
    return new PhotoShelterSession(
        settings,
        photoShelterRequests,
        apiHttpClient,
        new SessionEndpoints(
            settings.apiKey(),
            "/authenticate",
            "/authenticate/logout",
            () ->
                switch (settings.organizationStep()) {
                  case FORM -> photoShelterRequests.form("POST", path, body);
                  case JSON -> photoShelterRequests.json("POST", path, body);
                },
            apiHttpClient::json));
  }

  /** Makes a call in the session, or in a new one if the session has ended. */
  <T> CallResult<T> call(
      HttpRequest.Builder request, Function<HttpRequest, CallResult<T>> sending) {
    return tokenOtherThan(null).then(token -> sendWithRenewal(request, sending, token, RENEWALS));
  }

  /** Ends the session, since PhotoShelter limits the sessions of a user. */
  synchronized void logout() {
    if (token != null) {
      apiHttpClient.text(
          withToken(photoShelterRequests.withoutBody("POST", endpoints.logout(), Map.of()), token));
      token = null;
    }
  }

  private <T> CallResult<T> sendWithRenewal(
      HttpRequest.Builder request,
      Function<HttpRequest, CallResult<T>> sending,
      String token,
      int renewals) {
    return switch (sending.apply(withToken(request, token))) {
      case Failure<T>(Unauthorized(_, int status, _)) when status == 401 && renewals > 0 ->
          tokenOtherThan(token)
              .then(fresh -> sendWithRenewal(request, sending, fresh, renewals - 1));
      case Failure<T>(var error) ->
          new Failure<T>(PhotoShelterErrorClassifier.afterFreshLogin(error));
      case Success<T> success -> success;
    };
  }

  /** The current token; a new one if there is none or it is the stale one. */
  private synchronized CallResult<String> tokenOtherThan(@Nullable String stale) {
    if (token != null && !token.equals(stale)) {
      return new Success<>(token);
    }
    token = null;
    var answer = login().then(this::enterOrganization);
    if (answer instanceof Success<String>(var fresh)) {
      token = fresh;
    }
    return answer;
  }

  private CallResult<String> login() {
    var form =
        Map.of("email", settings.email(), "password", settings.password().value(), "mode", "token");
    return switch (endpoints
        .transport()
        .apply(withApiKey(photoShelterRequests.form("POST", endpoints.login(), form)))) {
      case Success<JsonNode>(var answer) -> {
        var fresh = token(answer);
        yield fresh == null
            ? noUsableResponse("no token in the login's answer")
            : new Success<>(fresh);
      }
      case Failure<JsonNode>(var error) -> new Failure<>(asUnauthorized(error, "login"));
    };
  }

  private CallResult<String> enterOrganization(String fresh) {
    return switch (endpoints
        .transport()
        .apply(withToken(endpoints.organizationRequest().get(), fresh))) {
      case Success<?> _ -> new Success<>(fresh);
      case Failure<?>(var error) -> new Failure<>(asUnauthorized(error, "organization step"));
    };
  }

  /** A refused login or organization step means that all our calls are refused. */
  private static ApiError asUnauthorized(ApiError error, String step) {
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

  private static <T> CallResult<T> noUsableResponse(String cause) {
    return new Failure<>(new NoUsableResponse(Api.PHOTOSHELTER, cause));
  }

  private HttpRequest withToken(HttpRequest.Builder request, String token) {
    return withApiKey(request.copy().header("X-PS-Auth-Token", token));
  }

  private HttpRequest withApiKey(HttpRequest.Builder request) {
    return request.copy().header("X-PS-Api-Key", endpoints.key().value()).build();
  }
}
