package io.proofline.processor.topology.intake;

import io.proofline.schemas.avro.CollectionView;
import io.proofline.schemas.avro.Comment;
import io.proofline.schemas.avro.Fact;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.UnattachedEvent;
import io.proofline.schemas.avro.UnreadableSignal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result of intake, on its way to an output topic. */
public sealed interface IntakeResult {

  /** A fact about a known asset. */
  record OfFact(Fact fact) implements IntakeResult {}

  /** A proof event without a marker, whose asset has to be looked up in the links. */
  record OfUnattachedEvent(UnattachedEvent event) implements IntakeResult {}

  /** A signal, or a part of one, that can't be read. */
  record OfUnreadable(UnreadableSignal signal) implements IntakeResult {}

  /** Name and address of a person, as received or as stored. */
  record OfPerson(Person person) implements IntakeResult {}

  /** Text of a comment, as received or as stored. */
  record OfComment(Comment comment) implements IntakeResult {}

  /**
   * Progress of a collection.
   *
   * @param view null if the collection has no items left
   */
  record OfCollection(String path, @Nullable CollectionView view) implements IntakeResult {}

  /**
   * The results of a proof event whose asset is known: a fact with ids only, and separately the
   * person and the comment's text.
   */
  static List<IntakeResult> ofAttachedEvent(UnattachedEvent event, String assetId) {
    var results = new ArrayList<IntakeResult>();
    results.add(new OfFact(FactRecords.proofEvent(event.getEnvelope(), assetId, event.getEvent())));
    if (event.getPerson() != null) {
      results.add(new OfPerson(event.getPerson()));
    }
    var comment = event.getEvent().getComment();
    if (comment != null && comment.getNoteId() != null && event.getText() != null) {
      var said = event.getEnvelope().getOccurredAt();
      var person = event.getEvent().getPersonId();
      results.add(
          new OfComment(new Comment(comment.getNoteId(), assetId, person, event.getText(), said)));
    }
    return results;
  }
}
