package io.proofline.processor.topology.intake;

import static io.proofline.processor.topology.SignalSamples.AT;
import static io.proofline.processor.topology.SignalSamples.comment;
import static io.proofline.processor.topology.SignalSamples.envelope;
import static io.proofline.processor.topology.SignalSamples.ziflow;
import static io.proofline.processor.topology.TopologyFixture.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proofline.processor.intake.CommentTexts;
import io.proofline.processor.topology.TopologyFixture;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Link;
import io.proofline.schemas.avro.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeopleFlowTest {

  private static final String ASSET = "I0000EXAMPLE0001";
  private static final String MARKER = "pl:demo:" + ASSET + ":1:1";
  private static final String ANN = PEOPLE.idOf("ann@example.com").orElseThrow();

  private final TopologyFixture topologyFixture = TopologyFixture.intake();
  private int sent;

  @AfterEach
  void close() {
    topologyFixture.close();
  }

  @Test
  void a_comment_becomes_a_fact_with_ids_a_person_and_a_comment_text() {
    comments("k1", "created", "Too dark", 1);

    var fact = topologyFixture.read(topologyFixture.topics().facts()).getFirst();
    var comment = fact.getProofEvent().getComment();
    assertThat(comment.getCommentId()).isEqualTo("k1");
    assertThat(comment.getAction()).isEqualTo("created");
    assertThat(comment.getReviewerId()).isEqualTo("r2");
    assertThat(comment.getNoteId()).isEqualTo(CommentTexts.id("p1", "k1"));
    assertThat(fact.getProofEvent().getPersonId()).isEqualTo(ANN);
    assertThat(fact.toString()).doesNotContain("Too dark", "ann@", "Ann");
    assertThat(people()).containsExactly("Ann Lee ann@example.com");
    assertThat(topologyFixture.records(topologyFixture.topics().comments()))
        .extracting(TestRecord::key, TestRecord::value)
        .containsExactly(
            tuple(
                CommentTexts.id("p1", "k1"),
                new Comment(CommentTexts.id("p1", "k1"), ASSET, ANN, "Too dark", minute(1))));
  }

  @Test
  void a_person_is_written_only_if_it_has_changed() {
    comments("k1", "created", "One", 1);
    comments("k2", "created", "Two", 2);
    assertThat(people()).hasSize(1);

    event(comment("e9", MARKER, "{\"email\":\"ann@example.com\"}", "k3", "created", "Three", null));
    assertThat(people()).isEmpty();
    event(comment("e8", MARKER, contact("Ann", "Bell"), "k3", "created", "Three", null));
    assertThat(people()).containsExactly("Ann Bell ann@example.com");
  }

  @Test
  void the_newest_text_of_a_comment_is_kept_in_any_order() {
    comments("k1", "created", "First", 1);
    comments("k1", "changed", "Third", 3);
    comments("k1", "changed", "Third", 3);
    comments("k1", "changed", "Second", 2);

    assertThat(texts()).last().isEqualTo("Third");
  }

  @Test
  void a_deleted_comment_writes_and_removes_no_text() {
    comments("k1", "created", "Oops", 1);
    comments("k1", "deleted", "Oops", 2);

    assertThat(topologyFixture.read(topologyFixture.topics().facts()))
        .extracting(f -> f.getProofEvent().getComment().getNoteId() != null)
        .containsExactly(true, false);
    assertThat(texts()).containsExactly("Oops");
  }

  @Test
  void a_text_that_is_too_long_is_truncated() {
    comments("k1", "created", "x".repeat(20_000), 1);

    assertThat(texts()).containsExactly("x".repeat(10_000));
  }

  @Test
  void a_comment_without_an_asset_is_written_once_its_link_arrives() {
    event(comment("e1", null, contact("Ann", "Lee"), "k1", "created", "Hello", null));
    assertThat(people()).isEmpty();
    assertThat(texts()).isEmpty();

    topologyFixture.pipe(
        topologyFixture.topics().links(), "p1", new Link(envelope("l"), ASSET), AT);
    assertThat(people()).hasSize(1);
    assertThat(topologyFixture.read(topologyFixture.topics().comments()))
        .extracting(Comment::getAssetId, Comment::getText)
        .containsExactly(tuple(ASSET, "Hello"));
  }

  @Test
  void a_foreign_proof_writes_no_person_and_no_comment() {
    event(comment("e1", null, contact("Ann", "Lee"), "k1", "created", "Hello", null));
    topologyFixture.advanceClock(Duration.ofMinutes(3));
    topologyFixture.pipe(
        topologyFixture.topics().links(), "p1", new Link(envelope("l"), ASSET), AT);

    assertThat(people()).isEmpty();
    assertThat(texts()).isEmpty();
  }

  @Test
  void a_comment_event_without_a_contact_has_a_text_without_a_person() {
    event(comment("e1", MARKER, "{}", "k1", "created", "Hello", null));

    assertThat(people()).isEmpty();
    assertThat(topologyFixture.read(topologyFixture.topics().comments()))
        .extracting(Comment::getPersonId, Comment::getText)
        .containsExactly(tuple(null, "Hello"));
  }

  @Test
  void an_erased_person_loses_all_comment_texts_and_others_do_not() {
    comments("k1", "created", "One", 1);
    comments("k2", "created", "Two", 2);
    event(comment("e7", MARKER, "{\"email\":\"bo@example.com\"}", "k3", "created", "Of Bo", null));
    texts();

    erase(null);
    assertThat(topologyFixture.read(topologyFixture.topics().comments()))
        .extracting(Comment::getNoteId, Comment::getAssetId, Comment::getText)
        .containsExactlyInAnyOrder(
            tuple(CommentTexts.id("p1", "k1"), ASSET, null),
            tuple(CommentTexts.id("p1", "k2"), ASSET, null));
  }

  @Test
  void thousands_of_comments_are_erased_in_portions() {
    for (int i = 0; i < 2_500; i++) {
      comments("k%04d".formatted(i), "created", "Too dark", 1);
    }
    assertThat(texts()).hasSize(2_500);

    erase(null);
    assertThat(texts()).hasSize(1_000).containsOnlyNulls();
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    assertThat(texts()).hasSize(1_000).containsOnlyNulls();
    topologyFixture.advanceClock(Duration.ofSeconds(1));
    assertThat(texts()).hasSize(500).containsOnlyNulls();
    topologyFixture.advanceClock(Duration.ofSeconds(5));
    assertThat(texts()).isEmpty();
  }

  @Test
  void an_erased_person_gets_no_name_and_no_text_later() {
    erase(null);
    people();

    comments("k1", "created", "Still here", 1);
    assertThat(people()).isEmpty();
    assertThat(topologyFixture.read(topologyFixture.topics().comments()))
        .extracting(Comment::getText)
        .containsOnlyNulls();
  }

  @Test
  void a_name_that_arrives_after_the_erasure_is_erased_again() {
    erase(null);
    people();

    topologyFixture.pipe(
        topologyFixture.topics().people(),
        ANN,
        new Person(ANN, "Ann Lee", "ann@example.com", null),
        AT);
    assertThat(people()).containsExactly("erased");
    topologyFixture.pipe(topologyFixture.topics().people(), ANN, null, AT);
    assertThat(people()).containsExactly("erased");
  }

  @Test
  void an_erasure_with_a_name_is_written_again_without_it() {
    erase("Ann Lee");

    assertThat(people()).containsExactly("erased");
  }

  private void comments(String comment, String action, String text, int minute) {
    sent++;
    event(
        comment("e-" + sent, MARKER, contact("Ann", "Lee"), comment, action, text, minute(minute)));
  }

  private void event(String body) {
    topologyFixture.pipe(topologyFixture.topics().ziflowSignals(), "hint", ziflow("d", body), AT);
  }

  private void erase(@Nullable String name) {
    topologyFixture.pipe(
        topologyFixture.topics().people(), ANN, new Person(ANN, name, null, AT), AT);
  }

  private static Instant minute(int minute) {
    return AT.plus(Duration.ofMinutes(minute));
  }

  private static String contact(String first, String last) {
    return "{\"first_name\":\"%s\",\"last_name\":\"%s\",\"email\":\"ann@example.com\"}"
        .formatted(first, last);
  }

  private List<String> texts() {
    return topologyFixture.read(topologyFixture.topics().comments()).stream()
        .map(Comment::getText)
        .toList();
  }

  private List<String> people() {
    return topologyFixture.read(topologyFixture.topics().people()).stream()
        .map(p -> p.getErasedAt() == null ? p.getName() + " " + p.getEmail() : erased(p))
        .toList();
  }

  private static String erased(Person person) {
    assertThat(person.getName()).isNull();
    assertThat(person.getEmail()).isNull();
    return "erased";
  }
}
