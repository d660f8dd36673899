package io.proofline.workers.call;

import io.proofline.workers.call.ApiError.DownloadRefused;
import io.proofline.workers.call.ApiError.NoUsableResponse;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Downloads files and follows up to five redirects, to addresses that the {@link DownloadPolicy}
 * allows. Headers, and so credentials, are sent to no other origin.
 */
public final class RedirectFollower {

  private static final int MAX_REDIRECTS = 5;

  private final Api api;
  private final ApiHttpClient apiHttpClient;
  private final DownloadPolicy policy;

  public RedirectFollower(Api api, ApiHttpClient apiHttpClient, DownloadPolicy policy) {
    this.api = api;
    this.apiHttpClient = apiHttpClient;
    this.policy = policy;
  }

  /** The last answer, with any status; its body is in the file. */
  public CallResult<HttpResponse<Path>> download(HttpRequest request, Path target) {
    return download(request, target, MAX_REDIRECTS);
  }

  /** A link as an http address; empty if it is not one. */
  public static Optional<URI> resolve(URI base, String link) {
    try {
      var address = base.resolve(link.strip());
      boolean isHttp = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      return Optional.of(address).filter(_ -> isHttp && address.getHost() != null);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private CallResult<HttpResponse<Path>> download(HttpRequest request, Path target, int left) {
    var refusal = refusal(request.uri());
    if (refusal.isPresent()) {
      return new Failure<>(refusal.get());
    }
    return apiHttpClient
        .download(request, target)
        .then(response -> {
          var location = response.headers().firstValue("Location");
          boolean redirected = response.statusCode() / 100 == 3 && location.isPresent();
          if (!redirected) {
            return new Success<>(response);
          }
          return left == 0
              ? noUsableResponse("more than %d redirects".formatted(MAX_REDIRECTS))
              : resolve(request.uri(), location.get())
                  .map(to -> download(redirect(request, to), target, left - 1))
                  .orElseGet(() -> noUsableResponse("a redirect to a malformed address"));
        });
  }

  private Optional<ApiError> refusal(URI address) {
    try {
      return policy.problem(address).map(problem -> new DownloadRefused(api, problem));
    } catch (UnknownHostException _) {
      return Optional.of(
          new NoUsableResponse(
              api, "the host of a file, %s, is unknown".formatted(address.getHost())));
    }
  }

  private static HttpRequest redirect(HttpRequest from, URI to) {
    var plain = HttpRequest.newBuilder(to).GET();
    from.timeout().ifPresent(plain::timeout);
    if (DownloadPolicy.isSameOrigin(from.uri(), to)) {
      from.headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> plain.header(name, value)));
    }
    return plain.build();
  }

  private <T> CallResult<T> noUsableResponse(String cause) {
    return new Failure<>(new NoUsableResponse(api, cause));
  }
}
