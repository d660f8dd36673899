package io.proofline.sandbox.benchmark;

import io.proofline.sandbox.SandboxCredentials;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The kinds of call that a client makes to the library, each to a different file every time. */
final class PhotoShelterWorkload {
  private static final DateTimeFormatter GMT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'");

  private static final String PAGE =
      "/gallery/%s/images?page=%d&per_page=50&extend=%s&fields=image_id";

  private static final String EXTEND =
      "{\"Image\":{\"fields\":\"image_id,file_name,updated_at\",\"extend\":{\"Iptc\":{}}}}";

  private final AtomicInteger number = new AtomicInteger();
  private final SandboxCredentials accounts;
  private final ApiClient v4;
  private final ApiClient v3;
  private final List<String> galleries;
  private final int assets;

  PhotoShelterWorkload(URI origin, SandboxCredentials accounts, int assets) {
    this.accounts = accounts;
    this.assets = assets;
    this.v4 = loggedIn(URI.create(origin + "/psapi/v4.0"), accounts.photoshelterV4Key());
    this.v3 = loggedIn(URI.create(origin + "/psapi/v3/mem"), accounts.photoshelterV3Key());
    this.galleries =
        v4.read(v4.get("/galleries"))
            .path("data")
            .valueStream()
            .filter(each -> each.path("attributes").path("name").asString().startsWith("Archive"))
            .map(each -> each.path("id").asString())
            .toList();
  }

  List<CallType> all() {
    return List.of(
        new CallType("GET /media/{id}", "GET", this::media),
        new CallType("PATCH /media/{id}/iptc", "PATCH", this::describe),
        new CallType("GET v3 gallery page of 50, extend", "GET", this::galleryPage),
        new CallType("GET /media, window of a minute", "GET", this::window),
        new CallType("GET /media by keyword", "GET", this::keyword),
        new CallType("PhotoShelter, mixed", "GET", mix()));
  }

  private Supplier<HttpRequest> mix() {
    return CallType.roundRobin(
        List.of(
            this::media,
            this::describe,
            this::window,
            this::media,
            this::describe,
            this::keyword,
            this::media,
            this::describe,
            this::window,
            this::galleryPage));
  }

  private HttpRequest media() {
    return v4.get("/media/" + asset());
  }

  private HttpRequest describe() {
    var caption = "Measured %d".formatted(number.incrementAndGet());
    return v4.send("PATCH", "/media/%s/iptc".formatted(asset()), Map.of("caption", caption));
  }

  private HttpRequest galleryPage() {
    var next = number.incrementAndGet();
    var gallery = galleries.get(next % galleries.size());
    return v3.get(PAGE.formatted(gallery, 1 + next % 20, ApiClient.encoded(EXTEND)));
  }

  /** A poll for changes of the last minute. */
  private HttpRequest window() {
    var now = Instant.now().atOffset(ZoneOffset.UTC);
    return v4.get(
        "/media?org_id=%s&per_page=100&modify_start=%s&modify_end=%s&sort_by=modification_time"
            .formatted(
                accounts.organizationId(),
                ApiClient.encoded(GMT.format(now.minusMinutes(1))),
                ApiClient.encoded(GMT.format(now))));
  }

  private HttpRequest keyword() {
    return v4.get(
        "/media?org_id=%s&keywords=lot-%05d"
            .formatted(accounts.organizationId(), number.incrementAndGet() * 31 % 20_000));
  }

  /** The id of a file; successive calls get distant files. */
  private String asset() {
    return "I0000%011d".formatted(8 + number.incrementAndGet() * 7919L % (assets - 8));
  }

  private ApiClient loggedIn(URI base, String key) {
    var open = new ApiClient(base, Map.of("X-PS-Api-Key", key));
    var path =
        "/authenticate?mode=token&email=%s&password=%s&org_id=%s"
            .formatted(
                ApiClient.encoded(accounts.photoshelterEmail()),
                ApiClient.encoded(accounts.photoshelterPassword()),
                accounts.organizationId());
    var token = token(open.read(open.send("POST", path, Map.of())));
    return new ApiClient(base, Map.of("X-PS-Api-Key", key, "X-PS-Auth-Token", token));
  }

  private static String token(JsonNode answer) {
    return answer.findValue("token").asString();
  }
}
