package io.proofline.console.changes;

import io.proofline.console.changes.ChangeEvent.Reset;
import io.proofline.console.changes.ChangeEvent.ReviewChange;
import io.proofline.console.changes.ChangeEvent.Told;
import io.proofline.console.readmodel.ReadModelIncompleteException;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.readmodel.ReviewsPosition.ChangedReview;
import io.proofline.schemas.RestartingThread;
import io.proofline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Follows the changes of reviews and of pauses. A change is told once it is in the read model, so a
 * question that is asked after an event has an answer that includes it; it does not matter which
 * instance has read the record from Kafka. A follower that takes no events is ended once too many
 * of them wait for it; it can continue from the position of its last event. Thread-safe.
 */
public final class Changes implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  /** Each time, so that a burst does not end the followers. */
  private static final int MOST_TOLD = 2_000;

  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final ReadModels readModels;
  private final PauseChanges pauses;
  private final int buffer;
  private final InstantSource clock;
  private final RestartingThread thread;
  private final Set<Sinks.Many<ChangeEvent>> followers = new LinkedHashSet<>();
  private @Nullable FeedPosition told;

  /**
   * A feed that is not started yet.
   *
   * @param buffer largest number of events that wait for a follower
   */
  public Changes(ReadModels readModels, Topics topics, int buffer, InstantSource clock) {
    this.readModels = readModels;
    this.pauses = new PauseChanges(readModels, topics.switches().name());
    this.clock = clock;
    this.buffer = buffer;
    this.thread =
        new RestartingThread(
            "The feed of changes",
            Thread.ofPlatform().name("console-changes").daemon(),
            INTERVAL,
            STOP_TIMEOUT,
            _ -> tellNew(),
            _ -> {});
  }

  /**
   * The changes from now on, without an end. The first event is {@link Told}.
   *
   * @throws ReadModelIncompleteException as a signal, while no read model answers
   */
  public Flux<ChangeEvent> follow() {
    return followFrom(null);
  }

  /**
   * The changes from a position on; the first event is {@link Reset} if they are not known.
   *
   * @param position text of the position of the last event that was received; null for now
   * @throws ReadModelIncompleteException as a signal, while no read model answers
   */
  public Flux<ChangeEvent> followFrom(@Nullable String position) {
    return Flux.defer(() -> subscribe(position)).subscribeOn(Schedulers.boundedElastic());
  }

  private synchronized Flux<ChangeEvent> subscribe(@Nullable String text) {
    tellNew();
    var now = told;
    if (now == null) {
      throw new ReadModelIncompleteException("The read model is being built from Kafka");
    }
    var missed = text == null ? List.<ChangeEvent>of(new Told(now)) : missed(text, now);
    Sinks.Many<ChangeEvent> follower =
        Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(buffer));
    followers.add(follower);
    return Flux.concat(Flux.fromIterable(missed), follower.asFlux())
        .doFinally(_ -> remove(follower));
  }

  private synchronized void remove(Sinks.Many<ChangeEvent> follower) {
    followers.remove(follower);
  }

  private List<ChangeEvent> missed(String text, FeedPosition now) {
    return FeedPosition.parse(text)
        .filter(position -> position.canContinueTo(now))
        .flatMap(position -> changes(position, now, Integer.MAX_VALUE))
        .map(events -> {
          events.add(new Told(now));
          return events;
        })
        .orElseGet(() -> new ArrayList<>(List.of(new Reset(now))));
  }

  /** Tells all followers the changes since the last time. */
  private synchronized void tellNew() {
    try {
      position().ifPresent(this::tellUpTo);
    } catch (DataAccessException e) {
      LOG.debug("The changes are told later: {}", e.getMessage());
    }
  }

  /** Everything up to here is in the answers. */
  private Optional<FeedPosition> position() {
    var now = Instant.ofEpochMilli(clock.millis());
    return readModels
        .reviewsPosition()
        .map(reviews -> new FeedPosition(reviews, pauses.next(), now));
  }

  private void tellUpTo(FeedPosition now) {
    var before = told;
    if (before == null || before.reviews().generation() != now.reviews().generation()) {
      told = now;
      tell(new Reset(now));
    } else if (followers.isEmpty()) {
      told = now;
    } else {
      changes(before, now, MOST_TOLD)
          .ifPresent(events -> {
            events.forEach(this::tell);
            told = events.size() < MOST_TOLD ? now : events.getLast().position();
          });
    }
  }

  /**
   * The changes between two positions, pauses first and then reviews by partition; empty if another
   * generation answers.
   */
  private Optional<List<ChangeEvent>> changes(FeedPosition start, FeedPosition end, int most) {
    var events = new ArrayList<ChangeEvent>(pauses.between(start, end));
    var from = start.reviews();
    var to = end.reviews();
    var position = from;
    for (int partition : new TreeSet<>(to.next().keySet())) {
      var range = from.to(to, partition);
      if (range.from() >= range.to()) {
        continue;
      }
      var changed = readModels.changedReviews(range, most - events.size());
      if (changed.isEmpty()) {
        return Optional.empty();
      }
      for (var review : changed.get()) {
        position = position.with(partition, review.offset() + 1);
        events.add(event(review, range.from(), end.with(position)));
      }
      if (events.size() >= most) {
        return Optional.of(events);
      }
      position = position.with(partition, range.to());
    }
    return Optional.of(events);
  }

  private static ReviewChange event(ChangedReview review, long from, FeedPosition position) {
    return new ReviewChange(
        review.assetId(),
        review.fileName(),
        review.state(),
        review.waits(),
        review.reason(),
        review.waitingOffset() >= from,
        position);
  }

  /** A follower may leave while it is told, on this thread. */
  private void tell(ChangeEvent event) {
    for (var follower : List.copyOf(followers)) {
      var result = follower.tryEmitNext(event);
      if (result.isFailure()) {
        LOG.debug("A follower of changes is ended: {}", result);
        followers.remove(follower);
        var _ = follower.tryEmitComplete();
      }
    }
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() {
    thread.stop();
    synchronized (this) {
      List.copyOf(followers)
          .forEach(follower -> {
            var _ = follower.tryEmitComplete();
          });
      followers.clear();
    }
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }
}
