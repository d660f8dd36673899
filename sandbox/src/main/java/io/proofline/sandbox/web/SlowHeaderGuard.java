package io.proofline.sandbox.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;

/**
 * Closes a connection whose client does not complete a request's header in time, also if it sends
 * single bytes; Jetty's idle time-out starts over with each byte.
 */
final class SlowHeaderGuard implements Connection.Listener {

  private final Connector connector;
  private final Duration interval;

  /**
   * @param timeout a header that takes longer is refused after one and a half times this at most
   */
  SlowHeaderGuard(Connector connector, Duration timeout) {
    this.connector = connector;
    this.interval = timeout.dividedBy(2);
  }

  @Override
  public void onOpened(Connection connection) {
    checkLater(connection, new Progress(0, -1, false));
  }

  private void checkLater(Connection connection, Progress previous) {
    connector
        .getScheduler()
        .schedule(() -> check(connection, previous), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check(Connection connection, Progress previous) {
    if (!connection.getEndPoint().isOpen()) {
      return;
    }
    var now = previous.next(connection);
    if (now.halfAHeader() && previous.halfAHeader() && now.requests() == previous.requests()) {
      connection.getEndPoint().close();
    } else {
      checkLater(connection, now);
    }
  }

  /**
   * How far a connection is.
   *
   * @param requests requests received
   * @param bytesBefore bytes received when the last request was seen; -1 before the first request
   * @param halfAHeader whether a part of the next request has come
   */
  private record Progress(long requests, long bytesBefore, boolean halfAHeader) {

    Progress next(Connection connection) {
      long requestsNow = connection.getMessagesIn();
      long bytes = connection.getBytesIn();
      if (requestsNow != requests) {
        return new Progress(requestsNow, bytes, false);
      }
      boolean answers = requestsNow != connection.getMessagesOut();
      return answers
          ? new Progress(requestsNow, bytes, false)
          : new Progress(requestsNow, bytesBefore, bytes > bytesBefore);
    }
  }
}
