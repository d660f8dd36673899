package io.proofline.workers.call;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/** Responses for tests. */
public final class ResponseFixtures {

  private ResponseFixtures() {}

  public static ApiResponse response(int status, String body) {
    return new ApiResponse(status, HttpHeaders.of(Map.of(), (_, _) -> true), body);
  }

  public static ApiResponse throttled(int status, String retryAfter) {
    var headers = HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (_, _) -> true);
    return new ApiResponse(status, headers, "");
  }
}
