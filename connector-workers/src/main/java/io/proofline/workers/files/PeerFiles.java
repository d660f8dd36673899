package io.proofline.workers.files;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Fetches files from the spools of other instances and streams them to the client. Follows no
 * redirect, and streams only responses of other file endpoints. A request that was forwarded once
 * is not forwarded again.
 */
final class PeerFiles {

  static final String FORWARDED = "X-Proofline-Forwarded";

  private static final int MAX_CONNECTIONS = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final List<String> ASKED = List.of(HttpHeaders.RANGE, HttpHeaders.IF_RANGE);
  private static final List<String> ANSWERED =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.CONTENT_LENGTH,
          HttpHeaders.CONTENT_RANGE,
          HttpHeaders.ACCEPT_RANGES,
          HttpHeaders.CACHE_CONTROL);

  private final @Nullable URI own;
  private final WebClient client;

  /**
   * Makes no connection yet.
   *
   * @param own address of this instance as the others reach it; null for a single instance, which
   *     forwards nothing
   */
  PeerFiles(@Nullable URI own) {
    this.own = own;
    var connections =
        ConnectionProvider.builder("peers")
            .maxConnections(MAX_CONNECTIONS)
            .pendingAcquireMaxCount(MAX_CONNECTIONS)
            .pendingAcquireTimeout(TIMEOUT)
            .build();
    this.client =
        WebClient.builder()
            .clientConnector(
                new ReactorClientHttpConnector(
                    HttpClient.create(connections)
                        .followRedirect(false)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 3_000)
                        .responseTimeout(TIMEOUT)))
            .build();
  }

  /** Whether a request for an owner's file may be forwarded to it. */
  boolean isForwardable(ServerRequest request, URI owner) {
    return own != null && !own.equals(owner) && request.headers().header(FORWARDED).isEmpty();
  }

  /** The owner's response; 503 if it can't be reached or is no file endpoint. */
  Mono<ServerResponse> forward(ServerRequest request, URI owner) {
    var address = URI.create(owner.toString().replaceFirst("/+$", "") + request.uri().getRawPath());
    return client
        .method(request.method())
        .uri(address)
        .headers(headers -> {
          copy(request.headers().asHttpHeaders(), headers, ASKED);
          headers.set(FORWARDED, "1");
        })
        .retrieve()
        .onStatus(HttpStatusCode::isError, _ -> Mono.empty())
        .toEntityFlux(DataBuffer.class)
        .flatMap(PeerFiles::passOn)
        .onErrorResume(_ -> unavailable());
  }

  private static Mono<ServerResponse> passOn(ResponseEntity<Flux<DataBuffer>> answer) {
    var body = Optional.ofNullable(answer.getBody()).orElseGet(Flux::empty);
    if (!FileEndpoint.isSenderOf(answer.getHeaders())) {
      return body.doOnNext(DataBufferUtils::release).then(unavailable());
    }
    return ServerResponse.status(answer.getStatusCode())
        .headers(headers -> {
          copy(answer.getHeaders(), headers, ANSWERED);
          FileEndpoint.markSender(headers);
        })
        .body(BodyInserters.fromDataBuffers(body));
  }

  private static Mono<ServerResponse> unavailable() {
    return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
        .headers(headers -> {
          FileEndpoint.markSender(headers);
          headers.set(HttpHeaders.RETRY_AFTER, "10");
        })
        .build();
  }

  private static void copy(HttpHeaders from, HttpHeaders to, List<String> names) {
    for (String name : names) {
      var values = from.get(name);
      if (values != null) {
        to.addAll(name, values);
      }
    }
  }
}
