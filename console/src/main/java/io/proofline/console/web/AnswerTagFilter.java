package io.proofline.console.web;

import org.reactivestreams.Publisher;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives each answer of the API to a question its entity tag, and answers with status 304 if the
 * client has it already. An answer that has a tag of its own keeps it.
 */
@Component
final class AnswerTagFilter implements WebFilter, Ordered {

  private static final String API = "/api/v1/";

  /** After the filter that counts calls. */
  @Override
  public int getOrder() {
    return 1;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    return request.getMethod().equals(HttpMethod.GET) && request.getPath().value().startsWith(API)
        ? chain.filter(exchange.mutate().response(new TaggedResponse(exchange)).build())
        : chain.filter(exchange);
  }

  private static final class TaggedResponse extends ServerHttpResponseDecorator {

    private final ServerWebExchange exchange;

    TaggedResponse(ServerWebExchange exchange) {
      super(exchange.getResponse());
      this.exchange = exchange;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
      return isTaggable() ? DataBufferUtils.join(body).flatMap(this::write) : super.writeWith(body);
    }

    private boolean isTaggable() {
      var status = getStatusCode();
      return (status == null || status.equals(HttpStatus.OK))
          && getHeaders().getETag() == null
          && MediaType.APPLICATION_JSON.isCompatibleWith(getHeaders().getContentType());
    }

    private Mono<Void> write(DataBuffer joined) {
      var bytes = new byte[joined.readableByteCount()];
      joined.read(bytes);
      DataBufferUtils.release(joined);
      if (exchange.checkNotModified(AnswerTag.of(bytes))) {
        getHeaders().setContentLength(0);
        getHeaders().remove("Content-Type");
        return setComplete();
      }
      return super.writeWith(Mono.just(bufferFactory().wrap(bytes)));
    }
  }
}
