package io.proofline.processor.topology.review;

import io.proofline.processor.topology.Nodes;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.RulesStore;
import io.proofline.review.AuditEvents;
import io.proofline.review.CollectionMember;
import io.proofline.review.Fact.Source;
import io.proofline.review.RequiredCommand;
import io.proofline.review.Review;
import io.proofline.review.ReviewPlan;
import io.proofline.review.SystemTrail;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.RulesRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Applies each fact to its asset's review and forwards the results. It computes all results before
 * it changes a store.
 */
final class ReviewProcessor extends ContextualProcessor<String, Fact, String, ReviewOutput> {

  private static final String ITEMS = "items";
  private static final String SYSTEM_TRAIL = "system-trail";
  private static final String UNWRITTEN_ITEMS = "items-unwritten";
  private static final String CAUSES_OF_ITEMS = "items-causes";
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /**
   * An asset may be in thousands of collections, and each fact may change its item in all of them;
   * what one transaction holds stays bounded.
   */
  private static final int MOST_ITEMS = 1_000;

  private final String account;
  private final LaneSelector laneSelector;
  private final Topic<String, RulesRecord> rulesTopic;
  private final RulesCache rules;
  private final ProcessorMetrics metrics;
  private final OpenCommandAges openCommands = new OpenCommandAges();

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, Review> reviews;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, ReviewView> views;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, Map<String, CollectionMember>> items;

  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, SystemTrail> systemTrail;

  /** The items of assets whose items are not all written, as they are to be. */
  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, Map<String, CollectionMember>> unwrittenItems;

  /** The facts that changed them. */
  @SuppressWarnings("NullAway.Init") // set by init
  private KeyValueStore<String, Fact> causesOfItems;

  private ReviewProcessor(
      String account,
      LaneSelector laneSelector,
      Topic<String, RulesRecord> rulesTopic,
      RulesCache rules,
      ProcessorMetrics metrics) {
    this.account = account;
    this.laneSelector = laneSelector;
    this.rulesTopic = rulesTopic;
    this.rules = rules;
    this.metrics = metrics;
  }

