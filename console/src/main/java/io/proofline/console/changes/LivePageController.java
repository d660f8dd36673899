package io.proofline.console.changes;

import io.proofline.console.access.Caller;
import io.proofline.console.changes.ChangeEvent.ReviewChange;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/**
 * Tells an open page once that it has changed, so that the page can say so; it does not change
 * under its reader. A page that is hidden does not ask.
 */
@RestController
final class LivePageController {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration LONGEST_FEED = Duration.ofMinutes(10);

  private final Changes changes;
  private final OpenFeeds feeds;

  LivePageController(Changes changes, OpenFeeds feeds) {
    this.changes = changes;
    this.feeds = feeds;
  }

  /**
   * The next change.
   *
   * @param asset the photograph of the page; empty for changes of waiting work
   */
  @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<String>> next(
      @RequestParam(defaultValue = "") String asset, @AuthenticationPrincipal Caller caller) {
    return Flux.defer(() -> {
      feeds.open(caller.tokenId());
      return changed(asset).doFinally(_ -> feeds.close(caller.tokenId()));
    });
  }

  private Flux<ServerSentEvent<String>> changed(String asset) {
    var next =
        changes
            .follow()
            .ofType(ReviewChange.class)
            .filter(change ->
                asset.isEmpty() ? change.changesWaiting() : change.assetId().equals(asset))
            .next()
            .cache();
    return Flux.interval(Duration.ZERO, HEARTBEAT)
        .onBackpressureDrop()
        .map(_ -> ServerSentEvent.<String>builder().comment("heartbeat").build())
        .takeUntilOther(next)
        .concatWith(
            next.map(_ -> ServerSentEvent.<String>builder().event("changed").data("1").build()))
        .take(LONGEST_FEED);
  }
}
