package io.proofline.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * An answer whose body was read as text, as far as it has an end.
 *
 * @param answer gives everything but the body
 */
record TextResponse(HttpResponse<?> answer, String body) implements HttpResponse<String> {

  @Override
  public int statusCode() {
    return answer.statusCode();
  }

  @Override
  public HttpRequest request() {
    return answer.request();
  }

  @Override
  public Optional<HttpResponse<String>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public HttpHeaders headers() {
    return answer.headers();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return answer.sslSession();
  }

  @Override
  public URI uri() {
    return answer.uri();
  }

  @Override
  public HttpClient.Version version() {
    return answer.version();
  }
}
