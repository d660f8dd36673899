package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;

import io.proofline.processor.topology.CollectionKey;
import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.ItemStanding;
import io.proofline.schemas.avro.ReviewState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Items of one or two collections, the flow's results, and an independent count. */
final class CollectionFixture implements AutoCloseable {

  private static final List<ItemStanding> STANDINGS =
      List.of(ItemStanding.READY, ItemStanding.OPEN, ItemStanding.OUT);

  private final TopologyFixture topologyFixture;
  private final Map<String, CollectionItem> newest = new HashMap<>();
  private final Map<String, String> views = new HashMap<>();
  private int rows;

  CollectionFixture() {
    this(TopologyFixture.intake());
  }

  CollectionFixture(TopologyFixture topologyFixture) {
    this.topologyFixture = topologyFixture;
  }

  void row(String path, String asset, ItemStanding standing, boolean waits) {
    rows++;
    send(
        CollectionKey.of(path, asset),
        new CollectionItem(
            envelope("r" + rows), path, asset, standing, ReviewState.APPROVED, waits));
  }

  /** An item that counts as ready because of its state. */
  void ready(String path, String asset, ReviewState state) {
    rows++;
    send(
        CollectionKey.of(path, asset),
        new CollectionItem(envelope("r" + rows), path, asset, ItemStanding.READY, state, false));
  }

  /** The approved assets in each new view; null for a removed collection. */
  List<@Nullable Integer> approved() {
    return topologyFixture.read(topologyFixture.topics().collections()).stream()
        .map(CollectionView::getApproved)
        .toList();
  }

  void remove(String path, String asset) {
    send(CollectionKey.of(path, asset), null);
  }

  private void send(String key, @Nullable CollectionItem row) {
    newest.compute(key, (_, _) -> row);
    topologyFixture.pipe(
        topologyFixture.topics().collectionItems(), key, row, AT.plusSeconds(rows));
  }

  /** A random item for one of three assets in one of two collections. */
  void step(Random random, String place) {
    var path = random.nextInt(3) > 0 ? place : place + "/2026";
    var asset = List.of("a", "b", "c").get(random.nextInt(3));
    var known = newest.get(CollectionKey.of(path, asset));
    switch (random.nextInt(5)) {
      case 0 -> remove(path, asset);
      case 1 -> send(CollectionKey.of(path, asset), known);
      default -> row(path, asset, STANDINGS.get(random.nextInt(3)), random.nextBoolean());
    }
  }

  Map<String, String> newestViews() {
    views();
    return views;
  }

  Map<String, String> expectedViews() {
    var counts = new HashMap<String, int[]>();
    newest
        .values()
        .forEach(row ->
            counts
                .computeIfAbsent(row.getPath(), _ -> new int[3])[
                row.getStanding().ordinal() - 1]++);
    var found = new HashMap<String, String>();
    counts.forEach((path, c) ->
        found.put(
            path,
            "%s %s %d/%d/%d"
                .formatted(path, c[1] == 0 && c[0] > 0 ? "ready" : "open", c[0], c[1], c[2])));
    return found;
  }

  /** The last notification of each waiting asset; false for none. */
  Map<String, Boolean> lastNotifications() {
    var heard = new HashMap<String, Boolean>();
    for (var fact : facts()) {
      var flip = fact.getCollection();
      heard.put(CollectionKey.of(flip.getPath(), fact.getAssetId()), flip.getReady());
    }
    var words = new HashMap<String, Boolean>();
    waiting().forEach(key -> words.put(key, heard.getOrDefault(key, false)));
    return words;
  }

  Map<String, Boolean> expectedNotifications() {
    var counts = expectedViews();
    var truth = new HashMap<String, Boolean>();
    waiting()
        .forEach(key -> truth.put(key, counts.get(CollectionKey.path(key)).contains(" ready ")));
    return truth;
  }

  private List<String> waiting() {
    return newest.entrySet().stream()
        .filter(row -> row.getValue().getWaits())
        .map(Map.Entry::getKey)
        .toList();
  }

  List<String> views() {
    return topologyFixture.records(topologyFixture.topics().collections()).stream()
        .map(this::describe)
        .toList();
  }

  private String describe(TestRecord<String, CollectionView> record) {
    var view = record.value();
    if (view == null) {
      views.remove(record.key());
      return record.key() + " gone";
    }
    var text =
        "%s %s %d/%d/%d"
            .formatted(
                view.getPath(),
                view.getIsReady() ? "ready" : "open",
                view.getReady(),
                view.getOpen(),
                view.getOut());
    views.put(record.key(), text);
    return text;
  }

  void advanceClock(Duration time) {
    topologyFixture.advanceClock(time);
  }

  List<Fact> facts() {
    return topologyFixture.read(topologyFixture.topics().facts());
  }

  List<String> notifications() {
    return facts().stream().map(CollectionFixture::notifications).toList();
  }

  static String notifications(Fact fact) {
    var flip = fact.getCollection();
    return "%s: %s %s"
        .formatted(fact.getAssetId(), flip.getPath(), flip.getReady() ? "ready" : "open");
  }

  @Override
  public void close() {
    topologyFixture.close();
  }
}
