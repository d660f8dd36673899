package io.proofline.workers.call;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** An HTTP answer whose body is text. */
public record ApiResponse(int status, HttpHeaders headers, String body) {

  static ApiResponse of(HttpResponse<String> response) {
    return new ApiResponse(response.statusCode(), response.headers(), response.body());
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
