package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.Nodes.only;
import static io.proofline.processor.topology.Nodes.sink;
import static org.apache.kafka.streams.kstream.Named.as;

import io.proofline.processor.topology.BoundedWait;
import io.proofline.processor.topology.Nodes;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.processor.topology.RulesStore;
import io.proofline.processor.topology.SwitchStore;
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
 * The topology of <i>intake</i>: signals, requests and outcomes become facts. It is the only writer
 * of facts, links, collections, containers, people and comments.
 *
 * <pre>
 * signals.ziflow ─────── parse-ziflow-signals ─┬─ (marker) ─────────────────┐
 *                                              └─ (none) ─ events.unattached│
 * events.unattached ──── attach-events ────────┬─ (hop) ── events.unattached│
 *                                              └─ (link) ───────────────────┤
 * links ──────────────── learn-link ────────────── (waited for it) ─────────┤
 * signals.photoshelter ─ parse-library-signals ─────────────────────────────┤
 * requests ── await-rules-version
 *            ├────────── facts-of-requests ─────────────────────────────────┼─ facts
 *            ├────────── release-held ──┐                                   │
 *            └─ manual-links ── links   │                                   │
 * proof-permits ──────── decide-permit ─┴─ ProofRateLimitFlow ──────────────┤
 * outcomes ──┬────────── facts-of-outcomes ─────────────────────────────────┤
 *            ├─ links-of-outcomes ── links                                  │
 *            └─ containers-of-outcomes ── containers                        │
 * collection.items ───── count-items ── CollectionsFlow ─┬──────────────────┤
 *                                                        └── collections    │
 * reviews ────────────── due-timers ────────────────────────────────────────┘
 *
 * (all facts) ── stamp-rules-version ── facts
 * (people, comments of proof events) ── PeopleFlow ── people, comments
 * (unreadable signals) ── signals.unreadable
 * </pre>
 */
public final class IntakeTopology {

  private final Topics topics;
  private final String account;
  private final String rulesName;
  private final PersonKey people;
  private final ProcessorMetrics metrics;
  private final AbortedRecords abortedRecords = new AbortedRecords();
  private final UnknownPushes unknownPushes;

  /**
   * The topology of an installation.
   *
   * @param account the account whose markers are Proofline's; the key under which proof permits are
   *     counted
   * @param people creates person ids
   */
  public IntakeTopology(
      Topics topics, String account, String rulesName, PersonKey people, ProcessorMetrics metrics) {
    this(topics, account, rulesName, people, metrics, new BoundedWait());
  }

  /**
   * As above.
   *
   * @param wait for the rules version that a request names
   */
  IntakeTopology(
      Topics topics,
      String account,
      String rulesName,
      PersonKey people,
      ProcessorMetrics metrics,
      BoundedWait wait) {
    this.topics = topics;
    this.account = account;
    this.rulesName = rulesName;
    this.people = people;
    this.metrics = metrics;
    this.unknownPushes = new UnknownPushes(wait);
  }

