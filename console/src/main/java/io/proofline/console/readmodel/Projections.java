package io.proofline.console.readmodel;

import io.proofline.console.web.AvroJson;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.ApiState;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.CollectionItem;
import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.DeadCommand;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.Switch;
import io.proofline.text.ComparableText;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The projections of all topics that the read model copies. */
final class Projections {

  private static final Upsert COLLECTIONS =
      new Upsert(
          "collection", List.of("path"), List.of("path_key", "is_ready", "open_count", "document"));
  private static final Upsert ITEMS =
      new Upsert("collection_item", List.of("path", "asset_id"), List.of("standing", "document"));
  private static final Upsert ENTRIES =
      new Upsert(
          "audit_entry",
          List.of("asset_id", "sequence_number"),
          List.of(
              "kind",
              "person_id",
              "rule",
              "proof_id",
              "cause",
              "entered_at",
              "document",
              "source_partition"));
  private static final Upsert PEOPLE =
      new Upsert("person", List.of("person_id"), List.of("name", "email", "erased_at"));
  private static final Upsert COMMENTS =
      new Upsert(
          "comment_text",
          List.of("note_id"),
          List.of("asset_id", "person_id", "comment_body", "said_at"));
  private static final Upsert DEAD_COMMANDS =
      new Upsert("dead_command", List.of("command_id"), List.of("asset_id", "died_at", "document"));
  private static final Upsert PAUSES =
      new Upsert(
          "pause",
          List.of("name"),
          List.of("is_paused", "since", "until_time", "person_id", "reason"));
  private static final Upsert API_STATES =
      new Upsert("api_state", List.of("api", "instance"), List.of("valid_until", "document"));

  private Projections() {}

  static List<Projection<?>> of(Topics topics) {
    return List.of(
        new RowProjection<>(topics.people(), PEOPLE, Projections::person),
        new RowProjection<>(topics.comments(), COMMENTS, Projections::comment),
        new RulesProjection(topics.rules()),
        new RowProjection<>(topics.switches(), PAUSES, Projections::pause),
        new FactProjection(topics.facts()),
        new ReviewProjection(topics.reviews()),
        new RowProjection<>(topics.collections(), COLLECTIONS, Projections::collection),
        new RowProjection<>(topics.collectionItems(), ITEMS, Projections::item),
        new RowProjection<>(topics.audit(), ENTRIES, Projections::entry),
        new RowProjection<>(topics.deadCommands(), DEAD_COMMANDS, Projections::deadCommand),
        new OutcomeProjection(topics.outcomes()),
        new RowProjection<>(topics.apis(), API_STATES, Projections::apiState));
  }

  private static Stream<Upsert.Row> person(Change<Person> change) {
    var person = change.value();
    return Stream.of(
        person == null
            ? Upsert.Row.deleted(List.of(change.key()), change.offset())
            : Upsert.Row.of(
                List.of(change.key()),
                change.offset(),
                person.getName(),
                person.getEmail(),
                millis(person.getErasedAt())));
  }

  private static Stream<Upsert.Row> comment(Change<Comment> change) {
    var comment = change.value();
    return Stream.of(
        comment == null
            ? Upsert.Row.deleted(List.of(change.key()), change.offset())
            : Upsert.Row.of(
                List.of(change.key()),
                change.offset(),
                comment.getAssetId(),
                comment.getPersonId(),
                comment.getText(),
                millis(comment.getSaidAt())));
  }

  /** A switch that is not paused any more is kept, since the feed of changes reports its end. */
  private static Stream<Upsert.Row> pause(Change<Switch> change) {
    var pause = change.value();
    return Stream.of(
        pause == null
            ? Upsert.Row.of(List.of(change.key()), change.offset(), 0, null, null, null, null)
            : Upsert.Row.of(
                List.of(change.key()),
                change.offset(),
                pause.getPaused() ? 1 : 0,
                pause.getSince().toEpochMilli(),
                millis(pause.getUntil()),
                pause.getPersonId(),
                pause.getReason()));
  }

  /** The key of a deleted state is the API, a colon, and the instance. */
  private static Stream<Upsert.Row> apiState(Change<ApiState> change) {
    var state = change.value();
    return state == null
        ? deleted(change, change.key().indexOf(':'))
        : Stream.of(
            Upsert.Row.of(
                List.of(state.getApi(), state.getInstance()),
                change.offset(),
                state.getValidUntil().toEpochMilli(),
                AvroJson.of(state).toString()));
  }

  private static Stream<Upsert.Row> collection(Change<CollectionView> change) {
    var view = change.value();
    return Stream.of(
        view == null
            ? Upsert.Row.deleted(List.of(change.key()), change.offset())
            : Upsert.Row.of(
                List.of(view.getPath()),
                change.offset(),
                new ComparableText(view.getPath()).value(),
                view.getIsReady() ? 1 : 0,
                view.getOpen(),
                AvroJson.of(view).toString()));
  }

  /** The key of a deleted item is its path, a zero character and the asset's id. */
  private static Stream<Upsert.Row> item(Change<CollectionItem> change) {
    var item = change.value();
    if (item != null) {
      return Stream.of(
          Upsert.Row.of(
              List.of(item.getPath(), item.getAssetId()),
              change.offset(),
              AvroJson.word(item.getStanding()),
              AvroJson.of(item).toString()));
    }
    return deleted(change, change.key().lastIndexOf('\0'));
  }

  /** Deletes the row whose two keys are in front of and behind a place in the record's key. */
  private static Stream<Upsert.Row> deleted(Change<?> change, int separator) {
    var key = change.key();
    return separator < 0
        ? Stream.of()
        : Stream.of(
            Upsert.Row.deleted(
                List.of(key.substring(0, separator), key.substring(separator + 1)),
                change.offset()));
  }

  private static Stream<Upsert.Row> entry(Change<AuditEntry> change) {
    var entry = change.value();
    if (entry == null) {
      return Stream.of();
    }
    return Stream.of(
        Upsert.Row.of(
            List.of(entry.getAssetId(), entry.getSequence()),
            change.offset(),
            entry.getKind(),
            entry.getPersonId(),
            entry.getRule(),
            entry.getDetails().get("proof"),
            entry.getCause(),
            entry.getEnteredAt().toEpochMilli(),
            AvroJson.of(entry).toString(),
            change.partition()));
  }

  /** Without the command itself, whose reviewers are addresses. */
  private static Stream<Upsert.Row> deadCommand(Change<DeadCommand> change) {
    var dead = change.value();
    if (dead == null) {
      return Stream.of();
    }
    var command = dead.getCommand();
    ObjectNode document = AvroJson.of(dead);
    document.remove(List.of("command", "envelope"));
    document.put("command_id", command.getCommandId());
    document.put("kind", AvroJson.word(command.getKind()));
    return Stream.of(
        Upsert.Row.of(
            List.of(command.getCommandId()),
            change.offset(),
            command.getAssetId(),
            dead.getEnvelope().getReceivedAt().toEpochMilli(),
            document.toString()));
  }

  static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
