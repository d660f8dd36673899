package io.proofline.workers.call;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** An HTTP answer whose body is text. */
public record Answer(int status, HttpHeaders headers, String body) {

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  public boolean isGood() {
    return status >= 200 && status < 300;
  }
}
