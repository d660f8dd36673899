package io.proofline.processor.topology;

import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.ZiflowSignal;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/**
 * From what comes in to facts; the only writer of facts and links.
 *
 * <pre>
 * signals.ziflow ──── read-ziflow ──┬─ (marker) ───────────────────────┐
 *                                   ├─ (none) ── events.unattached     │
 * events.unattached ── attach ──────┼─ (hop) ─── events.unattached     │
 * links ───────────── learn-link ───┤                                  ├─ stamp-rules ── facts
 * signals.photoshelter ─ read-library ─┤                               │
 * requests ────────── read-request ────┤                               │
 * outcomes ────────── read-outcome ────┼───────────────────────────────┤
 *              └───── link ── links    │                               │
 * reviews ─────────── clock ───────────┴───────────────────────────────┘
 *                  (what can't be read) ── signals.unreadable
 * </pre>
 */
public final class IntakeTopology {

  private final Topics topics;
  private final String account;
  private final String rulesName;
  private final ProcessorMetrics metrics;

  public IntakeTopology(Topics topics, String account, String rulesName, ProcessorMetrics metrics) {
    this.topics = topics;
    this.account = account;
    this.rulesName = rulesName;
    this.metrics = metrics;
  }

  /** Draws it. */
  public void addTo(StreamsBuilder builder) {
    RulesInForce.addTo(builder, topics);
    var outcomes = from(builder, topics.outcomes());
    var linkStores = Links.stores(topics);
    var arrivals =
        from(builder, topics.ziflowSignals())
            .process(
                () ->
                    new ReadSignal<>(
                        new ReadZiflowSignal(account)::read,
                        ZiflowSignal::getEnvelope,
                        ZiflowSignal::getDelivery),
                as("read-ziflow"))
            .merge(
                from(builder, topics.librarySignals())
                    .process(
                        () ->
                            new ReadSignal<>(
                                ReadLibrarySignal::read,
                                LibrarySignal::getEnvelope,
                                LibrarySignal::getDelivery),
                        as("read-library")),
                as("and-library"))
            .merge(
                from(builder, topics.unattachedEvents())
                    .process(Attach.supplier(linkStores, metrics), as("attach")),
                as("and-attached"))
            .merge(
                from(builder, topics.links())
                    .process(Attach.Learn.supplier(linkStores), as("learn-link")),
                as("and-released"))
            .merge(
                from(builder, topics.reviews()).process(Clock.supplier(account), as("clock")),
                as("and-ticks"))
            .merge(
                from(builder, topics.requests())
                    .mapValues(IntakeTopology::fact, as("read-request")),
                as("and-requests"))
            .merge(
                outcomes.mapValues(IntakeTopology::fact, as("read-outcome")), as("and-outcomes"));
    sendFacts(arrivals);
    sendEvents(arrivals);
    sendUnreadable(arrivals);
    outcomes
        .filter((_, outcome) -> outcome.getProofCreated() != null, as("proof-created"))
        .map((_, outcome) -> link(outcome), as("link"))
        .to(topics.links().name(), to(topics.links(), "links-out"));
  }

  private void sendFacts(KStream<String, Arrival> arrivals) {
    only(arrivals, Arrival.OfFact.class, "facts")
        .map((_, a) -> KeyValue.pair(a.fact().getAssetId(), a.fact()), as("by-asset"))
        .processValues(() -> new StampRules(rulesName), as("stamp-rules"))
        .to(topics.facts().name(), to(topics.facts(), "facts-out"));
  }

  private void sendEvents(KStream<String, Arrival> arrivals) {
    only(arrivals, Arrival.OfEvent.class, "events")
        .map((_, a) -> KeyValue.pair(a.event().getAsked(), a.event()), as("by-proof"))
        .to(topics.unattachedEvents().name(), to(topics.unattachedEvents(), "unattached-out"));
  }

  private void sendUnreadable(KStream<String, Arrival> arrivals) {
    only(arrivals, Arrival.OfUnreadable.class, "unreadable")
        .mapValues(Arrival.OfUnreadable::signal, as("unreadable-signal"))
        .peek((_, _) -> metrics.unreadableSignal(), as("count-unreadable"))
        .to(topics.unreadableSignals().name(), to(topics.unreadableSignals(), "unreadable-out"));
  }

  private static <T extends Arrival> KStream<String, T> only(
      KStream<String, Arrival> arrivals, Class<T> kind, String name) {
    return arrivals
        .filter((_, arrival) -> kind.isInstance(arrival), as("only-" + name))
        .mapValues(kind::cast, as("as-" + name));
  }

  private static Arrival fact(Request request) {
    return new Arrival.OfFact(
        Facts.requested(request.getEnvelope(), request.getAssetId(), request.getKind()));
  }

  private static Arrival fact(Outcome outcome) {
    return new Arrival.OfFact(Facts.answered(outcome));
  }

  private static KeyValue<String, Link> link(Outcome outcome) {
    var envelope =
        Envelope.newBuilder(outcome.getEnvelope())
            .setSource("intake")
            .setCausationId(outcome.getEnvelope().getEventId())
            .build();
    return KeyValue.pair(
        outcome.getProofCreated().getProofId(), new Link(envelope, outcome.getAssetId()));
  }

  private static <V> KStream<String, V> from(StreamsBuilder builder, Topic<String, V> topic) {
    return builder.stream(
        topic.name(), Consumed.with(topic.keys(), topic.values()).withName(plain(topic) + "-in"));
  }

  private static <V> Produced<String, V> to(Topic<String, V> topic, String node) {
    return Produced.with(topic.keys(), topic.values()).withName(node);
  }

  private static String plain(Topic<?, ?> topic) {
    return topic.name().replace('.', '-');
  }
}
