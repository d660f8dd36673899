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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Applies each fact to its asset's review and forwards the results. It computes all results before
 * it changes a store.
 */
final class ReviewProcessor extends ContextualFixedKeyProcessor<String, Fact, ReviewOutput> {

  private static final String ITEMS = "items";
  private static final String SYSTEM_TRAIL = "system-trail";

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

  static FixedKeyProcessorSupplier<String, Fact, ReviewOutput> supplier(
      Topics topics, String account, String rulesName, ProcessorMetrics metrics) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, Fact, ReviewOutput> get() {
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
            Nodes.store(SYSTEM_TRAIL, new SystemTrailSerde()));
      }
    };
  }

  @Override
  public void init(FixedKeyProcessorContext<String, ReviewOutput> context) {
    super.init(context);
    reviews = context.getStateStore(ReviewTopology.REVIEWS);
    views = context.getStateStore(ReviewTopology.VIEWS);
    items = context.getStateStore(ITEMS);
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
  public void process(FixedKeyRecord<String, Fact> record) {
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
  private void processSystemFact(FixedKeyRecord<String, Fact> record) {
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

  private void recordAct(FixedKeyRecord<String, Fact> record) {
    var stored = systemTrail.get(record.key());
    var trail = stored == null ? SystemTrail.EMPTY : stored;
    var eventId = record.value().getEnvelope().getEventId();
    if (!trail.isRecorded(eventId)) {
      var entry = AuditEntries.ofAct(account, record.value(), trail);
      systemTrail.put(record.key(), trail.with(eventId, entry.getSequence(), entry.getHash()));
      context().forward(record.withValue(new ReviewOutput.OfAuditEntry(entry)));
    }
  }

  private void processFact(FixedKeyRecord<String, Fact> record, io.proofline.review.Fact fact) {
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
    outputs.addAll(changedItems(cause, reviewPlan.review(), members));
    var view = over ? null : ReviewOutputRecords.view(cause, reviewPlan);
    if (view == null || isNew(view, views.get(record.key()))) {
      outputs.add(new ReviewOutput.OfView(view));
    }

    reviews.put(record.key(), over ? null : auditEntries.review());
    views.put(record.key(), view);
    items.put(record.key(), members.isEmpty() ? null : members);
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

  private List<ReviewOutput> changedItems(
      Fact cause, Review review, Map<String, CollectionMember> members) {
    var written =
        Objects.requireNonNullElse(items.get(review.assetId()), Map.<String, CollectionMember>of());
    var paths = new TreeSet<>(written.keySet());
    paths.addAll(members.keySet());
    var changed = new ArrayList<ReviewOutput>();
    for (var path : paths) {
      var member = members.get(path);
      if (!Objects.equals(member, written.get(path))) {
        var item = member == null ? null : ReviewOutputRecords.item(cause, review, path, member);
        changed.add(new ReviewOutput.OfCollectionItem(path, review.assetId(), item));
      }
    }
    return changed;
  }

  /** Whether a view differs from the previous one in more than its time. */
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
