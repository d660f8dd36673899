package io.proofline.console.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.proofline.console.picture.PictureAnswer.Found;
import io.proofline.console.picture.PictureAnswer.Missing;
import io.proofline.console.picture.PictureAnswer.NotNow;
import io.proofline.schemas.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PictureCacheTest {

  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir Path directory;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final CountDownLatch gate = new CountDownLatch(1);
  private HttpServer workers;
  private PictureCache cache;
  private volatile int status = 200;
  private volatile String type = "image/jpeg";
  private volatile boolean isHeldUp;

  @BeforeEach
  void start() throws IOException {
    workers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    workers.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    workers.createContext("/thumbnails/", this::answer);
    workers.start();
    cache = cache(DataSize.ofKilobytes(1));
  }

  private PictureCache cache(DataSize largest) {
    var address = "http://127.0.0.1:%d".formatted(workers.getAddress().getPort());
    InstantSource clock = now::get;
    return new PictureCache(
        new PictureSettings(
            address, Secret.of("pictures-token"), directory, largest, 2, Duration.ofSeconds(5)),
        clock);
  }

  private void answer(HttpExchange exchange) throws IOException {
    calls.add(
        exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
    if (isHeldUp) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    var body = new byte[400];
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Retry-After", "60");
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @AfterEach
  void stop() {
    gate.countDown();
    cache.close();
    workers.stop(0);
  }

  private static PictureKey key(String asset) {
    return new PictureKey(asset, PictureSize.SMALL, "v1");
  }

  @Test
  void a_picture_is_fetched_once_with_the_token_and_then_kept() {
    assertThat(cache.get(key("I1"))).isInstanceOf(Found.class);
    assertThat(cache.get(key("I1"))).isInstanceOf(Found.class);

    assertThat(calls).containsExactly("/thumbnails/I1?size=small Bearer pictures-token");
    try (var restarted = cache(DataSize.ofKilobytes(1))) {
      assertThat(restarted.get(key("I1"))).isInstanceOf(Found.class);
    }
    assertThat(calls).hasSize(1);
  }

  @Test
  void many_who_ask_at_once_share_one_call_and_few_calls_run_together() {
    isHeldUp = true;
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 40)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> cache.get(key("I" + i % 4)), people))
              .toList();
      await().untilAsserted(() -> assertThat(calls).hasSize(2));
      gate.countDown();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(Found.class));
    }
    assertThat(calls).hasSize(4);
  }

  @Test
  void an_unknown_picture_is_not_asked_for_again_for_a_while() {
    status = 404;
    assertThat(cache.get(key("I1"))).isEqualTo(new Missing());
    assertThat(cache.get(key("I1"))).isEqualTo(new Missing());
    assertThat(calls).hasSize(1);

    status = 200;
    now.set(NOON.plus(Duration.ofMinutes(11)));
    assertThat(cache.get(key("I1"))).isInstanceOf(Found.class);
  }

  @Test
  void a_busy_worker_is_left_alone_for_as_long_as_it_asks() {
    status = 503;
    assertThat(cache.get(key("I1"))).isEqualTo(new NotNow());
    now.set(NOON.plusSeconds(59));
    assertThat(cache.get(key("I1"))).isEqualTo(new NotNow());
    assertThat(calls).hasSize(1);

    status = 200;
    now.set(NOON.plusSeconds(61));
    assertThat(cache.get(key("I1"))).isInstanceOf(Found.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/svg+xml", "text/html", "nonsense"})
  void a_type_that_may_hold_a_script_is_no_picture(String served) {
    type = served;
    assertThat(cache.get(key("I1"))).isEqualTo(new Missing());
    assertThat(stored()).isEmpty();
  }

  @Test
  void the_pictures_that_were_not_shown_for_longest_make_room() {
    for (var asset : List.of("I1", "I2", "I3")) {
      now.set(now.get().plus(Duration.ofHours(2)));
      assertThat(cache.get(key(asset))).isInstanceOf(Found.class);
    }
    assertThat(stored()).hasSize(2);
    assertThat(cache.get(key("I3"))).isInstanceOf(Found.class);
    assertThat(calls).hasSize(3);
    assertThat(cache.get(key("I1"))).isInstanceOf(Found.class);
    assertThat(calls).hasSize(4);
  }

  private List<String> stored() {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