  /** Adds the topology to a builder. */
  public void addTo(StreamsBuilder builder) {
    RulesStore.addTo(builder, topics, metrics);
    SwitchStore.addTo(builder, topics, metrics);
    var requests =
        Nodes.source(builder, topics.requests())
            .processValues(
                () -> new AwaitRulesVersion(rulesName, topics.rules(), unknownPushes),
                as("await-rules-version"));
    var outcomes = Nodes.source(builder, topics.outcomes());
    var results =
        signals(builder)
            .merge(unattached(builder), as("merge-attached-events"))
            .merge(requests(builder, requests), as("merge-requests"))
            .merge(
                outcomes.flatMapValues(OutcomeMapper::facts, as("facts-of-outcomes")),
                as("merge-outcomes"))
            .merge(CollectionsFlow.of(builder, topics), as("merge-collections"))
            .merge(
                Nodes.source(builder, topics.reviews())
                    .process(DueTimers.supplier(account), as("due-timers")),
                as("merge-ticks"));
    writeFacts(results);
    writeUnattachedEvents(results);
    writeUnreadableSignals(results);
    writeCollections(results);
    PeopleFlow.add(builder, topics, results);
    writeLinks(requests, outcomes);
    outcomes
        .flatMap((_, outcome) -> OutcomeMapper.containers(outcome), as("containers-of-outcomes"))
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
                    metrics,
                    abortedRecords),
            as("parse-ziflow-signals"))
        .merge(
            Nodes.source(builder, topics.librarySignals())
                .process(
                    () ->
                        new SignalProcessor<>(
                            ProcessorMetrics.SignalSource.LIBRARY,
                            LibrarySignalParser::parse,
                            LibrarySignal::getEnvelope,
                            LibrarySignal::getDelivery,
                            metrics,
                            abortedRecords),
                    as("parse-library-signals")),
            as("merge-library-signals"));
  }

  private KStream<String, IntakeResult> unattached(StreamsBuilder builder) {
    var links = ProofLinks.stores(topics);
    return Nodes.source(builder, topics.unattachedEvents())
        .process(AttachEvents.supplier(links, metrics), as("attach-events"))
        .merge(
            Nodes.source(builder, topics.links())
                .process(AttachEvents.LearnLink.supplier(links, metrics), as("learn-link")),
            as("merge-released-events"));
  }

  /** Requests become facts; go-aheads release held permits too. */
  private KStream<String, IntakeResult> requests(
      StreamsBuilder builder, KStream<String, Request> requests) {
    var goAheads =
        requests.filter((_, r) -> r.getKind() == RequestKind.GO_AHEAD, as("only-go-aheads"));
    var requestMapper = new RequestMapper(account, people, topics.facts().partitions());
    return requests
        .flatMapValues(requestMapper::results, as("facts-of-requests"))
        .merge(
            ProofRateLimitFlow.of(builder, topics, goAheads, metrics), as("merge-proof-permits"));
  }

  private void writeFacts(KStream<String, IntakeResult> results) {
    only(results, IntakeResult.OfFact.class, "facts")
        .map((_, a) -> KeyValue.pair(a.fact().getAssetId(), a.fact()), as("key-by-asset"))
        .processValues(
            () -> new StampRulesVersion(rulesName, topics.rules()), as("stamp-rules-version"))
        .peek((_, f) -> metrics.fact(f.getKind(), f.getEnvelope()), as("count-facts"))
        .to(
            topics.facts().name(),
            sink(topics.facts(), "facts-out").withStreamPartitioner(FactRecords.partitioner()));
  }

  private void writeUnattachedEvents(KStream<String, IntakeResult> results) {
    only(results, IntakeResult.OfUnattachedEvent.class, "unattached-events")
        .map((_, a) -> KeyValue.pair(a.event().getAsked(), a.event()), as("key-by-proof"))
        .to(topics.unattachedEvents().name(), sink(topics.unattachedEvents(), "unattached-out"));
  }

  private void writeUnreadableSignals(KStream<String, IntakeResult> results) {
    only(results, IntakeResult.OfUnreadable.class, "unreadable")
        .mapValues(IntakeResult.OfUnreadable::signal, as("unreadable-signal"))
        .to(topics.unreadableSignals().name(), sink(topics.unreadableSignals(), "unreadable-out"));
  }

  private void writeCollections(KStream<String, IntakeResult> results) {
    only(results, IntakeResult.OfCollection.class, "collections")
        .map((_, a) -> KeyValue.pair(a.path(), a.view()), as("key-by-path"))
        .to(topics.collections().name(), sink(topics.collections(), "collections-out"));
  }

  /**
   * Writes the links of outcomes, and of people's LINK requests, which attach the proof's events
   * too.
   */
  private void writeLinks(KStream<String, Request> requests, KStream<String, Outcome> outcomes) {
    outcomes
        .flatMap((_, outcome) -> OutcomeMapper.links(outcome), as("links-of-outcomes"))
        .merge(
            requests.flatMap((_, request) -> links(request), as("manual-links")),
            as("merge-manual-links"))
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
