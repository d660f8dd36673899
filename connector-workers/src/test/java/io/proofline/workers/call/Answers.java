package io.proofline.workers.call;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;

/** Answers as fixtures. */
public final class Answers {

  private Answers() {}

  public static Answer answer(int status, String body) {
    return new Answer(status, HttpHeaders.of(Map.of(), (_, _) -> true), body);
  }

  public static Answer throttled(int status, String retryAfter) {
    var headers = HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (_, _) -> true);
    return new Answer(status, headers, "");
  }
}
