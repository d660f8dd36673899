package io.proofline.workers.doctor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PublicUrlProbeTest {

  private static final int BLOCKS = 200_000;

  private final CompletableFuture<Integer> sentBlocks = new CompletableFuture<>();

  @Test
  void an_answer_without_end_is_not_read() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::sendMuch);
    server.start();
    try {
      var address = URI.create("http://127.0.0.1:%d/x".formatted(server.getAddress().getPort()));

      var result = PublicUrlProbe.run("Address", address, answer -> answer.statusCode() == 200);

      assertThat(result.detail()).contains("answers, but is an address of this machine");
      assertThat(sentBlocks.get(30, SECONDS)).isLessThan(BLOCKS);
    } finally {
      server.stop(0);
    }
  }

  private void sendMuch(HttpExchange exchange) throws IOException {
    var block = new byte[8192];
    int sent = 0;
    exchange.sendResponseHeaders(200, 0);
    try (var body = exchange.getResponseBody()) {
      while (sent < BLOCKS) {
        body.write(block);
        sent++;
      }
    } finally {
      sentBlocks.complete(sent);
    }
  }
}
