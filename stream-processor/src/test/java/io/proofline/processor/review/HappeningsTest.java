package io.proofline.processor.review;

import static io.proofline.processor.review.Happening.Kind.DECISION;
import static io.proofline.processor.review.Story.AUTUMN;
import static io.proofline.processor.review.Story.proof;
import static io.proofline.processor.review.Story.stageAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.processor.review.Fact.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S7: one entry for each thing that happened, whoever told it first. */
class HappeningsTest {

  private final Story story =
      new Story().lies(List.of(AUTUMN)).isSelectedByHook().proofIsMade("p1").fieldsStand();

  @Test
  void an_asset_that_nobody_picked_has_no_entries() {
    assertThat(new Story().lies(List.of(AUTUMN)).lies(List.of(), "product").happened()).isEmpty();
  }

  @Test
  void what_led_to_a_proof_is_told_in_its_order() {
    assertThat(story.happened())
        .extracting(Happening::kind)
        .containsExactly(
            Happening.Kind.REQUESTED,
            Happening.Kind.SELECTED,
            Happening.Kind.ROUTED,
            Happening.Kind.PROOF_OPENED,
            Happening.Kind.STATUS_WRITTEN);
  }

  @Test
  void a_decision_is_told_once_by_its_event_and_not_again_by_the_reading() {
    story.decides("p1", "Desk", "approved");
    reads("approved", story.now());

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void a_decision_whose_event_was_lost_is_told_by_the_reading() {
    reads("approved", story.now());

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void its_event_that_comes_late_tells_nothing_more() {
    reads("approved", story.now().plusSeconds(2));
    story.decides("p1", "Desk", "approved");

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void an_event_that_is_delivered_twice_is_one_entry() {
    story.decides("p1", "Desk", "approved").repeats(Fact.Hinted.class);

    assertThat(decisions()).containsExactly("null > approved");
  }

  @Test
  void approve_revoke_approve_is_three_entries() {
    story.decides("p1", "Desk", "approved").later(Duration.ofMinutes(1));
    story.decides("p1", "Desk", "pending").later(Duration.ofMinutes(1));
    story.decides("p1", "Desk", "approved");

    assertThat(decisions())
        .containsExactly("null > approved", "approved > pending", "pending > approved");
  }

  @Test
  void a_second_revocation_is_told_also_when_only_a_reading_shows_it() {
    story.decides("p1", "Desk", "approved").later(Duration.ofMinutes(1));
    story.decides("p1", "Desk", "pending").later(Duration.ofMinutes(1));
    story.decides("p1", "Desk", "approved").later(Duration.ofMinutes(1));
    reads(null, null);

    assertThat(decisions())
        .containsExactly(
            "null > approved", "approved > pending", "pending > approved", "approved > pending");
  }

  @Test
  void who_did_it_and_where_is_told_by_ids() {
    story.decides("p1", "Desk", "approved").comments("p1", "note-7");

    assertThat(story.happened())
        .filteredOn(h -> h.kind() == DECISION)
        .allSatisfy(h -> {
          assertThat(h.personId()).isEqualTo("person-reviewer");
          assertThat(h.details())
              .containsEntry("proof", "p1")
              .containsEntry("stage", "id-Desk")
              .containsEntry("version", "1");
        });
    assertThat(story.happened().getLast().details()).containsEntry("note", "note-7");
  }

  @Test
  void what_a_person_asks_for_is_on_record_with_the_person() {
    story.asks(Wish.WITHDRAW);

    assertThat(story.happened())
        .filteredOn(h -> h.kind() == Happening.Kind.REQUESTED && "withdraw".equals(h.after()))
        .extracting(Happening::personId)
        .containsExactly("person-dam");
  }

  private void reads(@Nullable String decision, @Nullable Instant at) {
    story.isToBeReread().proofReads(proof(stageAt("Desk", decision, at)));
  }

  private List<String> decisions() {
    return story.happened().stream()
        .filter(h -> h.kind() == DECISION)
        .map(h -> h.before() + " > " + h.after())
        .toList();
  }
}
