package io.proofline.console.changes;

import io.proofline.console.access.Caller;
import io.proofline.console.changes.ChangeEvent.PauseChange;
import io.proofline.console.changes.ChangeEvent.Reset;
import io.proofline.console.changes.ChangeEvent.ReviewChange;
import io.proofline.console.changes.ChangeEvent.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Signal;
import tools.jackson.databind.node.JsonNodeFactory;

/** Streams changes as server-sent events, with a comment as a heartbeat. */
@RestController
final class ChangeController {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** A feed ends after this time; its client reconnects, with a token that is checked again. */
  private static final Duration LONGEST_FEED = Duration.ofMinutes(10);

  private final Changes changes;
  private final OpenFeeds feeds;

  ChangeController(Changes changes, OpenFeeds feeds) {
    this.changes = changes;
    this.feeds = feeds;
  }

  @GetMapping(path = "/api/v1/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<String>> changes(
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      @AuthenticationPrincipal Caller caller) {
    return Flux.defer(() -> {
      feeds.open(caller.tokenId());
      return events(lastEventId).doFinally(_ -> feeds.close(caller.tokenId()));
    });
  }

  private Flux<ServerSentEvent<String>> events(@Nullable String lastEventId) {
    var heartbeats =
        Flux.interval(HEARTBEAT)
            .onBackpressureDrop()
            .map(_ -> ServerSentEvent.<String>builder().comment("heartbeat").build());
    return changes
        .followFrom(lastEventId)
        .concatMapIterable(event -> events(event).toList())
        .materialize() // otherwise the heartbeats would go on after the end
        .mergeWith(heartbeats.map(Signal::next))
        .<ServerSentEvent<String>>dematerialize()
        .take(LONGEST_FEED);
  }

  /** A client may be cut off between two events, so only the last one of a change has its id. */
  private static Stream<ServerSentEvent<String>> events(ChangeEvent event) {
    var id = event.position().text();
    return switch (event) {
      case Told _ -> Stream.of(ServerSentEvent.<String>builder().id(id).comment("told").build());
      case Reset _ ->
          Stream.of(
              ServerSentEvent.<String>builder()
                  .id(id)
                  .event("reset")
                  .data("{\"next_step\": \"List everything again.\"}")
                  .build());
      case PauseChange change ->
          Stream.of(
              ServerSentEvent.<String>builder().id(id).event("pause").data(json(change)).build());
      case ReviewChange change -> {
        var review =
            ServerSentEvent.<String>builder().id(id).event("review").data(json(change)).build();
        yield change.changesWaiting()
            ? Stream.of(
                ServerSentEvent.<String>builder().event("waiting").data(json(change)).build(),
                review)
            : Stream.of(review);
      }
    };
  }

  private static String json(PauseChange change) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("target", change.target());
    json.put("paused", change.isPaused());
    json.put("since", text(change.since()));
    json.put("until", text(change.until()));
    json.put("reason", change.reason());
    return json.toString();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static String json(ReviewChange change) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("asset_id", change.assetId());
    json.put("deleted", change.isDeleted());
    json.put("file_name", change.fileName());
    json.put("state", change.state());
    json.put("waits", change.waits());
    json.put("reason", change.reason());
    return json.toString();
  }
}
