package io.proofline.processor.topology.review;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static io.proofline.processor.topology.SignalSamples.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proofline.audit.HashChain;
import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.avro.Administered;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CheckpointDue;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.Requested;
import io.proofline.schemas.avro.Tick;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that facts about the id system become an audit chain and nothing else. */
class SystemTrailTest {

  private final TopologyFixture topologyFixture = TopologyFixture.review();

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void acts_are_a_chain_of_entries() {
    act("r1", "rules_pushed", Map.of("version", "v8"));
    act("r2", "person_erased", Map.of("person", "5f1d0c"));

    var entries = entries();
    assertThat(entries)
        .extracting(AuditEntry::getKind, AuditEntry::getPersonId, AuditEntry::getDetails)
        .containsExactly(
            tuple("rules_pushed", "ann", Map.of("version", "v8")),
            tuple("person_erased", "ann", Map.of("person", "5f1d0c")));
    assertThat(entries).extracting(AuditEntry::getAssetId).containsOnly("system");
    assertThat(entries).extracting(AuditEntry::getCause).containsExactly("r1", "r2");
    assertThat(HashChain.isUnbroken(entries)).isTrue();
  }

  @Test
  void a_repeated_act_is_recorded_once() {
    act("r1", "rules_pushed", Map.of());
    act("r1", "rules_pushed", Map.of());

    assertThat(entries()).hasSize(1);
  }

  @Test
  void facts_about_the_id_system_create_no_asset() {
    act("r1", "rules_pushed", Map.of());
    fold(fact("f1", FactKind.ASSET_SEEN).setAssetSeen(image("system", false, "Send to review")));
    fold(
        fact("f2", FactKind.REQUESTED)
            .setRequested(new Requested(RequestKind.START, null, null, "ann", null)));
    fold(fact("f3", FactKind.TICK).setTick(new Tick(AT)));
    fold(
        fact("f4", FactKind.CHECKPOINT)
            .setCheckpoint(new CheckpointDue(0, "x-1", "{\"of\":\"all\"}")));

    assertThat(entries()).hasSize(1);
    var topics = topologyFixture.topics();
    topics.commandLanes().all().forEach(lane -> assertThat(topologyFixture.read(lane)).isEmpty());
    assertThat(topologyFixture.read(topics.reviews())).isEmpty();
    assertThat(topologyFixture.read(topics.proofPermits())).isEmpty();
    assertThat(topologyFixture.read(topics.collectionItems())).isEmpty();
    for (var name : List.of(ReviewTopology.REVIEWS, ReviewTopology.VIEWS)) {
      KeyValueStore<String, Object> store = topologyFixture.store(name);
      assertThat(store.get("system")).as(name).isNull();
    }
  }

  private void act(String id, String act, Map<String, String> details) {
    fold(fact(id, FactKind.ADMINISTRATIVE).setAdministered(new Administered(act, "ann", details)));
  }

  private static Fact.Builder fact(String id, FactKind kind) {
    return Fact.newBuilder()
        .setEnvelope(envelope(id))
        .setAssetId(AdministrativeAct.SYSTEM)
        .setKind(kind);
  }

  private void fold(Fact.Builder fact) {
    topologyFixture.pipe(
        topologyFixture.topics().facts(), AdministrativeAct.SYSTEM, fact.build(), AT);
  }

  private List<AuditEntry> entries() {
    return topologyFixture.read(topologyFixture.topics().audit());
  }
}
