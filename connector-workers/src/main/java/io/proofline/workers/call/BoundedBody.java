package io.proofline.workers.call;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response's body up to a limit; a longer one ends the request with {@link
 * TooLongException}, at once if its length is stated.
 */
final class BoundedBody<T> implements BodySubscriber<T> {

  private final BodySubscriber<T> body;
  private final Limit limit;
  private long left;
  private boolean ended;
  private Flow.@Nullable Subscription subscription;

  private BoundedBody(BodySubscriber<T> body, Limit limit, long stated) {
    this.body = body;
    this.limit = limit;
    this.left = stated > limit.bytes ? -1 : limit.bytes;
  }

  /**
   * A limit of a body.
   *
   * @param error the call's error if the body is longer
   */
  record Limit(long bytes, ApiError error) {}

  /** A body has more bytes than allowed. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient ApiError error;

    TooLongException(ApiError error) {
      super(error.text());
      this.error = error;
    }

    ApiError error() {
      return error;
    }
  }

  /**
   * A handler that reads up to a number of bytes.
   *
   * @param limit by the response's status
   */
  static <T> BodyHandler<T> handler(BodyHandler<T> body, IntFunction<Limit> limit) {
    return info ->
        new BoundedBody<>(
            body.apply(info),
            limit.apply(info.statusCode()),
            info.headers().firstValueAsLong("Content-Length").orElse(0));
  }

  @Override
  public CompletionStage<T> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    body.onSubscribe(subscription);
    if (left < 0) {
      end();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (ended) {
      return;
    }
    left -= buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (left < 0) {
      end();
    } else {
      body.onNext(buffers);
    }
  }

  @Override
  public void onError(Throwable error) {
    if (!ended) {
      ended = true;
      body.onError(error);
    }
  }

  @Override
  public void onComplete() {
    if (!ended) {
      ended = true;
      body.onComplete();
    }
  }

  private void end() {
    ended = true;
    if (subscription != null) {
      subscription.cancel();
    }
    body.onError(new TooLongException(limit.error));
  }
}
