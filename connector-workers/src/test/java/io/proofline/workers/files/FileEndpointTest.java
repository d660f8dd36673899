package io.proofline.workers.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Secret;
import io.proofline.workers.call.CallResult;
import io.proofline.workers.call.CallResult.Success;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The file endpoint on a real server. */
class FileEndpointTest {

  /** Far more bytes than the buffers of sockets hold. */
  private static final int LARGE = 8_000_000;

  /** Far more readers than the server has threads. */
  private static final int SLOW_READERS = 64;

  @TempDir private Path directory;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final HttpClient http = HttpClient.newHttpClient();
  private DisposableServer server;
  private URI address;

  @BeforeEach
  void open() {
    serve(Spool.open(directory, 1_000), "ä b.jpg", "0123456789");
  }

  private void serve(Spool spool, String name, String content) {
    serve(spool, name, content, "");
  }

  private void serve(Spool spool, String name, String content, String mediaType) {
    Function<Path, CallResult<DownloadedFile>> fetch = part -> fetch(part, content, mediaType);
    var file = ((Success<SpooledFile>) spool.store(Spool.idOf("c1"), name, fetch)).value();
    var base = URI.create("https://files.example.com/");
    var addresses = new SignedFileUrls(base, Secret.of("0123456789abcdef"), null, () -> now);
    var handler =
        RouterFunctions.toHttpHandler(
            new FileEndpoint(spool, addresses, new PeerFiles(null)).routes());
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(handler))
            .bindNow();
    var signed = addresses.urlOf(file).getRawPath();
    address = URI.create("http://127.0.0.1:" + server.port() + signed);
  }

  @AfterEach
  void close() {
    server.disposeNow();
    http.close();
  }

  @Test
  void a_signed_address_serves_the_file_with_its_type() throws Exception {
    var answer = get(address, "GET");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(answer.headers().firstValue("Accept-Ranges")).contains("bytes");
    assertThat(address.getRawPath()).endsWith("/%C3%A4%20b.jpg");
  }

  @Test
  void head_returns_the_length_without_a_body() throws Exception {
    var answer = get(address, "HEAD");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("10");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void a_range_is_served_and_an_impossible_one_is_refused() throws Exception {
    var part = get(address, "GET", "Range", "bytes=2-4");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-4/10");
    assertThat(get(address, "GET", "Range", "bytes=20-").statusCode()).isEqualTo(416);
  }

  @Test
  void a_malformed_media_type_of_a_sender_is_served_as_bytes() throws Exception {
    for (String stated : List.of("image", "*/*", "image/*", "a b/c", "image/jpeg; q=\"", "ü/x")) {
      server.disposeNow();
      var spool = Spool.open(directory.resolve("odd"), 1_000);
      serve(spool, "x.bin", "0123456789", stated);
      var response = get(address, "GET");
      assertThat(response.statusCode()).as(stated).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/octet-stream");
    }
  }

  @Test
  void an_odd_file_name_from_outside_is_served() throws Exception {
    for (String name :
        List.of(
            "",
            ".",
            "..",
            " ",
            "a/b.jpg",
            "a;b=c.jpg",
            "a%2F.jpg",
            "\ud800.jpg",
            "ü".repeat(4_000))) {
      server.disposeNow();
      serve(Spool.open(directory.resolve("odd"), 1_000), name, "0123456789");
      assertThat(get(address.normalize(), "GET").statusCode()).as(name).isEqualTo(200);
    }
  }

  @Test
  void an_odd_request_is_refused_and_never_a_fault_of_the_server() throws Exception {
    var path = address.getRawPath();
    for (String odd :
        List.of(
            "GET " + path.replace("%C3", "%ZZ"),
            "GET /files/%ff/x",
            "GET /files/%00/x",
            "GET /files/a/b/c",
            "POST " + path,
            "GET //",
            "GET " + path + "?x=%ZZ")) {
      assertThat(statusOf(odd, "Accept: %%%")).as(odd).isLessThan(500);
    }
    for (String range :
        List.of("x", "bytes=", "bytes=9-1", "bytes=-0", "bytes=a-b", "bytes=0-0,".repeat(200))) {
      assertThat(statusOf("GET " + path, "Range: " + range)).as(range).isLessThan(500);
    }
  }

  @Test
  void a_file_that_was_deleted_from_the_disk_is_not_found() throws Exception {
    Files.delete(directory.resolve(Spool.idOf("c1") + ".data"));

    assertThat(get(address, "GET").statusCode()).isEqualTo(404);
  }

  /** The status of a request that an HTTP client would not send. */
  private int statusOf(String request, String header) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      var text = request + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + header + "\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      var line = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(line.split(" ", 3)[1]);
    }
  }

  @Test
  void a_forged_token_gets_no_file() throws Exception {
    var text = address.toString();
    var token = text.substring(text.indexOf("/files/") + 7, text.lastIndexOf('/'));
    var parts = token.split("\\.");
    var other = parts[2].startsWith("A") ? "B" : "A";
    for (String forged :
        new String[] {
          Spool.idOf("c2") + "." + parts[1] + "." + parts[2],
          parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2],
          parts[0] + "." + parts[1] + "." + other + parts[2].substring(1),
          "..%2F..%2Fetc",
          "x"
        }) {
      assertThat(get(URI.create(text.replace(token, forged)), "GET").statusCode())
          .as(forged)
          .isEqualTo(404);
    }
  }

  @Test
  void an_address_is_valid_for_a_day() throws Exception {
    now = now.plus(Duration.ofHours(24)).minusSeconds(1);
    assertThat(get(address, "GET").statusCode()).isEqualTo(200);
    now = now.plusSeconds(1);
    assertThat(get(address, "GET").statusCode()).isEqualTo(404);
  }

  @Test
  void a_file_that_is_no_longer_in_the_spool_is_not_found() throws Exception {
    var other = Spool.open(directory, 1_000);
    assertThat(other.find(Spool.idOf("c1"))).isPresent();
    var addresses =
        new SignedFileUrls(
            URI.create("http://127.0.0.1:" + server.port()),
            Secret.of("0123456789abcdef"),
            null,
            () -> now);
    var gone = new SpooledFile(Spool.idOf("gone"), "x.jpg", "image/jpeg", 1, "", null, null);
    assertThat(get(addresses.urlOf(gone), "GET").statusCode()).isEqualTo(404);
  }

  @Test
  void each_answer_identifies_the_file_endpoint() throws Exception {
    var missing = URI.create("http://127.0.0.1:" + server.port() + "/files/doctor/x");
    assertThat(get(missing, "GET")).matches(FileEndpoint::isSenderOf);
    assertThat(get(address, "GET")).matches(FileEndpoint::isSenderOf);
    assertThat(get(missing.resolve("/other"), "GET"))
        .matches(answer -> answer.statusCode() == 404 && !FileEndpoint.isSenderOf(answer));
  }

  @Test
  @Timeout(60)
  void many_slow_readers_do_not_delay_a_fast_one() throws Exception {
    server.disposeNow();
    serve(Spool.open(directory.resolve("large"), 2L * LARGE), "large.jpg", "x".repeat(LARGE));
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < SLOW_READERS; i++) {
        slow.add(begunToRead());
      }

      assertThat(get(address, "GET").body()).hasSize(LARGE);

      assertThat(slow.getLast().getInputStream().readAllBytes()).hasSizeGreaterThan(LARGE);
    } finally {
      for (var reader : slow) {
        reader.close();
      }
    }
  }

  /** Requests the file, reads its first bytes and then stops reading. */
  private Socket begunToRead() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    var request =
        "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".formatted(address.getRawPath());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
        .isEqualTo("HTTP/1.1 200");
    return socket;
  }

  private static Success<DownloadedFile> fetch(Path part, String content, String mediaType) {
    try {
      Files.writeString(part, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Success<>(new DownloadedFile(content.length(), "hash", mediaType));
  }

  private HttpResponse<String> get(URI uri, String method, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
