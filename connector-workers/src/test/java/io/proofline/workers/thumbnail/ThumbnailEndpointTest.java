package io.proofline.workers.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.schemas.Secret;
import io.proofline.schemas.SwitchNames;
import io.proofline.schemas.avro.Switch;
import io.proofline.workers.call.FakeApi.Reply;
import io.proofline.workers.files.Spool;
import io.proofline.workers.photoshelter.FakePhotoShelter;
import io.proofline.workers.photoshelter.PhotoShelterFixtures;
import io.proofline.workers.switches.SwitchTable;
import io.proofline.workers.work.Clocks;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The endpoint of thumbnails on a real server, with a fake library behind it. */
class ThumbnailEndpointTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path spool;
  private final FakePhotoShelter library = new FakePhotoShelter();
  private final SwitchTable switches = new SwitchTable(() -> NOON);
  private final HttpClient http = HttpClient.newHttpClient();
  private DisposableServer server;

  @BeforeEach
  void open() {
    library.asset("I1", "a.jpg", NOON);
    switches.markComplete();
    serve(Secret.of(TOKEN), 8);
  }

  private void serve(Secret token, int atOnce) {
    var settings = new ThumbnailSettings(token, Duration.ofSeconds(5), atOnce);
    var properties = PhotoShelterFixtures.settings(library);
    var configuration = new ThumbnailConfiguration();
    var routes =
        configuration.thumbnailEndpoint(
            settings,
            properties,
            PhotoShelterFixtures.client(library),
            configuration.thumbnailClient(properties),
            Spool.open(spool, 1_000),
            switches,
            Clocks.system());
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
            .bindNow();
  }

  @AfterEach
  void close() {
    server.disposeNow();
    library.close();
    http.close();
  }

  @ParameterizedTest(name = "{0} fits into {1} pixels")
  @CsvSource({"small, 480x480", "large, 1600x1600"})
  void a_thumbnail_is_the_image_at_the_address_that_the_library_returns(String size, String box)
      throws Exception {
    var answer = get("/thumbnails/I1?size=" + size, "Bearer " + TOKEN);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("a picture");
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(library.journal)
        .filteredOn(call -> !call.contains("/authenticate") && !call.contains("/organization/"))
        .satisfiesExactly(
            call ->
                assertThat(call)
                    .startsWith("GET /psapi/v4.0/media/I1/link?")
                    .contains("image_size=" + box, "image_mode=fit"),
            call -> assertThat(call).isEqualTo("GET /img-get2/I1/fit=" + box));
    assertThat(files()).isZero();
  }

  @ParameterizedTest(name = "authorization \"{0}\"")
  @ValueSource(strings = {"", "Bearer", "Bearer wrong-token-1234", "Basic 0123456789abcdef"})
  void a_request_without_the_token_is_refused_and_calls_nothing(String authorization)
      throws Exception {
    assertThat(get("/thumbnails/I1", authorization).statusCode()).isEqualTo(401);
    assertThat(library.journal).isEmpty();
  }

  @Test
  void without_a_configured_token_all_requests_are_refused() throws Exception {
    server.disposeNow();
    serve(null, 8);
    assertThat(get("/thumbnails/I1", "Bearer " + TOKEN).statusCode()).isEqualTo(401);
    assertThat(get("/thumbnails/I1", "Bearer null").statusCode()).isEqualTo(401);
  }

  @Test
  void an_unknown_asset_has_no_thumbnail() throws Exception {
    assertThat(get("/thumbnails/I2", "Bearer " + TOKEN).statusCode()).isEqualTo(404);
    assertThat(get("/thumbnails/..%2F..%2Fuser", "Bearer " + TOKEN).statusCode()).isEqualTo(404);
    assertThat(library.journal.getLast()).startsWith("GET /psapi/v4.0/media/..%2F..%2Fuser/link?");
  }

  @Test
  void an_unknown_size_is_refused() throws Exception {
    assertThat(get("/thumbnails/I1?size=9999x9999", "Bearer " + TOKEN).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest(name = "status {0} and type {1} become {2}")
  @CsvSource({
    "200, text/html, 404",
    "200, image/svg+xml, 404",
    "200, image/png; charset=x, 200",
    "403, image/jpeg, 404",
    "404, text/plain, 404",
    "429, text/plain, 503",
    "500, text/plain, 503",
    "503, text/plain, 503"
  })
  void only_a_picture_is_served(int status, String type, int expected) throws Exception {
    library.picture =
        new Reply(status, Map.of("Content-Type", type), "x".getBytes(StandardCharsets.UTF_8));
    var answer = get("/thumbnails/I1", "Bearer " + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(expected);
    assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(expected == 503);
    assertThat(files()).isZero();
  }

  @Test
  void an_image_with_more_bytes_than_allowed_is_not_served() throws Exception {
    var bytes = new byte[(int) ThumbnailConfiguration.MAX_BYTES.toBytes() + 1];
    Arrays.fill(bytes, (byte) 'x');
    library.picture = new Reply(200, Map.of("Content-Type", "image/jpeg"), bytes);
    assertThat(get("/thumbnails/I1", "Bearer " + TOKEN).statusCode()).isEqualTo(404);
    assertThat(files()).isZero();
  }

  @Test
  void a_link_into_the_private_network_is_not_followed() throws Exception {
    library.pictureHost = "https://10.0.0.1";
    assertThat(get("/thumbnails/I1", "Bearer " + TOKEN).statusCode()).isEqualTo(404);
    assertThat(library.journal).noneMatch(call -> call.contains("/img-get2/"));
  }

  @Test
  void while_a_person_pauses_the_library_it_is_not_called() throws Exception {
    switches.accept(
        SwitchNames.ALL,
        new Switch(SwitchNames.ALL, true, NOON, "person", "maintenance", null, null));
    var answer = get("/thumbnails/I1", "Bearer " + TOKEN);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("30");
    assertThat(library.journal).isEmpty();
  }

  @Test
  void more_requests_at_once_than_allowed_are_refused_at_once() throws Exception {
    server.disposeNow();
    serve(Secret.of(TOKEN), 0);
    assertThat(get("/thumbnails/I1", "Bearer " + TOKEN).statusCode()).isEqualTo(503);
    assertThat(library.journal).isEmpty();
  }

  private long files() throws Exception {
    try (var files = Files.list(spool)) {
      return files.count();
    }
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
