package io.proofline.console.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem of RFC 9457 where no controller is involved. */
public final class ApiProblem {

  private static final JsonMapper JSON = JsonMapper.shared();

  private ApiProblem() {}

  /** Answers with a problem. */
  public static Mono<Void> write(
      ServerWebExchange exchange, HttpStatus status, String type, String detail) {
    var body = JSON.createObjectNode();
    body.put("type", Problems.uri(type).toString());
    body.put("title", status.getReasonPhrase());
    body.put("status", status.value());
    body.put("detail", detail);
    var response = exchange.getResponse();
    response.setStatusCode(status);
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return response.writeWith(
        Mono.just(response.bufferFactory().wrap(JSON.writeValueAsBytes(body))));
  }
}
