package io.proofline.processor.topology;

import io.proofline.processor.review.Fact.Source;
import io.proofline.processor.review.Happenings;
import io.proofline.processor.review.Item;
import io.proofline.processor.review.Need;
import io.proofline.processor.review.Plan;
import io.proofline.processor.review.Review;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.ReviewView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Folds each fact into its review and forwards what comes of it. Computes first, puts last. */
final class Fold extends ContextualFixedKeyProcessor<String, Fact, Emission> {

  private static final String ITEMS = "items";

  private final String account;
  private final Lanes lanes;
  private final RulesTexts rules;
  private final ProcessorMetrics metrics;
  private final OpenCommands open = new OpenCommands();

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, Review> reviews;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, ReviewView> views;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, Map<String, Item>> items;

  private Fold(String account, Lanes lanes, RulesTexts rules, ProcessorMetrics metrics) {
    this.account = account;
    this.lanes = lanes;
    this.rules = rules;
    this.metrics = metrics;
  }

  static FixedKeyProcessorSupplier<String, Fact, Emission> supplier(
      Topics topics, String account, String rulesName, ProcessorMetrics metrics) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, Fact, Emission> get() {
        return new Fold(account, new Lanes(topics), new RulesTexts(rulesName), metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            store(ReviewTopology.REVIEWS, new ReviewSerde()),
            store(ReviewTopology.VIEWS, topics.reviews().values()),
            store(ITEMS, new ItemsSerde()));
      }
    };
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Emission> context) {
    super.init(context);
    reviews = context.getStateStore(ReviewTopology.REVIEWS);
    views = context.getStateStore(ReviewTopology.VIEWS);
    items = context.getStateStore(ITEMS);
    rules.open(context.getStateStore(RulesInForce.STORE));
    open.restored(views);
    metrics.watch(open);
  }

  @Override
  public void close() {
    metrics.unwatch(open);
  }

  @Override
  public void process(FixedKeyRecord<String, Fact> record) {
    var known = FromAvro.fact(record.value());
    if (known.isPresent()) {
      fold(record, known.get());
    }
  }

  private void fold(FixedKeyRecord<String, Fact> record, io.proofline.processor.review.Fact fact) {
    var cause = record.value();
    var stored = reviews.get(record.key());
    var before = stored == null ? Review.unseen(account, record.key()) : stored;
    var inForce = rules.of(cause.getRulesVersion());
    var plan = Plan.next(before.apply(fact), inForce);
    var happenings = Happenings.between(before, fact, plan, inForce);
    var entries = Entries.of(cause, word(fact.stamp().source()), plan.review(), happenings);

    var emissions = new ArrayList<Emission>();
    plan.orders().forEach(order -> emissions.add(asked(cause, plan.review(), order)));
    entries.all().forEach(entry -> emissions.add(new Emission.OfEntry(entry)));
    boolean over = plan.isOver();
    var rows = over ? Map.<String, Item>of() : Item.of(plan.review(), plan.standing(), inForce);
    emissions.addAll(changedRows(cause, plan.review(), rows));
    var view = over ? null : ToAvro.view(cause, plan);
    if (view == null || isNew(view, views.get(record.key()))) {
      emissions.add(new Emission.OfView(view));
    }

    reviews.put(record.key(), over ? null : entries.review());
    views.put(record.key(), view);
    items.put(record.key(), rows.isEmpty() ? null : rows);
    emissions.forEach(emission -> context().forward(record.withValue(emission)));
    open.now(record.key(), view);
    metrics.folded(plan.orders().size());
  }

  private Emission asked(Fact cause, Review review, Plan.Order order) {
    return order.need() instanceof Need.Turn turn
        ? new Emission.OfTurn(ToAvro.turn(cause, review, order.ask(), turn))
        : new Emission.OfCommand(
            lanes.of(order), ToAvro.key(review, order.need()), Commands.of(cause, review, order));
  }

  private List<Emission> changedRows(Fact cause, Review review, Map<String, Item> rows) {
    var written = Objects.requireNonNullElse(items.get(review.assetId()), Map.<String, Item>of());
    var paths = new TreeSet<>(written.keySet());
    paths.addAll(rows.keySet());
    var changed = new ArrayList<Emission>();
    for (var path : paths) {
      var row = rows.get(path);
      if (!Objects.equals(row, written.get(path))) {
        var item = row == null ? null : ToAvro.item(cause, review, path, row);
        changed.add(new Emission.OfItem(path, review.assetId(), item));
      }
    }
    return changed;
  }

  /** Whether a view says anything that the one before did not, but for the time. */
  private static boolean isNew(ReviewView view, @Nullable ReviewView before) {
    return before == null
        || !ReviewView.newBuilder(before)
            .setEnvelope(view.getEnvelope())
            .setUpdatedAt(view.getUpdatedAt())
            .build()
            .equals(view);
  }

  private static String word(Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
