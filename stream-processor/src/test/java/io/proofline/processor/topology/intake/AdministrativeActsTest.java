package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.avro.Administered;
import io.proofline.schemas.avro.CheckpointDue;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.FactKind;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Checks that administrative requests become facts about the id system, and that people and reasons
 * are stored apart.
 */
class AdministrativeActsTest {

  private static final String ANN = "ann@example.com";
  private static final String ANN_ID = TopologyFixture.PEOPLE.idOf(ANN).orElseThrow();

  private final TopologyFixture topologyFixture = TopologyFixture.intake();

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void an_act_is_a_fact_about_the_id_system_with_the_person_s_id_and_no_address() {
    request(act("rules_pushed", Map.of("version", "v8")).setPersonEmail(" Ann@example.com"));

    var fact = facts().getFirst();
    assertThat(fact.getAssetId()).isEqualTo("system");
    assertThat(fact.getEnvelope().getAccount()).isEqualTo("demo");
    assertThat(fact.getEnvelope().getEventId()).isEqualTo("r1");
    assertThat(fact.getAdministered())
        .isEqualTo(new Administered("rules_pushed", ANN_ID, Map.of("version", "v8")));
    assertThat(fact.toString()).doesNotContainIgnoringCase("example.com");
    assertThat(topologyFixture.read(topologyFixture.topics().people()))
        .extracting(Person::getPersonId)
        .containsExactly(ANN_ID);
  }

  @Test
  void the_reason_of_an_act_is_a_text_apart_from_the_fact() {
    request(act("paused", Map.of("target", "ziflow")).setReason("The contract ended"));

    assertThat(facts())
        .extracting(fact -> fact.getAdministered().getDetails())
        .containsExactly(Map.of("target", "ziflow", "note", "reason:r1"));
    assertThat(topologyFixture.read(topologyFixture.topics().comments()))
        .extracting(Comment::getText)
        .containsExactly("The contract ended");
  }

  @Test
  void an_export_is_a_fact_and_one_for_the_checkpoint_of_each_partition() {
    request(act("audit_exported", Map.of("of", "all", "format", "json")));

    var facts = facts();
    assertThat(facts.getFirst().getKind()).isEqualTo(FactKind.ADMINISTRATIVE);
    assertThat(facts.subList(1, facts.size()))
        .extracting(Fact::getAssetId, Fact::getCheckpoint)
        .containsExactlyElementsOf(
            IntStream.range(0, 8)
                .mapToObj(p -> tuple("system", new CheckpointDue(p, "r1", "{\"of\":\"all\"}")))
                .toList());
    assertThat(facts).extracting(f -> f.getEnvelope().getEventId()).doesNotHaveDuplicates();
  }

  @Test
  void an_export_of_an_asset_needs_the_checkpoint_of_its_partition_and_a_table_none() {
    request(act("audit_exported", Map.of("of", "asset", "asset", "I1", "format", "json")));
    request(act("audit_exported", Map.of("of", "all", "format", "csv")));
    request(act("audit_exported", Map.of("of", "nonsense", "format", "json")));

    assertThat(facts().stream().filter(f -> f.getCheckpoint() != null))
        .extracting(f -> f.getCheckpoint().getPartition())
        .containsExactly(1);
  }

  @Test
  void a_person_who_is_erased_by_a_request_has_no_name_at_once_and_gets_none_later() {
    var people = topologyFixture.topics().people();
    topologyFixture.pipe(people, ANN_ID, new Person(ANN_ID, "Ann Lee", ANN, null), AT);

    request(act("person_erased", Map.of("person", ANN_ID)));
    assertThat(topologyFixture.read(people)).containsExactly(new Person(ANN_ID, null, null, AT));
    assertThat(facts())
        .extracting(Fact::getAdministered)
        .containsExactly(new Administered("person_erased", null, Map.of("person", ANN_ID)));

    request(act("rules_pushed", Map.of("version", "v8")).setPersonEmail(ANN));
    assertThat(topologyFixture.read(people)).isEmpty();
  }

  @Test
  void a_go_ahead_is_an_act_too() {
    request(
        Request.newBuilder()
            .setEnvelope(envelope("g1"))
            .setAssetId("demo")
            .setKind(RequestKind.GO_AHEAD)
            .setCount(5)
            .setPersonId(ANN_ID));

    assertThat(facts())
        .extracting(Fact::getAssetId, Fact::getAdministered)
        .containsExactly(
            tuple("system", new Administered("go_ahead", ANN_ID, Map.of("count", "5"))));
  }

  @Test
  void the_reason_of_a_withdrawal_is_a_text_apart_from_the_fact() {
    request(
        Request.newBuilder()
            .setEnvelope(envelope("r1"))
            .setAssetId("I1")
            .setKind(RequestKind.WITHDRAW)
            .setPersonId(ANN_ID)
            .setPersonEmail(ANN)
            .setReason("The licence of Bo Example ended"));

    var fact = facts().getFirst();
    assertThat(fact.getRequested().getNoteId()).isEqualTo("reason:r1");
    assertThat(fact.toString()).doesNotContain("licence");
    assertThat(topologyFixture.read(topologyFixture.topics().comments()))
        .containsExactly(
            new Comment("reason:r1", "I1", ANN_ID, "The licence of Bo Example ended", null));
  }

  @Test
  void the_name_and_the_reasons_of_an_erased_operator_are_not_stored_again() {
    topologyFixture.pipe(
        topologyFixture.topics().people(), ANN_ID, new Person(ANN_ID, null, null, AT), AT);
    request(
        Request.newBuilder()
            .setEnvelope(envelope("r1"))
            .setAssetId("I1")
            .setKind(RequestKind.WITHDRAW)
            .setPersonId(ANN_ID)
            .setPersonEmail(ANN)
            .setReason("Said Ann"));

    assertThat(topologyFixture.read(topologyFixture.topics().people()))
        .allMatch(person -> person.getEmail() == null);
    assertThat(topologyFixture.read(topologyFixture.topics().comments()))
        .extracting(Comment::getText)
        .containsOnlyNulls();
  }

  @Test
  void an_unknown_act_is_ignored() {
    request(act("Pushed by Ann!", Map.of()));

    assertThat(facts()).isEmpty();
  }

  private static Request.Builder act(String act, Map<String, String> details) {
    var byAnother = Envelope.newBuilder(envelope("r1")).setAccount("").build();
    return Request.newBuilder()
        .setEnvelope(byAnother)
        .setAssetId(AdministrativeAct.SYSTEM)
        .setKind(RequestKind.ADMINISTRATIVE)
        .setAct(act)
        .setDetails(details);
  }

  private void request(Request.Builder request) {
    var built = request.build();
    topologyFixture.pipe(topologyFixture.topics().requests(), built.getAssetId(), built, AT);
  }

  private List<Fact> facts() {
    return topologyFixture.read(topologyFixture.topics().facts());
  }
}
