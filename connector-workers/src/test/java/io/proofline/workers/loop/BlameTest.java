package io.proofline.workers.loop;

import static io.proofline.workers.call.Api.PHOTOSHELTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whose fault a silence is. */
class BlameTest {

  private final Blame blame = new Blame();
  private final Works works = new Works(new ScriptedLibrary());
  private final Work poison = read("c1");

  @Test
  void nobody_is_to_blame_while_nobody_else_is_answered() {
    assertThat(blame.failed(poison, PHOTOSHELTER)).isFalse();
    assertThat(blame.failed(poison, PHOTOSHELTER)).isFalse();
  }

  @Test
  void it_is_its_own_fault_once_for_each_try_since_which_another_was_answered() {
    blame.answered(read("c2"), PHOTOSHELTER);
    assertThat(blame.failed(poison, PHOTOSHELTER)).isTrue();
    assertThat(blame.failed(poison, PHOTOSHELTER)).isFalse();
    blame.answered(read("c3"), PHOTOSHELTER);
    assertThat(blame.failed(poison, PHOTOSHELTER)).isTrue();
  }

  @Test
  void its_own_answers_to_other_steps_say_nothing() {
    blame.answered(poison, PHOTOSHELTER);
    assertThat(blame.failed(poison, PHOTOSHELTER)).isFalse();
  }

  @Test
  void answers_before_it_first_tried_say_nothing() {
    blame.answered(read("c2"), PHOTOSHELTER);
    var late = read("c3");
    assertThat(blame.failed(late, PHOTOSHELTER)).isFalse();
  }

  @Test
  void while_another_of_its_kind_is_silent_too_it_is_not_its_fault() {
    var alike = read("c2");
    blame.failed(alike, PHOTOSHELTER);
    blame.answered(write("c3"), PHOTOSHELTER);
    assertThat(blame.failed(poison, PHOTOSHELTER)).isFalse();
    blame.answered(read("c4"), PHOTOSHELTER);
    assertThat(blame.failed(poison, PHOTOSHELTER)).isTrue();
  }

  @Test
  void one_that_has_ended_excuses_nobody() {
    var alike = read("c2");
    blame.failed(alike, PHOTOSHELTER);
    blame.forget(alike);
    blame.answered(write("c3"), PHOTOSHELTER);
    assertThat(blame.failed(poison, PHOTOSHELTER)).isTrue();
  }

  private Work read(String id) {
    var work = works.polled(Works.TOPICS.libraryCommands(), Commands.readAsset(id, "a-" + id));
    blame.begins(work);
    return work;
  }

  private Work write(String id) {
    var work =
        works.polled(
            Works.TOPICS.libraryCommands(), ScriptedLibrary.write(id, "a-" + id, Instant.EPOCH));
    blame.begins(work);
    return work;
  }
}
