package io.proofline.sandbox.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;

/** Sends a correct response in a degraded way: truncated or slowly. */
final class DegradedResponses {
  private static final int PIECES = 10;

  private DegradedResponses() {}

  /** Sends the Content-Length of the whole body and half of the body. */
  static void sendHalf(Context call) throws IOException {
    var body = takeBody(call);
    var out = call.res().getOutputStream();
    out.write(body, 0, body.length / 2);
    out.flush();
  }

  /** Sends the body in pieces over the whole time. */
  static void sendSlowly(Context call, Duration time) throws IOException, InterruptedException {
    var body = takeBody(call);
    var out = call.res().getOutputStream();
    for (var piece = 0; piece < PIECES; piece++) {
      Thread.sleep(time.dividedBy(PIECES));
      var from = body.length * piece / PIECES;
      out.write(body, from, body.length * (piece + 1) / PIECES - from);
      out.flush();
    }
  }

  private static byte[] takeBody(Context call) throws IOException {
    try (var stream = call.resultInputStream()) {
      var body = stream == null ? new byte[0] : stream.readAllBytes();
      call.result(new byte[0]);
      call.res().setContentLengthLong(body.length);
      return body;
    }
  }
}
