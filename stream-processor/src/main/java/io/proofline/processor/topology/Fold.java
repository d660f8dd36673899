package io.proofline.processor.topology;

import io.proofline.processor.review.Plan;
import io.proofline.processor.review.Review;
import io.proofline.processor.review.Rules;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.ReviewView;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
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

/** Folds each fact into its review and forwards what is to be done. Computes first, puts last. */
final class Fold extends ContextualFixedKeyProcessor<String, Fact, Emission> {

  private final String account;
  private final RulesTexts rules;
  private final ProcessorMetrics metrics;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, Review> reviews;

  @SuppressWarnings("NullAway.Init") // by init
  private KeyValueStore<String, ReviewView> views;

  private Fold(String account, RulesTexts rules, ProcessorMetrics metrics) {
    this.account = account;
    this.rules = rules;
    this.metrics = metrics;
  }

  static FixedKeyProcessorSupplier<String, Fact, Emission> supplier(
      String account, String rulesName, Serde<ReviewView> views, ProcessorMetrics metrics) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, Fact, Emission> get() {
        return new Fold(account, new RulesTexts(rulesName), metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(ReviewTopology.REVIEWS),
                Serdes.String(),
                new ReviewSerde()),
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(ReviewTopology.VIEWS), Serdes.String(), views));
      }
    };
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Emission> context) {
    super.init(context);
    reviews = context.getStateStore(ReviewTopology.REVIEWS);
    views = context.getStateStore(ReviewTopology.VIEWS);
    rules.open(context.getStateStore(RulesInForce.STORE));
  }

  @Override
  public void process(FixedKeyRecord<String, Fact> record) {
    var known = FromAvro.fact(record.value());
    if (known.isEmpty()) {
      return;
    }
    var fact = record.value();
    var stored = reviews.get(record.key());
    var before = stored == null ? Review.unseen(account, record.key()) : stored;
    var inForce = rules.of(fact.getRulesVersion());
    var plan = Plan.next(before.apply(known.get()), inForce);
    var commands =
        plan.orders().stream().map(order -> ToAvro.command(fact, plan.review(), order)).toList();
    reviews.put(record.key(), plan.review());
    commands.forEach(c -> context().forward(record.withValue(new Emission.OfCommand(c))));
    if (stored == null || hasChanged(fact, before, plan, inForce)) {
      var view = ToAvro.view(fact, plan.review(), plan.standing());
      views.put(record.key(), view);
      context().forward(record.withValue(new Emission.OfView(view)));
    }
    metrics.folded(commands.size());
  }

  /** Whether the public view says anything new, but for the time. */
  private static boolean hasChanged(Fact fact, Review before, Plan plan, Rules rules) {
    return !Objects.equals(
        timeless(ToAvro.view(fact, before, Plan.standing(before, rules))),
        timeless(ToAvro.view(fact, plan.review(), plan.standing())));
  }

  private static ReviewView timeless(ReviewView view) {
    return ReviewView.newBuilder(view).setUpdatedAt(Instant.EPOCH).build();
  }
}
