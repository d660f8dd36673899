package io.proofline.workers.thumbnail;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError;
import io.proofline.workers.call.ApiError.Throttled;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Failure;
import io.proofline.workers.call.CallResult.Success;
import io.proofline.workers.switches.SwitchTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Serves thumbnails to the console: {@code GET /thumbnails/{asset id}?size=small}, or {@code
 * large}, with a bearer token. 404 means that the asset has no picture; 503 with {@code
 * Retry-After} that it can't be read now. Nothing is cached here.
 */
final class ThumbnailEndpoint {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(30);

  private final @Nullable Secret token;
  private final ThumbnailReader reader;
  private final SwitchTable switches;
  private final Semaphore free;

  ThumbnailEndpoint(ThumbnailSettings settings, ThumbnailReader reader, SwitchTable switches) {
    this.token = settings.token();
    this.reader = reader;
    this.switches = switches;
    this.free = new Semaphore(settings.atOnce());
  }

  RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route().GET("/thumbnails/{asset}", this::handle).build();
  }

  private Mono<ServerResponse> handle(ServerRequest request) {
    if (!isAuthorized(request)) {
      return ServerResponse.status(HttpStatus.UNAUTHORIZED)
          .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
          .build();
    }
    return ThumbnailSize.of(request.queryParam("size").orElse("small"))
        .map(size -> answer(request.pathVariable("asset"), size))
        .orElseGet(() -> ServerResponse.badRequest().bodyValue("size is small or large"));
  }

  private boolean isAuthorized(ServerRequest request) {
    var given = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
    return token != null
        && given != null
        && MessageDigest.isEqual(
            ("Bearer " + token.value()).getBytes(StandardCharsets.UTF_8),
            given.getBytes(StandardCharsets.UTF_8));
  }

  private Mono<ServerResponse> answer(String asset, ThumbnailSize size) {
    if (switches.isPaused(Api.PHOTOSHELTER)) {
      return notNow(LATER);
    }
    if (!free.tryAcquire()) {
      return notNow(SOON);
    }
    return Mono.fromCallable(() -> reader.read(asset, size))
        .doFinally(_ -> free.release())
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(ThumbnailEndpoint::toResponse);
  }

  private static Mono<ServerResponse> toResponse(CallResult<Thumbnail> result) {
    return switch (result) {
      case Success<Thumbnail>(var thumbnail) ->
          ServerResponse.ok()
              .contentType(thumbnail.type())
              .cacheControl(CacheControl.noStore())
              .bodyValue(thumbnail.image());
      case Failure<Thumbnail>(var error) -> toResponse(error);
    };
  }

  private static Mono<ServerResponse> toResponse(ApiError error) {
    return switch (error.remedy()) {
      case GIVE_UP -> ServerResponse.notFound().build();
      case RETRY -> notNow(SOON);
      case PAUSE_API, PAUSE_COMMAND ->
          notNow(error instanceof Throttled(_, _, var wait) ? wait.orElse(LATER) : LATER);
    };
  }

  private static Mono<ServerResponse> notNow(Duration wait) {
    return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds())))
        .build();
  }
}
