package io.proofline.workers.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.proofline.schemas.Secret;
import io.proofline.workers.call.CallResult.Success;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Checks two instances, each with its own spool, behind a proxy that alternates between them. */
class PeerFilesTest {

  private static final Secret SECRET = Secret.of("0123456789abcdef");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int LARGE = 8_000_000;

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Instance> instances = new ArrayList<>();
  private com.sun.net.httpserver.HttpServer proxy;

  /** One instance. */
  private record Instance(
      Spool spool, SignedFileUrls urls, DisposableServer server, AtomicInteger requests) {}

  @BeforeEach
  void start() throws IOException {
    proxy = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    proxy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var turn = new AtomicInteger();
    proxy.createContext("/", exchange -> pass(exchange, turn.getAndIncrement()));
    proxy.start();
    instances.add(instance("one", SECRET));
    instances.add(instance("two", SECRET));
  }

  @AfterEach
  void stop() {
    proxy.stop(0);
    instances.forEach(instance -> instance.server.disposeNow());
    http.close();
  }

  @Test
  void each_instance_answers_for_the_files_of_both() throws Exception {
    for (Instance owner : instances) {
      var address = publish(owner, "0123456789");
      for (int i = 0; i < 4; i++) {
        var answer = send(address, "GET");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(answer).matches(FileEndpoint::isSenderOf);
      }
    }
  }

  @Test
  void ranges_and_head_are_forwarded() throws Exception {
    var address = at(instances.get(1), publish(instances.get(0), "0123456789"));

    var part = send(address, "GET", "Range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-4/10");
    assertThat(send(address, "GET", "Range", "bytes=20-").statusCode()).isEqualTo(416);
    var head = send(address, "HEAD");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).contains("10");
  }

  @Test
  void a_large_file_is_streamed() throws Exception {
    var address = at(instances.get(1), publish(instances.get(0), "x".repeat(LARGE)));

    assertThat(send(address, "GET").body()).hasSize(LARGE);
  }

  @Test
  void a_file_that_is_no_longer_at_its_owner_is_not_found_after_one_forwarding() throws Exception {
    var owner = instances.get(0);
    var address = at(instances.get(1), publish(owner, "0123456789"));
    Files.delete(directory.resolve("one").resolve(Spool.idOf("c1") + ".data"));

    assertThat(send(address, "GET").statusCode()).isEqualTo(404);
    assertThat(owner.requests).hasValue(1);
    assertThat(instances.get(1).requests).hasValue(1);
  }

  @Test
  void a_request_that_was_forwarded_is_not_forwarded_again() throws Exception {
    var owner = instances.get(0);
    var address = at(instances.get(1), publish(owner, "0123456789"));

    assertThat(send(address, "GET", PeerFiles.FORWARDED, "1").statusCode()).isEqualTo(404);
    assertThat(owner.requests).hasValue(0);
  }

  @Test
  void no_instance_connects_to_an_address_that_our_secret_did_not_sign() throws Exception {
    var foreign = instance("foreign", Secret.of("fedcba9876543210"));
    instances.add(foreign);
    var theirs = at(instances.get(1), publish(foreign, "0123456789"));
    var ours = publish(instances.get(0), "0123456789").getRawPath().split("\\.");
    var swapped =
        "%s.%s.%s.%s"
            .formatted(ours[0], ours[1], theirs.getRawPath().split("\\.")[2], ours[3] + ".jpg");

    assertThat(send(theirs, "GET").statusCode()).isEqualTo(404);
    assertThat(send(theirs.resolve(swapped), "GET").statusCode()).isEqualTo(404);
    assertThat(foreign.requests).hasValue(0);
  }

  @Test
  void an_unavailable_owner_is_answered_with_503() throws Exception {
    var address = at(instances.get(1), publish(instances.get(0), "0123456789"));
    instances.get(0).server.disposeNow();

    var answer = send(address, "GET");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
  }

  @Test
  void a_single_instance_forwards_nothing_and_names_no_address() throws Exception {
    var urls = new SignedFileUrls(URI.create("http://a"), SECRET, null, () -> NOW);
    var file = new SpooledFile(Spool.idOf("c1"), "a.jpg", "image/jpeg", 1, "", null, null);

    assertThat(urls.urlOf(file).getPath().split("/")[2].split("\\.")).hasSize(3);
    assertThat(urls.verify(urls.urlOf(file).getPath().split("/")[2]))
        .contains(new FileToken(Spool.idOf("c1"), Optional.empty()));
  }

  private Instance instance(String name, Secret secret) {
    var requests = new AtomicInteger();
    var spool = Spool.open(directory.resolve(name), 3L * LARGE);
    var handler = new java.util.concurrent.atomic.AtomicReference<ReactorHttpHandlerAdapter>();
    var server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
              requests.incrementAndGet();
              return handler.get().apply(request, response);
            })
            .bindNow();
    var own = URI.create("http://127.0.0.1:" + server.port());
    var files = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
    var urls = new SignedFileUrls(files, secret, own, () -> NOW);
    handler.set(
        new ReactorHttpHandlerAdapter(
            RouterFunctions.toHttpHandler(
                new FileEndpoint(spool, urls, new PeerFiles(own)).routes())));
    return new Instance(spool, urls, server, requests);
  }

  /** Stores a file at an instance, and returns its public address at the proxy. */
  private static URI publish(Instance owner, String content) {
    var stored =
        owner.spool.store(
            Spool.idOf("c1"),
            "a.jpg",
            part -> {
              try {
                Files.writeString(part, content);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return new Success<>(new DownloadedFile(content.length(), "hash", "image/jpeg"));
            });
    return owner.urls.urlOf(((Success<SpooledFile>) stored).value());
  }

  /** The address of the same file at one instance. */
  private static URI at(Instance instance, URI address) {
    return URI.create("http://127.0.0.1:" + instance.server.port() + address.getRawPath());
  }

  private void pass(HttpExchange exchange, int turn) throws IOException {
    try (exchange) {
      var answer =
          http.send(
              HttpRequest.newBuilder(at(instances.get(turn % 2), exchange.getRequestURI())).build(),
              BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!name.equalsIgnoreCase("content-length")) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> send(URI uri, String method, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
