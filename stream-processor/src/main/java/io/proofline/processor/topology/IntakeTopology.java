package io.proofline.processor.topology;

import static io.proofline.processor.topology.Nodes.only;
import static io.proofline.processor.topology.Nodes.to;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.Outcome;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.ZiflowSignal;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;

/**
 * From what comes in to facts; the only writer of facts, links, collections, containers, people and
 * notes.
 *
 * <pre>
 * signals.ziflow ─────── read-ziflow ──┬─ (marker) ────────────────────────┐
 *                                      └─ (none) ── events.unattached      │
 * events.unattached ──── attach ───────┬─ (hop) ─── events.unattached      │
 *                                      └─ (link) ──────────────────────────┤
 * links ──────────────── learn-link ───── (waited for it) ─────────────────┤
 * signals.photoshelter ─ read-library ─────────────────────────────────────┤
 * requests ──┬────────── read-request ─────────────────────────────────────┼─ stamp-rules ── facts
 *            ├────────── go-ahead ──┐                                      │
 * turns ─────│────────── answer-turn┴── BrakeFlow ─────────────────────────┤
 *            └─ link ── links                                              │
 * outcomes ──┬────────── read-outcome ─────────────────────────────────────┤
 *            ├─ link ── links                                              │
 *            └─ container ── containers                                    │
 * collection.items ───── count-items ── CollectionsFlow ─┬─────────────────┤
 *                                                        └── collections   │
 * reviews ────────────── clock ────────────────────────────────────────────┘
 *
 * (who it was, what they wrote) ── PeopleFlow ── people, notes
 * (what can't be read) ── signals.unreadable
 * </pre>
 */
public final class IntakeTopology {

  private final Topics topics;
  private final String account;
  private final String rulesName;
  private final PersonKey people;
  private final ProcessorMetrics metrics;

  /**
   * The topology of an installation.
   *
   * @param account whose markers are ours, and the key under which turns are counted
   * @param people makes the ids of people
   */
  public IntakeTopology(
      Topics topics, String account, String rulesName, PersonKey people, ProcessorMetrics metrics) {
    this.topics = topics;
    this.account = account;
    this.rulesName = rulesName;
    this.people = people;
    this.metrics = metrics;
  }

  /** Draws it. */
  public void addTo(StreamsBuilder builder) {
    RulesInForce.addTo(builder, topics);
    var requests = Nodes.from(builder, topics.requests());
    var outcomes = Nodes.from(builder, topics.outcomes());
    var arrivals =
        signals(builder)
            .merge(unattached(builder), as("and-attached"))
            .merge(asked(builder, requests), as("and-asked"))
            .merge(outcomes.flatMapValues(ReadOutcome::facts, as("read-outcome")), as("and-ended"))
            .merge(CollectionsFlow.of(builder, topics), as("and-counted"))
            .merge(
                Nodes.from(builder, topics.reviews()).process(Clock.supplier(account), as("clock")),
                as("and-ticks"));
    sendFacts(arrivals);
    sendEvents(arrivals);
    sendUnreadable(arrivals);
    sendCollections(arrivals);
    PeopleFlow.add(builder, topics, arrivals);
    sendLinks(requests, outcomes);
    outcomes
        .flatMap((_, outcome) -> ReadOutcome.containers(outcome), as("container"))
        .to(topics.containers().name(), to(topics.containers(), "containers-out"));
  }

  private KStream<String, Arrival> signals(StreamsBuilder builder) {
    var ziflow = new ReadZiflowSignal(account, people);
    return Nodes.from(builder, topics.ziflowSignals())
        .process(
            () ->
                new ReadSignal<>(
                    ProcessorMetrics.Source.ZIFLOW,
                    ziflow::read,
                    ZiflowSignal::getEnvelope,
                    ZiflowSignal::getDelivery,
                    metrics),
            as("read-ziflow"))
        .merge(
            Nodes.from(builder, topics.librarySignals())
                .process(
                    () ->
                        new ReadSignal<>(
                            ProcessorMetrics.Source.LIBRARY,
                            ReadLibrarySignal::read,
                            LibrarySignal::getEnvelope,
                            LibrarySignal::getDelivery,
                            metrics),
                    as("read-library")),
            as("and-library"));
  }

  private KStream<String, Arrival> unattached(StreamsBuilder builder) {
    var links = Links.stores(topics);
    return Nodes.from(builder, topics.unattachedEvents())
        .process(Attach.supplier(links, metrics), as("attach"))
        .merge(
            Nodes.from(builder, topics.links())
                .process(Attach.Learn.supplier(links, metrics), as("learn-link")),
            as("and-released"));
  }

  /** What somebody asked for: a go-ahead is the brake's alone, all else is a fact. */
  private KStream<String, Arrival> asked(
      StreamsBuilder builder, KStream<String, Request> requests) {
    var goAheads =
        requests.filter((_, r) -> r.getKind() == RequestKind.GO_AHEAD, as("only-go-aheads"));
    return requests
        .filterNot((_, r) -> r.getKind() == RequestKind.GO_AHEAD, as("no-go-aheads"))
        .<Arrival>mapValues(r -> new Arrival.OfFact(Facts.requested(r)), as("read-request"))
        .merge(BrakeFlow.of(builder, topics, goAheads, metrics), as("and-turns"));
  }

  private void sendFacts(KStream<String, Arrival> arrivals) {
    only(arrivals, Arrival.OfFact.class, "facts")
        .map((_, a) -> KeyValue.pair(a.fact().getAssetId(), a.fact()), as("by-asset"))
        .processValues(() -> new StampRules(rulesName), as("stamp-rules"))
        .peek((_, f) -> metrics.fact(f.getKind(), f.getEnvelope()), as("count-facts"))
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
        .to(topics.unreadableSignals().name(), to(topics.unreadableSignals(), "unreadable-out"));
  }

  private void sendCollections(KStream<String, Arrival> arrivals) {
    only(arrivals, Arrival.OfCollection.class, "collections")
        .map((_, a) -> KeyValue.pair(a.path(), a.view()), as("by-path"))
        .to(topics.collections().name(), to(topics.collections(), "collections-out"));
  }

  /** Who links a proof by hand wants its events, too. */
  private void sendLinks(KStream<String, Request> requests, KStream<String, Outcome> outcomes) {
    outcomes
        .flatMap((_, outcome) -> ReadOutcome.links(outcome), as("link"))
        .merge(
            requests.flatMap((_, request) -> links(request), as("link-by-hand")),
            as("and-links-by-hand"))
        .to(topics.links().name(), to(topics.links(), "links-out"));
  }

  private static List<KeyValue<String, Link>> links(Request request) {
    return request.getKind() == RequestKind.LINK && request.getProofId() != null
        ? List.of(
            KeyValue.pair(
                request.getProofId(), new Link(request.getEnvelope(), request.getAssetId())))
        : List.of();
  }
}
