package io.proofline.processor.topology.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.proofline.review.IssuedCommand;
import io.proofline.review.LibraryFile;
import io.proofline.review.PickState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/**
 * Stored forms outlive the code: records of the version before the record components were renamed
 * are read, and written again byte for byte. That version wrote the files in {@code stored}, with
 * every component filled.
 */
class StoredFormsTest {

  @Test
  void a_review_of_form_2_is_read_and_written_byte_for_byte() throws IOException {
    try (var serde = new ReviewSerde()) {
      var review = read(serde, "review-form-2.json");

      assertThat(review.pickState().selections()).isEqualTo(2);
      assertThat(review.proofs().all().getFirst().wasEverDecided()).isTrue();
      assertThat(review.proofs().unmatched()).hasSize(1);
      assertThat(review.placements().files()).hasSize(2);
      assertThat(review.library().unevaluated()).isNotNull();
      assertThat(written(serde, review)).isEqualTo(text("review-form-2.json"));
    }
  }

  @Test
  void next_step_and_tries_are_stored_with_their_dead_command() throws IOException {
    var before = text("review-form-2-dead-command.json");
    var with =
        before.replace(
            "is refused: 400\"}", "is refused: 400\",\"nextStep\":\"Restore it\",\"tries\":3}");
    try (var serde = new ReviewSerde()) {
      var review = serde.deserializer().deserialize("store", with.getBytes(UTF_8));
      var older = read(serde, "review-form-2-dead-command.json");

      assertThat(review.commands().all())
          .extracting(IssuedCommand::nextStep, IssuedCommand::tries)
          .containsExactly(tuple("Restore it", 3));
      assertThat(written(serde, review)).isEqualTo(with);
      assertThat(older.commands().all())
          .extracting(IssuedCommand::state, IssuedCommand::nextStep, IssuedCommand::tries)
          .containsExactly(tuple(IssuedCommand.CommandState.DEAD, null, null));
      assertThat(written(serde, older)).isEqualTo(before);
    }
  }

  @Test
  void pick_lock_and_audience_are_stored_where_they_are_known() throws IOException {
    var before = text("review-form-2.json");
    var with =
        before
            .replace(
                "\"finalOf\":\"I0000EXAMPLE0009\"}",
                "\"finalOf\":\"I0000EXAMPLE0009\","
                    + "\"pick\":{\"by\":\"RULE\",\"at\":\"2026-05-04T08:00:01Z\"}}")
            .replace("\"Do not use\"]}]}]}", "\"Do not use\"]}]}],\"locked\":true}")
            .replace("\"inside\":false}", "\"inside\":false,\"audience\":\"everyone\"}");
    try (var serde = new ReviewSerde()) {
      var review = serde.deserializer().deserialize("store", with.getBytes(UTF_8));

      assertThat(review.pickState().pick())
          .isEqualTo(
              new PickState.Pick(PickState.PickedBy.RULE, Instant.parse("2026-05-04T08:00:01Z")));
      assertThat(review.proofs().all().getFirst().state().locked()).isTrue();
      assertThat(review.placements().files())
          .flatExtracting(LibraryFile::places)
          .extracting(LibraryFile.Place::audience)
          .contains("everyone");
      assertThat(written(serde, review)).isEqualTo(with).isNotEqualTo(before);
      assertThat(read(serde, "review-form-2.json").pickState().pick()).isNull();
    }
  }

  @Test
  void collection_members_are_read_and_written_byte_for_byte() throws IOException {
    try (var serde = new CollectionMembersSerde()) {
      var members = read(serde, "collection-members.json");

      assertThat(members.get("Fair").waitsForCollection()).isTrue();
      assertThat(written(serde, members)).isEqualTo(text("collection-members.json"));
    }
  }

  @Test
  void a_partition_tally_is_read_and_written_byte_for_byte() throws IOException {
    try (var serde = new TallySerde()) {
      var tally = read(serde, "partition-tally.json");

      assertThat(tally.entries()).isEqualTo(7);
      assertThat(written(serde, tally)).isEqualTo(text("partition-tally.json"));
    }
  }

  @Test
  void the_trail_about_the_id_system_is_read_and_written_byte_for_byte() throws IOException {
    try (var serde = new SystemTrailSerde()) {
      var trail = read(serde, "system-trail.json");

      assertThat(trail.isRecorded("e-2")).isTrue();
      assertThat(written(serde, trail)).isEqualTo(text("system-trail.json"));
    }
  }

  @Test
  void a_review_is_shown_with_the_keys_that_are_stored() throws IOException {
    try (var serde = new ReviewSerde()) {
      var shown = StoredJson.of(read(serde, "review-form-2.json"));

      assertThat("\u0002" + shown).isEqualTo(text("review-form-2.json"));
    }
  }

  private static <T> T read(Serde<T> serde, String file) throws IOException {
    return serde.deserializer().deserialize("store", text(file).getBytes(UTF_8));
  }

  private static <T> String written(Serde<T> serde, T value) {
    return new String(serde.serializer().serialize("store", value), UTF_8);
  }

  private static String text(String file) throws IOException {
    try (InputStream in = StoredFormsTest.class.getResourceAsStream("/stored/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
