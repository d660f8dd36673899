package io.proofline.workers.call;

import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Objects;

/** Follows up to five redirects; headers, and so credentials, are sent to no other origin. */
public final class RedirectFollower {

  private static final int MAX_REDIRECTS = 5;

  private final Api api;
  private final ApiHttpClient apiHttpClient;

  public RedirectFollower(Api api, ApiHttpClient apiHttpClient) {
    this.api = api;
    this.apiHttpClient = apiHttpClient;
  }

  /** The last answer, of any status. */
  public <T> CallResult<HttpResponse<T>> follow(HttpRequest request, BodyHandler<T> body) {
    return follow(request, body, MAX_REDIRECTS);
  }

  /** Whether two addresses have the same scheme, host and port. */
  public static boolean isSameOrigin(URI one, URI other) {
    return one.getPort() == other.getPort()
        && Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(one.getHost(), other.getHost());
  }

  private <T> CallResult<HttpResponse<T>> follow(
      HttpRequest request, BodyHandler<T> body, int left) {
    return apiHttpClient
        .send(request, body)
        .then(response -> {
          var location = response.headers().firstValue("Location");
          boolean redirected = response.statusCode() / 100 == 3 && location.isPresent();
          if (!redirected) {
            return new Success<>(response);
          }
          return left == 0
              ? new Failure<>(
                  new NoUsableResponse(api, "more than %d redirects".formatted(MAX_REDIRECTS)))
              : follow(redirect(request, location.get()), body, left - 1);
        });
  }

  private static HttpRequest redirect(HttpRequest from, String location) {
    var to = from.uri().resolve(location);
    var plain = HttpRequest.newBuilder(to).GET();
    from.timeout().ifPresent(plain::timeout);
    if (isSameOrigin(from.uri(), to)) {
      from.headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> plain.header(name, value)));
    }
    return plain.build();
  }
}
