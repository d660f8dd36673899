package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.only;
import static io.proofline.processor.topology.Nodes.sink;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.topology.Nodes;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.RulesStore;
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
 * comments.
 *
 * <pre>
 * signals.ziflow ─────── read-ziflow ──┬─ (marker) ────────────────────────┐
 *                                      └─ (none) ── events.unattached      │
 * events.unattached ──── attach ───────┬─ (hop) ─── events.unattached      │
 *                                      └─ (link) ──────────────────────────┤
 * links ──────────────── learn-link ───── (waited for it) ─────────────────┤
 * signals.photoshelter ─ read-library ─────────────────────────────────────┤
 * requests ─────┬─────── read-request ─────────────────────────────────────┼─ stamp-rules ── facts
 *               ├─────── go-ahead ──┐                                      │
 * proof-permits │─────── answer-turn┴── BrakeFlow ─────────────────────────┤
 *               └─ link ── links                                           │
 * outcomes ──┬────────── read-outcome ─────────────────────────────────────┤
 *            ├─ link ── links                                              │
 *            └─ container ── containers                                    │
 * collection.items ───── count-items ── CollectionsFlow ─┬─────────────────┤
 *                                                        └── collections   │
 * reviews ────────────── clock ────────────────────────────────────────────┘
 *
 * (who it was, what they wrote) ── PeopleFlow ── people, comments
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
   * @param account whose markers are ours, and the key under which proof permits are counted
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
    RulesStore.addTo(builder, topics);
    var requests = Nodes.source(builder, topics.requests());
    var outcomes = Nodes.source(builder, topics.outcomes());
    var arrivals =
        signals(builder)
            .merge(unattached(builder), as("and-attached"))
            .merge(requests(builder, requests), as("and-asked"))
            .merge(
                outcomes.flatMapValues(OutcomeMapper::facts, as("read-outcome")), as("and-ended"))
            .merge(CollectionsFlow.of(builder, topics), as("and-counted"))
            .merge(
                Nodes.source(builder, topics.reviews())
                    .process(DueTimers.supplier(account), as("clock")),
                as("and-ticks"));
    writeFacts(arrivals);
    writeUnattachedEvents(arrivals);
    writeUnreadableSignals(arrivals);
    writeCollections(arrivals);
    PeopleFlow.add(builder, topics, arrivals);
    writeLinks(requests, outcomes);
    outcomes
        .flatMap((_, outcome) -> OutcomeMapper.containers(outcome), as("container"))
        .to(topics.containers().name(), sink(topics.containers(), "containers-out"));
  }

  private KStream<String, IntakeResult> signals(StreamsBuilder builder) {
    var ziflow = new ZiflowSignalParser(account, people);
    return Nodes.source(builder, topics.ziflowSignals())
        .process(
            () ->
                new SignalProcessor<>(
                    ProcessorMetrics.SignalSource.ZIFLOW,
                    ziflow::parse,
                    ZiflowSignal::getEnvelope,
                    ZiflowSignal::getDelivery,
                    metrics),
            as("read-ziflow"))
        .merge(
            Nodes.source(builder, topics.librarySignals())
                .process(
                    () ->
                        new SignalProcessor<>(
                            ProcessorMetrics.SignalSource.LIBRARY,
                            LibrarySignalParser::parse,
                            LibrarySignal::getEnvelope,
                            LibrarySignal::getDelivery,
                            metrics),
                    as("read-library")),
            as("and-library"));
  }

  private KStream<String, IntakeResult> unattached(StreamsBuilder builder) {
    var links = ProofLinks.stores(topics);
    return Nodes.source(builder, topics.unattachedEvents())
        .process(AttachEvents.supplier(links, metrics), as("attach"))
        .merge(
            Nodes.source(builder, topics.links())
                .process(AttachEvents.LearnLink.supplier(links, metrics), as("learn-link")),
            as("and-released"));
  }

  /** What somebody asked for: a go-ahead is the brake's alone, all else is a fact. */
  private KStream<String, IntakeResult> requests(
      StreamsBuilder builder, KStream<String, Request> requests) {
    var goAheads =
        requests.filter((_, r) -> r.getKind() == RequestKind.GO_AHEAD, as("only-go-aheads"));
    return requests
        .filterNot((_, r) -> r.getKind() == RequestKind.GO_AHEAD, as("no-go-aheads"))
        .<IntakeResult>mapValues(
            r -> new IntakeResult.OfFact(FactRecords.requested(r)), as("read-request"))
        .merge(ProofRateLimitFlow.of(builder, topics, goAheads, metrics), as("and-turns"));
  }

  private void writeFacts(KStream<String, IntakeResult> arrivals) {
    only(arrivals, IntakeResult.OfFact.class, "facts")
        .map((_, a) -> KeyValue.pair(a.fact().getAssetId(), a.fact()), as("by-asset"))
        .processValues(() -> new StampRulesVersion(rulesName), as("stamp-rules"))
        .peek((_, f) -> metrics.fact(f.getKind(), f.getEnvelope()), as("count-facts"))
        .to(topics.facts().name(), sink(topics.facts(), "facts-out"));
  }

  private void writeUnattachedEvents(KStream<String, IntakeResult> arrivals) {
    only(arrivals, IntakeResult.OfUnattachedEvent.class, "events")
        .map((_, a) -> KeyValue.pair(a.event().getAsked(), a.event()), as("by-proof"))
        .to(topics.unattachedEvents().name(), sink(topics.unattachedEvents(), "unattached-out"));
  }

  private void writeUnreadableSignals(KStream<String, IntakeResult> arrivals) {
    only(arrivals, IntakeResult.OfUnreadable.class, "unreadable")
        .mapValues(IntakeResult.OfUnreadable::signal, as("unreadable-signal"))
        .to(topics.unreadableSignals().name(), sink(topics.unreadableSignals(), "unreadable-out"));
  }

  private void writeCollections(KStream<String, IntakeResult> arrivals) {
    only(arrivals, IntakeResult.OfCollection.class, "collections")
        .map((_, a) -> KeyValue.pair(a.path(), a.view()), as("by-path"))
        .to(topics.collections().name(), sink(topics.collections(), "collections-out"));
  }

  /** Who links a proof by hand wants its events, too. */
  private void writeLinks(KStream<String, Request> requests, KStream<String, Outcome> outcomes) {
    outcomes
        .flatMap((_, outcome) -> OutcomeMapper.links(outcome), as("link"))
        .merge(
            requests.flatMap((_, request) -> links(request), as("link-by-hand")),
            as("and-links-by-hand"))
        .to(topics.links().name(), sink(topics.links(), "links-out"));
  }

  private static List<KeyValue<String, Link>> links(Request request) {
    return request.getKind() == RequestKind.LINK && request.getProofId() != null
        ? List.of(
            KeyValue.pair(
                request.getProofId(), new Link(request.getEnvelope(), request.getAssetId())))
        : List.of();
  }
}
