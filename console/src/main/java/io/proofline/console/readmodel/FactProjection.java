package io.proofline.console.readmodel;

import io.proofline.schemas.Topic;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The facts that requests became, and the hours in which sources of facts were heard. */
record FactProjection(Topic<String, Fact> topic) implements Projection<Fact> {

  private static final Upsert REQUESTS =
      new Upsert("request_fact", List.of("request_id"), List.of("asset_id", "received_at"));

  private static final Upsert HEARD =
      new Upsert("heard_hour", List.of("source", "hour", "source_partition"), List.of("heard_at"));

  /** Kinds of facts whose event id is that of a request. */
  private static final Set<FactKind> OF_REQUESTS =
      Set.of(FactKind.REQUESTED, FactKind.ADMINISTRATIVE);

  @Override
  public void apply(NamedParameterJdbcTemplate sql, List<Change<Fact>> changes) {
    REQUESTS.write(sql, changes.stream().flatMap(FactProjection::request));
    HEARD.write(sql, changes.stream().flatMap(FactProjection::heard));
  }

  private static Stream<Upsert.Row> request(Change<Fact> change) {
    var fact = change.value();
    if (fact == null || !OF_REQUESTS.contains(fact.getKind())) {
      return Stream.of();
    }
    return Stream.of(
        Upsert.Row.of(
            List.of(fact.getEnvelope().getEventId()),
            change.offset(),
            fact.getAssetId(),
            fact.getEnvelope().getReceivedAt().toEpochMilli()));
  }

  private static Stream<Upsert.Row> heard(Change<Fact> change) {
    var fact = change.value();
    return fact == null
        ? Stream.of()
        : source(fact).stream()
            .map(source -> {
              long heardAt = fact.getEnvelope().getReceivedAt().toEpochMilli();
              return Upsert.Row.of(
                  List.of(source, heardAt / Duration.ofHours(1).toMillis(), change.partition()),
                  change.offset(),
                  heardAt);
            });
  }

  /** The source that is heard by a fact; empty for facts of people and of Proofline itself. */
  private static Optional<String> source(Fact fact) {
    var origin = fact.getEnvelope().getOrigin();
    return switch (fact.getKind()) {
      case PROOF_EVENT -> origin == Origin.LIVE ? Optional.of("ziflow_webhooks") : Optional.empty();
      case ASSET_SEEN -> origin == Origin.POLL ? Optional.of("library_polls") : Optional.empty();
      default -> Optional.empty();
    };
  }
}
