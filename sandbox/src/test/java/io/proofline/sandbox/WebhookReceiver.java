package io.proofline.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.proofline.sandbox.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.JsonNode;

/** A webhook endpoint: records POSTs, serves files, answers with configurable statuses. */
final class WebhookReceiver implements AutoCloseable {
  /** One received POST. */
  record Post(String body, Map<String, List<String>> headers) {
    JsonNode event() {
      return Json.tree(body).path("events").get(0);
    }

    String action() {
      return event().path("proof_event").path("action").asString();
    }
  }

  private final HttpServer server;
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private volatile CountDownLatch responseLatch = new CountDownLatch(0);
  private volatile IntUnaryOperator answer = _ -> 200;

  WebhookReceiver() {
    this(0);
  }

  WebhookReceiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  URI serveFile(String name, byte[] bytes) {
    files.put("/files/" + name, bytes);
    return address("/files/" + name);
  }

  /** The status of the n-th POST, counted from 1. */
  void respondWith(IntUnaryOperator statuses) {
    answer = statuses;
  }

  /** While unresponsive, it accepts calls and answers none of them. */
  void setUnresponsive(boolean still) {
    responseLatch.countDown();
    responseLatch = new CountDownLatch(still ? 1 : 0);
  }

  List<Post> posts() {
    return posts;
  }

  List<String> actions() {
    return posts.stream().map(Post::action).toList();
  }

  void clearPosts() {
    posts.clear();
  }

  @Override
  public void close() {
    responseLatch.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange call) throws IOException {
    var file = files.get(call.getRequestURI().getPath());
    if (call.getRequestMethod().equals("GET")) {
      awaitGate();
      call.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
      call.getResponseBody().write(file == null ? new byte[0] : file);
    } else {
      post(call);
    }
    call.close();
  }

  private void post(HttpExchange call) throws IOException {
    var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    posts.add(new Post(body, Map.copyOf(call.getRequestHeaders())));
    awaitGate();
    call.sendResponseHeaders(answer.applyAsInt(posts.size()), -1);
  }

  private void awaitGate() {
    try {
      responseLatch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
