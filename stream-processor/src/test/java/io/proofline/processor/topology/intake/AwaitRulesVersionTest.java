package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static io.proofline.processor.topology.SignalSamples.image;
import static io.proofline.processor.topology.SignalSamples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.topology.BoundedWait;
import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import io.proofline.schemas.avro.UnreadableSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A request that names a version of the rules is held until that push is in force on this instance.
 * While it waits, the records of {@link #arriving} arrive in the rules store, one at each look.
 */
class AwaitRulesVersionTest {

  private static final String ASSET = "I0000EXAMPLE0001";

  private final Queue<Runnable> arriving = new ArrayDeque<>();
  private int sleeps;

  private final TopologyFixture topologyFixture =
      TopologyFixture.of((fixture, builder) ->
          new IntakeTopology(
                  fixture.topics(),
                  "demo",
                  "default",
                  TopologyFixture.PEOPLE,
                  fixture.metrics(),
                  new BoundedWait(this::sleep))
              .addTo(builder));

  @BeforeEach
  void pushOldRules() {
    text("v7", AT);
    pointer("v7", AT);
  }

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void a_request_without_a_version_gets_the_one_in_force_and_waits_for_nothing() {
    request("r1", null, null);

    assertThat(stampedVersions()).containsExactly("v7");
    assertThat(sleeps).isZero();
  }

  @Test
  void a_request_that_names_the_version_in_force_waits_for_nothing() {
    request("r1", "v7", null);
    request("r2", "v7", AT);

    assertThat(stampedVersions()).containsExactly("v7", "v7");
    assertThat(sleeps).isZero();
  }

  @Test
  void a_request_waits_for_the_text_and_the_pointer_of_a_version_that_arrives_late() {
    arriving.add(() -> text("v8", AT.plusSeconds(60)));
    arriving.add(() -> pointer("v8", AT.plusSeconds(60)));
    request("r1", "v8", AT.plusSeconds(60));

    assertThat(stampedVersions()).containsExactly("v8");
    assertThat(sleeps).isEqualTo(2);
  }

  @Test
  void a_fact_after_such_a_request_is_not_stamped_with_an_older_push() {
    text("v8", AT.plusSeconds(60));
    arriving.add(() -> pointer("v8", AT.plusSeconds(60)));
    request("r1", "v8", null);
    assetSeen("s1");

    assertThat(stampedVersions()).containsExactly("v8", "v8");
  }

  @Test
  void a_request_that_names_an_older_push_than_the_one_in_force_gets_the_one_in_force() {
    text("v8", AT.plusSeconds(60));
    pointer("v8", AT.plusSeconds(60));
    assetSeen("s1");
    request("r1", "v7", AT);

    assertThat(stampedVersions()).containsExactly("v8", "v8");
    assertThat(sleeps).isZero();
  }

  @Test
  void a_request_waits_for_the_newer_push_of_an_old_text() {
    text("v8", AT.plusSeconds(60));
    pointer("v8", AT.plusSeconds(60));
    assetSeen("s1");
    arriving.add(() -> text("v7", AT.plusSeconds(120)));
    arriving.add(() -> pointer("v7", AT.plusSeconds(120)));
    request("r1", "v7", AT.plusSeconds(120));
    assetSeen("s2");

    assertThat(stampedVersions()).containsExactly("v8", "v7", "v7");
  }

  @Test
  void a_request_with_a_version_that_never_arrives_is_unreadable_and_the_next_ones_go_on() {
    request("r1", "v9", null);
    request("r2", null, null);

    assertThat(unreadableReasons())
        .containsExactly(
            "UnknownRulesVersionException: rules version v9 is not known: push it first");
    assertThat(stampedVersions()).containsExactly("v7");
  }

  @Test
  void a_request_with_a_text_that_never_comes_into_force_is_unreadable() {
    text("v8", AT.plusSeconds(60));
    request("r1", "v8", null);

    assertThat(unreadableReasons())
        .containsExactly(
            "UnknownRulesVersionException: rules version v8 is not in force: push it first");
    assertThat(stampedVersions()).isEmpty();
  }

  @Test
  void of_many_requests_with_one_unknown_version_the_first_waits_five_seconds() {
    for (int i = 0; i < 50; i++) {
      request("r" + i, "v9", null);
    }

    assertThat(unreadableReasons()).hasSize(50);
    assertThat(sleeps).isEqualTo(100);
  }

  @Test
  void a_version_that_was_unknown_is_used_once_it_is_pushed() {
    request("r1", "v9", null);
    text("v9", AT.plusSeconds(60));
    pointer("v9", AT.plusSeconds(60));
    request("r2", "v9", null);

    assertThat(stampedVersions()).containsExactly("v9");
  }

  private void sleep(Duration interval) {
    assertThat(interval).isEqualTo(Duration.ofMillis(50));
    sleeps++;
    var next = arriving.poll();
    if (next != null) {
      next.run();
    }
  }

  private void text(String version, Instant pushedAt) {
    rules("default@" + version, RulesKind.TEXT, version, pushedAt);
  }

  private void pointer(String version, Instant pushedAt) {
    rules("default", RulesKind.POINTER, version, pushedAt);
  }

  private void rules(String key, RulesKind kind, String version, Instant pushedAt) {
    var text =
        kind == RulesKind.TEXT
            ? new RulesText("rules: 1", Map.of(), List.of(), List.of(), List.of())
            : null;
    topologyFixture.pipe(
        topologyFixture.topics().rules(),
        key,
        new RulesRecord("default", kind, version, pushedAt, text),
        pushedAt);
  }

  private void request(String id, String version, Instant pushedAt) {
    topologyFixture.pipe(
        topologyFixture.topics().requests(),
        ASSET,
        Request.newBuilder()
            .setEnvelope(envelope(id))
            .setAssetId(ASSET)
            .setKind(RequestKind.CONSIDER)
            .setRulesVersion(version)
            .setRulesPushedAt(pushedAt)
            .build(),
        AT);
  }

  private void assetSeen(String id) {
    topologyFixture.pipe(
        topologyFixture.topics().librarySignals(), ASSET, snapshot(id, image(ASSET, false)), AT);
  }

  private List<String> stampedVersions() {
    return topologyFixture.read(topologyFixture.topics().facts()).stream()
        .map(Fact::getRulesVersion)
        .toList();
  }

  private List<String> unreadableReasons() {
    return topologyFixture.read(topologyFixture.topics().unreadableSignals()).stream()
        .map(UnreadableSignal::getReason)
        .toList();
  }
}
