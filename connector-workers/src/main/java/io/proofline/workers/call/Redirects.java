package io.proofline.workers.call;

import io.proofline.workers.call.ApiError.Unanswered;
import io.proofline.workers.call.CallResult.Done;
import io.proofline.workers.call.CallResult.Failed;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Objects;

/** Follows redirects; headers, and with them credentials, go to no other host. */
public final class Redirects {

  private static final int MOST = 5;

  private final Api api;
  private final Http http;

  public Redirects(Api api, Http http) {
    this.api = api;
    this.http = http;
  }

  /** The answer at the end, whatever its status. */
  public <T> CallResult<HttpResponse<T>> follow(HttpRequest request, BodyHandler<T> body) {
    return follow(request, body, MOST);
  }

  /** Whether two addresses are of one server. */
  public static boolean isSameOrigin(URI one, URI other) {
    return one.getPort() == other.getPort()
        && Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(one.getHost(), other.getHost());
  }

  private <T> CallResult<HttpResponse<T>> follow(
      HttpRequest request, BodyHandler<T> body, int left) {
    return http.send(request, body)
        .then(response -> {
          var location = response.headers().firstValue("Location");
          boolean redirected = response.statusCode() / 100 == 3 && location.isPresent();
          if (!redirected) {
            return new Done<>(response);
          }
          return left == 0
              ? new Failed<>(new Unanswered(api, "it redirects too often"))
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
