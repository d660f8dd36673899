package io.proofline.processor.topology.review;

import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.RulesStore;
import io.proofline.review.AuditEvents;
import io.proofline.review.CollectionMember;
import io.proofline.review.Fact.Source;
import io.proofline.review.RequiredCommand;
import io.proofline.review.Review;
import io.proofline.review.ReviewPlan;
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
final class ReviewProcessor extends ContextualFixedKeyProcessor<String, Fact, ReviewOutput> {

  private static final String ITEMS = "items";

  private final String account;
  private final CommandLanes commandLanes;
  private final RulesCache rules;
  private final ProcessorMetrics metrics;
  private final OpenCommandAges openCommands = new OpenCommandAges();

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, Review> reviews;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, ReviewView> views;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, Map<String, CollectionMember>> items;

  private ReviewProcessor(
      String account, CommandLanes commandLanes, RulesCache rules, ProcessorMetrics metrics) {
    this.account = account;
    this.commandLanes = commandLanes;
    this.rules = rules;
    this.metrics = metrics;
  }

  static FixedKeyProcessorSupplier<String, Fact, ReviewOutput> supplier(
      Topics topics, String account, String rulesName, ProcessorMetrics metrics) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, Fact, ReviewOutput> get() {
        return new ReviewProcessor(
            account, new CommandLanes(topics), new RulesCache(rulesName), metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            store(ReviewTopology.REVIEWS, new ReviewSerde()),
            store(ReviewTopology.VIEWS, topics.reviews().values()),
            store(ITEMS, new CollectionMembersSerde()));
      }
    };
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }

  @Override
  public void init(FixedKeyProcessorContext<String, ReviewOutput> context) {
    super.init(context);
    reviews = context.getStateStore(ReviewTopology.REVIEWS);
    views = context.getStateStore(ReviewTopology.VIEWS);
    items = context.getStateStore(ITEMS);
    rules.useStore(context.getStateStore(RulesStore.NAME));
    openCommands.restore(views);
    metrics.partitionAssigned(openCommands);
  }

  @Override
  public void close() {
    metrics.partitionRevoked(openCommands);
  }

  @Override
  public void process(FixedKeyRecord<String, Fact> record) {
    var known = FactDecoder.fact(record.value());
    if (known.isPresent()) {
      fold(record, known.get());
    }
  }

  private void fold(FixedKeyRecord<String, Fact> record, io.proofline.review.Fact fact) {
    var cause = record.value();
    var stored = reviews.get(record.key());
    var before = stored == null ? Review.unseen(account, record.key()) : stored;
    var inForce = rules.of(cause.getRulesVersion());
    var reviewPlan = ReviewPlan.next(before.apply(fact), inForce);
    var auditEvents = AuditEvents.between(before, fact, reviewPlan, inForce);
    var auditEntries =
        AuditEntries.of(cause, word(fact.provenance().source()), reviewPlan.review(), auditEvents);

    var emissions = new ArrayList<ReviewOutput>();
    reviewPlan
        .commands()
        .forEach(plannedCommand ->
            emissions.add(commandOrPermitRequest(cause, reviewPlan.review(), plannedCommand)));
    auditEntries.all().forEach(entry -> emissions.add(new ReviewOutput.OfAuditEntry(entry)));
    boolean over = reviewPlan.isOver();
    var rows =
        over
            ? Map.<String, CollectionMember>of()
            : CollectionMember.of(reviewPlan.review(), reviewPlan.summary(), inForce);
    emissions.addAll(changedItems(cause, reviewPlan.review(), rows));
    var view = over ? null : ReviewOutputRecords.view(cause, reviewPlan);
    if (view == null || isNew(view, views.get(record.key()))) {
      emissions.add(new ReviewOutput.OfView(view));
    }

    reviews.put(record.key(), over ? null : auditEntries.review());
    views.put(record.key(), view);
    items.put(record.key(), rows.isEmpty() ? null : rows);
    emissions.forEach(reviewOutput -> context().forward(record.withValue(reviewOutput)));
    openCommands.update(record.key(), view);
    metrics.factProcessed(reviewPlan.commands().size());
  }

  private ReviewOutput commandOrPermitRequest(
      Fact cause, Review review, ReviewPlan.PlannedCommand plannedCommand) {
    return plannedCommand.required() instanceof RequiredCommand.ProofPermit proofPermit
        ? new ReviewOutput.OfPermitRequest(
            ReviewOutputRecords.permitRequest(cause, review, plannedCommand.issued(), proofPermit))
        : new ReviewOutput.OfCommand(
            commandLanes.of(plannedCommand),
            ReviewOutputRecords.key(review, plannedCommand.required()),
            CommandRecords.of(cause, review, plannedCommand));
  }

  private List<ReviewOutput> changedItems(
      Fact cause, Review review, Map<String, CollectionMember> rows) {
    var written =
        Objects.requireNonNullElse(items.get(review.assetId()), Map.<String, CollectionMember>of());
    var paths = new TreeSet<>(written.keySet());
    paths.addAll(rows.keySet());
    var changed = new ArrayList<ReviewOutput>();
    for (var path : paths) {
      var row = rows.get(path);
      if (!Objects.equals(row, written.get(path))) {
        var item = row == null ? null : ReviewOutputRecords.item(cause, review, path, row);
        changed.add(new ReviewOutput.OfCollectionItem(path, review.assetId(), item));
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