  static ProcessorSupplier<String, Fact, String, ReviewOutput> supplier(
      Topics topics, String account, String rulesName, ProcessorMetrics metrics) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, Fact, String, ReviewOutput> get() {
        return new ReviewProcessor(
            account,
            new LaneSelector(topics.commandLanes()),
            topics.rules(),
            new RulesCache(rulesName),
            metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Nodes.store(ReviewTopology.REVIEWS, new ReviewSerde()),
            Nodes.lenientStore(ReviewTopology.VIEWS, topics.reviews().values()),
            Nodes.store(ITEMS, new CollectionMembersSerde()),
            Nodes.store(SYSTEM_TRAIL, new SystemTrailSerde()),
            Nodes.store(UNWRITTEN_ITEMS, new CollectionMembersSerde()),
            Nodes.store(CAUSES_OF_ITEMS, topics.facts().values()));
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, ReviewOutput> context) {
    super.init(context);
    reviews = context.getStateStore(ReviewTopology.REVIEWS);
    views = context.getStateStore(ReviewTopology.VIEWS);
    items = context.getStateStore(ITEMS);
    unwrittenItems = context.getStateStore(UNWRITTEN_ITEMS);
    causesOfItems = context.getStateStore(CAUSES_OF_ITEMS);
    context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> writeFurtherItems());
    systemTrail = context.getStateStore(SYSTEM_TRAIL);
    rules.useStore(new RulesStore(context.getStateStore(RulesStore.NAME), rulesTopic));
    openCommands.restore(views);
    metrics.partitionAssigned(openCommands);
  }

  @Override
  public void close() {
    metrics.partitionRevoked(openCommands);
  }

  @Override
  public void process(Record<String, Fact> record) {
    if (record.key().equals(AdministrativeAct.SYSTEM)) {
      processSystemFact(record);
      return;
    }
    var known = FactDecoder.fact(record.value());
    if (known.isPresent()) {
      processFact(record, known.get());
    }
  }

  /** The id system has an audit chain and never a review. */
  private void processSystemFact(Record<String, Fact> record) {
    var fact = record.value();
    switch (fact.getKind()) {
      case ADMINISTRATIVE -> recordAct(record);
      case CHECKPOINT ->
          context()
              .forward(record.withValue(new ReviewOutput.OfCheckpointDue(fact.getCheckpoint())));
      default -> {}
    }
    metrics.factProcessed(0);
  }

  private void recordAct(Record<String, Fact> record) {
    var stored = systemTrail.get(record.key());
    var trail = stored == null ? SystemTrail.EMPTY : stored;
    var eventId = record.value().getEnvelope().getEventId();
    if (!trail.isRecorded(eventId)) {
      var entry = AuditEntries.ofAct(account, record.value(), trail);
      systemTrail.put(record.key(), trail.with(eventId, entry.getSequence(), entry.getHash()));
      context().forward(record.withValue(new ReviewOutput.OfAuditEntry(entry)));
    }
  }

  private void processFact(Record<String, Fact> record, io.proofline.review.Fact fact) {
    var cause = record.value();
    var stored = reviews.get(record.key());
    var before = stored == null ? Review.unseen(account, record.key()) : stored;
    var rulesOfFact = rules.of(cause.getRulesVersion());
    var reviewPlan = ReviewPlan.next(before.apply(fact), rulesOfFact);
    var auditEvents = AuditEvents.between(before, fact, reviewPlan, rulesOfFact);
    var auditEntries =
        AuditEntries.of(cause, word(fact.provenance().source()), reviewPlan.review(), auditEvents);

    var outputs = new ArrayList<ReviewOutput>();
    reviewPlan
        .commands()
        .forEach(plannedCommand ->
            outputs.add(commandOrPermitRequest(cause, reviewPlan.review(), plannedCommand)));
    auditEntries.all().forEach(entry -> outputs.add(new ReviewOutput.OfAuditEntry(entry)));
    boolean over = reviewPlan.isOver();
    var members =
        over
            ? Map.<String, CollectionMember>of()
            : CollectionMember.of(reviewPlan.review(), reviewPlan.summary(), rulesOfFact);
    var changedItems = changedItems(record.key(), members);
    outputs.addAll(itemOutputs(cause, record.key(), members, changedItems));
    var view = over ? null : ReviewViewRecords.of(cause, reviewPlan);
    if (view == null || ReviewViewRecords.isNew(view, views.get(record.key()))) {
      outputs.add(new ReviewOutput.OfView(view));
    }

    reviews.put(record.key(), over ? null : auditEntries.review());
    views.put(record.key(), view);
    storeItems(cause, record.key(), members, changedItems);
    outputs.forEach(reviewOutput -> context().forward(record.withValue(reviewOutput)));
    openCommands.update(record.key(), view);
    metrics.factProcessed(reviewPlan.commands().size());
  }

  private ReviewOutput commandOrPermitRequest(
      Fact cause, Review review, ReviewPlan.PlannedCommand plannedCommand) {
    return plannedCommand.required() instanceof RequiredCommand.ProofPermit proofPermit
        ? new ReviewOutput.OfPermitRequest(
            ReviewOutputRecords.permitRequest(cause, review, plannedCommand.issued(), proofPermit))
        : new ReviewOutput.OfCommand(
            laneSelector.of(plannedCommand),
            ReviewOutputRecords.key(review, plannedCommand.required()),
            CommandRecords.of(cause, review, plannedCommand));
  }

  /** Continues with the items of an asset that has too many for one fact. */
  private void writeFurtherItems() {
    var next = firstUnwritten();
    if (next == null) {
      return;
    }
    var cause = Objects.requireNonNull(causesOfItems.get(next.key));
    var changed = changedItems(next.key, next.value);
    var outputs = itemOutputs(cause, next.key, next.value, changed);
    storeItems(cause, next.key, next.value, changed);
    long at = cause.getEnvelope().getReceivedAt().toEpochMilli();
    outputs.forEach(output -> context().forward(new Record<>(next.key, output, at)));
  }

  private @Nullable KeyValue<String, Map<String, CollectionMember>> firstUnwritten() {
    try (var all = unwrittenItems.all()) {
      return all.hasNext() ? all.next() : null;
    }
  }

  /** Paths of the items that differ from those that are written. */
  private List<String> changedItems(String assetId, Map<String, CollectionMember> members) {
    var written = writtenItems(assetId);
    var paths = new TreeSet<>(written.keySet());
    paths.addAll(members.keySet());
    return paths.stream()
        .filter(path -> !Objects.equals(members.get(path), written.get(path)))
        .toList();
  }

  private static List<ReviewOutput> itemOutputs(
      Fact cause, String assetId, Map<String, CollectionMember> members, List<String> changed) {
    return changed.stream()
        .limit(MOST_ITEMS)
        .<ReviewOutput>map(path -> {
          var member = members.get(path);
          var item = member == null ? null : ReviewOutputRecords.item(cause, assetId, path, member);
          return new ReviewOutput.OfCollectionItem(path, assetId, item);
        })
        .toList();
  }

  /** Stores which items are written now, and which are to follow. */
  private void storeItems(
      Fact cause, String assetId, Map<String, CollectionMember> members, List<String> changed) {
    boolean all = changed.size() <= MOST_ITEMS;
    var written = all ? members : new TreeMap<>(writtenItems(assetId));
    if (!all) {
      for (var path : changed.subList(0, MOST_ITEMS)) {
        written.compute(path, (_, _) -> members.get(path));
      }
    }
    items.put(assetId, written.isEmpty() ? null : written);
    if (!all || unwrittenItems.get(assetId) != null) {
      unwrittenItems.put(assetId, all ? null : members);
      causesOfItems.put(assetId, all ? null : cause);
    }
  }

  private Map<String, CollectionMember> writtenItems(String assetId) {
    return Objects.requireNonNullElse(items.get(assetId), Map.of());
  }

  private static String word(Source source) {
    return source.name().toLowerCase(Locale.ROOT);
  }
}
