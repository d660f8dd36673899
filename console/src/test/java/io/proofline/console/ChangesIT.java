package io.proofline.console;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static io.proofline.console.TopicFixture.NOON;
import static io.proofline.console.TopicFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.changes.ChangeEvent;
import io.proofline.console.changes.Changes;
import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.Switch;
import io.proofline.schemas.avro.WaitsFor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * The feed of changes, from the topic to the client, on both databases.
 *
 * <p>Longer than 300 lines because all its tests share one console of a database.
 */
@ParameterizedClass
@EnumSource(DatabaseProduct.class)
class ChangesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String FEED = "/api/v1/changes";

  @TempDir static Path directory;
  @Parameter DatabaseProduct product;
  private static TopicFixture fixture;
  private static ConsoleInstance console;

  /** Divides the partitions with the first one; null for SQLite, which is for one instance. */
  private static @Nullable ConsoleInstance other;

  @BeforeParameterizedClassInvocation
  static void start(DatabaseProduct product) {
    KafkaConnection kafka = KafkaForTests.connection("console.changes.%s.".formatted(product));
    fixture = new TopicFixture(kafka);
    var settings = new ArrayList<>(DatabaseForTests.settings(product, directory));
    settings.add("feeds-per-token=2");
    console = ConsoleInstance.start(kafka, settings);
    if (product == DatabaseProduct.POSTGRESQL) {
      settings.add("instance-id=console-1");
      other = ConsoleInstance.start(kafka, settings);
    }
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews").statusCode() == 200);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    console.close();
    if (other != null) {
      other.close();
      other = null;
    }
    fixture.close();
  }

  @Test
  void a_change_is_told_once_it_is_in_the_answers() {
    try (var feed = follow(null)) {
      write("A1", ReviewState.APPROVED);
      await().atMost(SOON).until(() -> texts(feed).equals(List.of("review A1")));

      var change = feed.events().getFirst().data();
      assertThat(change.path("state").asString()).isEqualTo("approved");
      assertThat(change.path("file_name").asString()).isEqualTo("A1.jpg");
      assertThat(console.get("/api/v1/reviews/A1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_follower_that_leaves_while_it_is_told_disturbs_no_other() {
    var changes = console.bean("changes", Changes.class);
    var stays = new CopyOnWriteArrayList<ChangeEvent>();
    var staying = changes.follow().subscribe(stays::add);
    try {
      await().atMost(SOON).until(() -> stays.size() == 1);
      var leaving = List.of(leavingAtFirstChange(changes), leavingAtFirstChange(changes));
      await().atMost(SOON).until(() -> leaving.stream().allMatch(each -> each.size() == 1));
      write("L1", ReviewState.APPROVED);
      await().atMost(SOON).until(() -> leaving.stream().allMatch(each -> each.size() == 2));
      write("L2", ReviewState.APPROVED);
      await().atMost(SOON).until(() -> assets(stays).contains("L2"));

      assertThat(assets(stays)).containsExactly("L1", "L2");
    } finally {
      staying.dispose();
    }
  }

  private static List<ChangeEvent> leavingAtFirstChange(Changes changes) {
    var told = new CopyOnWriteArrayList<ChangeEvent>();
    var _ = changes.follow().take(2).subscribe(told::add);
    return told;
  }

  @Test
  void waiting_work_is_told_when_it_begins_when_its_cause_changes_and_when_it_ends() {
    try (var feed = follow(null)) {
      waits("W1", WaitsFor.DEAD_COMMAND, "Ziflow refuses our key");
      await().atMost(SOON).until(() -> texts(feed).equals(List.of("waiting W1", "review W1")));
      waits("W1", WaitsFor.DEAD_COMMAND, "Ziflow refuses our key");
      await().atMost(SOON).until(() -> texts(feed).size() == 3);
      waits("W1", WaitsFor.STUCK, "No reviewer");
      await().atMost(SOON).until(() -> texts(feed).size() == 5);
      waits("W1", WaitsFor.NOBODY, null);
      await().atMost(SOON).until(() -> texts(feed).size() == 7);

      assertThat(texts(feed))
          .containsExactly(
              "waiting W1",
              "review W1",
              "review W1",
              "waiting W1",
              "review W1",
              "waiting W1",
              "review W1");
      assertThat(feed.events().get(3).data().path("reason").asString()).isEqualTo("No reviewer");
    }
  }

  @Test
  void a_client_that_comes_back_gets_what_it_missed_and_nothing_twice() {
    String id;
    write("B3", ReviewState.SELECTED);
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews/B3").statusCode() == 200);
    try (var feed = follow(null)) {
      write("B1", ReviewState.SELECTED);
      await().atMost(SOON).until(() -> texts(feed).equals(List.of("review B1")));
      id = feed.lastId();
    }
    write("B2", ReviewState.SELECTED);
    write("B2", ReviewState.APPROVED);
    fixture.write(fixture.topics().reviews(), "B3", null);
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews/B3").statusCode() == 404);

    try (var feed = follow(id)) {
      await().atMost(SOON).until(() -> texts(feed).size() >= 3);
      assertThat(texts(feed)).containsExactlyInAnyOrder("review B2", "waiting B3", "review B3");
      assertThat(feed.events())
          .filteredOn(event -> event.data().path("asset_id").asString().equals("B3"))
          .allMatch(event -> event.data().path("deleted").asBoolean());
      write("B4", ReviewState.SELECTED);
      await().atMost(SOON).until(() -> texts(feed).getLast().equals("review B4"));
      assertThat(texts(feed)).hasSize(4);
    }
  }

  @Test
  void a_pause_is_told_when_it_starts_and_when_it_ends() {
    try (var feed = follow(null)) {
      pause("api:ziflow", true, null);
      await().atMost(SOON).until(() -> pauses(feed).equals(List.of("ziflow true")));
      var started = feed.events().getFirst().data();
      assertThat(started.path("since").asString()).isEqualTo(NOON.toString());
      assertThat(started.path("until").isNull()).isTrue();
      assertThat(started.path("reason").asString()).isEqualTo("Holidays");
      fixture.write(fixture.topics().switches(), "api:ziflow", null);
      await().atMost(SOON).until(() -> pauses(feed).equals(List.of("ziflow true", "ziflow false")));
    }
  }

  @Test
  void a_pause_that_ends_by_itself_is_told_then() {
    try (var feed = follow(null)) {
      var end = Instant.ofEpochMilli(Instant.now().plusSeconds(3).toEpochMilli());
      pause("all", true, end);
      await().atMost(SOON).until(() -> pauses(feed).equals(List.of("all true", "all false")));
      assertThat(Instant.now()).isAfterOrEqualTo(end);
      assertThat(feed.events().getLast().data().path("since").asString()).isEqualTo(end.toString());
    }
  }

  @Test
  void a_client_that_comes_back_gets_the_pauses_that_it_missed_once() {
    String id;
    pause("rule:press", true, null);
    try (var feed = follow(null)) {
      pause("api:photoshelter", true, null);
      await().atMost(SOON).until(() -> pauses(feed).contains("photoshelter true"));
      id = feed.lastId();
    }
    fixture.write(fixture.topics().switches(), "api:photoshelter", null);
    pause("rule:press", false, null);
    pause("rule:sports", true, Instant.now().minusSeconds(1));
    write("P1", ReviewState.SELECTED);
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews/P1").statusCode() == 200);

    try (var feed = follow(id)) {
      await().atMost(SOON).until(() -> texts(feed).contains("review P1"));
      await().atMost(SOON).until(() -> pauses(feed).size() >= 3);
      assertThat(pauses(feed))
          .containsExactly("photoshelter false", "rule:press false", "rule:sports false");
      id = feed.lastId();
    }
    try (var feed = follow(id)) {
      write("P2", ReviewState.SELECTED);
      await().atMost(SOON).until(() -> texts(feed).contains("review P2"));
      assertThat(pauses(feed)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "7", "99.0-0~0-0", "1.0-999999~0-0", "1.0-0~999999-0"})
  void a_position_that_is_not_known_means_list_again(String id) {
    try (var feed = follow(id)) {
      await().atMost(SOON).until(() -> texts(feed).equals(List.of("reset")));
      write("C1", ReviewState.SELECTED);
      await().atMost(SOON).until(() -> texts(feed).equals(List.of("reset", "review C1")));
    }
  }

  @Test
  void a_rebuild_means_list_again() {
    try (var feed = follow(null)) {
      console.post("/api/v1/read-model/rebuilds", ADMIN_TOKEN, "");
      await().atMost(SOON).until(() -> texts(feed).contains("reset"));
    }
  }

  @Test
  void a_client_that_does_not_read_is_ended_and_can_continue() {
    var changes =
        new Changes(
            console.bean("readModels", ReadModels.class),
            fixture.topics(),
            3,
            InstantSource.system());
    changes.start();
    try {
      var slow = new SlowFollower();
      changes.follow().subscribe(slow);
      await().atMost(SOON).until(() -> slow.events.size() == 1);
      fixture.inTransaction(() -> {
        for (int i = 0; i < 5; i++) {
          fixture.send(fixture.topics().reviews(), "D" + i, view("D" + i, ReviewState.SELECTED));
        }
      });
      await().atMost(SOON).until(() -> console.get("/api/v1/reviews/D4").statusCode() == 200);
      write("D5", ReviewState.SELECTED);
      await().atMost(SOON).until(() -> console.get("/api/v1/reviews/D5").statusCode() == 200);
      slow.request(100);
      await().atMost(SOON).until(() -> slow.ended.getCount() == 0);
      assertThat(slow.events).hasSize(4);

      var next = new SlowFollower();
      changes.followFrom(slow.events.getLast().position().text()).subscribe(next);
      next.request(100);
      await().atMost(SOON).until(() -> next.events.size() >= 4);
      slow.events.addAll(next.events);
      assertThat(assets(slow.events)).containsExactlyInAnyOrder("D0", "D1", "D2", "D3", "D4", "D5");
    } finally {
      changes.stop();
    }
  }

  private static final class SlowFollower extends BaseSubscriber<ChangeEvent> {

    final List<ChangeEvent> events = new CopyOnWriteArrayList<>();
    final CountDownLatch ended = new CountDownLatch(1);

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(1);
    }

    @Override
    protected void hookOnNext(ChangeEvent event) {
      events.add(event);
    }

    @Override
    protected void hookOnComplete() {
      ended.countDown();
    }
  }

  private static List<String> assets(List<ChangeEvent> events) {
    return events.stream()
        .filter(ChangeEvent.ReviewChange.class::isInstance)
        .map(event -> ((ChangeEvent.ReviewChange) event).assetId())
        .toList();
  }

  @Test
  void a_token_may_have_some_open_feeds_and_another_after_one_was_closed() {
    try (var _ = follow(null)) {
      EventStream second = follow(null);
      var refused = console.send(console.request(FEED, ADMIN_TOKEN).GET());
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body()).contains("feeds-per-token");

      second.close();
      await()
          .atMost(SOON)
          .until(() -> console.send(console.request(FEED, ADMIN_TOKEN).GET()).statusCode() == 200);
    }
  }

  @Test
  void a_change_is_told_by_each_instance_whichever_has_read_it() {
    var instances = other == null ? List.of(console) : List.of(console, other);
    var feeds = instances.stream().map(each -> each.follow(FEED, ADMIN_TOKEN, null)).toList();
    try {
      await().atMost(SOON).until(() -> feeds.stream().allMatch(feed -> feed.lastId() != null));
      var assets = new ArrayList<String>();
      for (int i = 0; i < 16; i++) {
        write("E" + i, ReviewState.SELECTED);
        assets.add("review E" + i);
      }
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(feeds)
                  .allSatisfy(
                      feed -> assertThat(texts(feed)).containsExactlyInAnyOrderElementsOf(assets)));
    } finally {
      feeds.forEach(EventStream::close);
    }
  }

  private static EventStream follow(@Nullable String lastEventId) {
    var feed = console.follow(FEED, ADMIN_TOKEN, lastEventId);
    assertThat(feed.status()).isEqualTo(200);
    await().atMost(SOON).until(() -> feed.lastId() != null);
    return feed;
  }

  private static void pause(String name, boolean isPaused, @Nullable Instant until) {
    fixture.write(
        fixture.topics().switches(),
        name,
        new Switch(name, isPaused, NOON, null, "Holidays", until, null));
  }

  private static List<String> pauses(EventStream feed) {
    return feed.events().stream()
        .filter(event -> event.name().equals("pause"))
        .map(EventStream.Event::data)
        .map(data -> data.path("target").asString() + " " + data.path("paused").asBoolean())
        .toList();
  }

  private static List<String> texts(EventStream feed) {
    return feed.events().stream().map(EventStream.Event::text).toList();
  }

  private static ReviewView view(String asset, ReviewState state) {
    return review(asset, asset + ".jpg", state).build();
  }

  private static void write(String asset, ReviewState state) {
    fixture.write(fixture.topics().reviews(), asset, view(asset, state));
  }

  private static void waits(String asset, WaitsFor why, @Nullable String reason) {
    fixture.write(
        fixture.topics().reviews(),
        asset,
        review(asset, asset + ".jpg", ReviewState.STUCK)
            .setWaits(why)
            .setWaitsSince(NOON)
            .setReason(reason)
            .build());
  }
}
