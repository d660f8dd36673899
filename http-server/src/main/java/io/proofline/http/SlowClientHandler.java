package io.proofline.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client takes too long to send a request or to receive a response. It
 * follows the HTTP codec in the pipeline. Each deadline is absolute: single bytes don't extend it.
 * The time that the server takes for its answer is not limited. Runs on the connection's event
 * loop.
 */
final class SlowClientHandler extends ChannelDuplexHandler {

  private final HttpServerSettings settings;
  private final Consumer<CloseReason> onClose;

  private @Nullable ScheduledFuture<?> deadline;
  private @Nullable ScheduledFuture<?> writeCheck;

  /** Requests whose header has arrived and whose response is not complete. */
  private int unanswered;

  private boolean receivesBody;
  private boolean closing;

  SlowClientHandler(HttpServerSettings settings, Consumer<CloseReason> onClose) {
    this.settings = settings;
    this.onClose = onClose;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    closeAfter(context, settings.headerTimeout(), CloseReason.HEADER_TIMEOUT);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    deadline = cancel(deadline);
    writeCheck = cancel(writeCheck);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    handlerRemoved(context);
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closing) {
      ReferenceCountUtil.release(message); // the codec's rest; the server would log it as a fault
      return;
    }
    if (message instanceof HttpRequest) {
      unanswered++;
      receivesBody = true;
      closeAfter(context, settings.requestTimeout(), CloseReason.REQUEST_TIMEOUT);
    }
    if (message instanceof LastHttpContent) {
      receivesBody = false;
      deadline = cancel(deadline);
      awaitNextRequest(context);
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (isInterim(message)) {
      var _ = context.write(message, promise);
      return;
    }
    if (writeCheck == null) {
      checkProgress(context, null);
    }
    if (message instanceof LastHttpContent) {
      context.write(message, promise.unvoid()).addListener(_ -> onResponseWritten(context));
    } else {
      var _ = context.write(message, promise);
    }
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void onResponseWritten(ChannelHandlerContext context) {
    unanswered--;
    awaitNextRequest(context);
  }

  private void awaitNextRequest(ChannelHandlerContext context) {
    if (unanswered > 0) {
      return;
    }
    writeCheck = cancel(writeCheck);
    if (!receivesBody) {
      closeAfter(context, settings.idleTimeout(), CloseReason.IDLE_TIMEOUT);
    }
  }

  private void closeAfter(ChannelHandlerContext context, Duration time, CloseReason reason) {
    deadline = cancel(deadline);
    deadline = schedule(context, time, () -> close(context, reason));
  }

  /** Closes the connection if its waiting response has not moved since the previous check. */
  private void checkProgress(ChannelHandlerContext context, @Nullable WaitingBytes previous) {
    var waiting = WaitingBytes.of(context.channel().unsafe().outboundBuffer());
    if (waiting != null && waiting.equals(previous)) {
      close(context, CloseReason.WRITE_TIMEOUT);
      return;
    }
    writeCheck = schedule(context, settings.writeTimeout(), () -> checkProgress(context, waiting));
  }

  private void close(ChannelHandlerContext context, CloseReason reason) {
    closing = true;
    onClose.accept(reason);
    var _ = context.close();
  }

  private static ScheduledFuture<?> schedule(
      ChannelHandlerContext context, Duration time, Runnable task) {
    return context.executor().schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static @Nullable ScheduledFuture<?> cancel(@Nullable ScheduledFuture<?> scheduled) {
    if (scheduled != null) {
      scheduled.cancel(false);
    }
    return null;
  }

  /** What the client has not received: pieces, their bytes, and bytes sent of the first piece. */
  private record WaitingBytes(int pieces, long bytes, long sentOfFirst) {

    /** Null if nothing waits. */
    static @Nullable WaitingBytes of(@Nullable ChannelOutboundBuffer buffer) {
      return buffer == null || buffer.isEmpty()
          ? null
          : new WaitingBytes(
              buffer.size(), buffer.totalPendingWriteBytes(), buffer.currentProgress());
    }
  }
}
