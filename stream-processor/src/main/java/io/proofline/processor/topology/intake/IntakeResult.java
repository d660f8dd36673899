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

/** What intake made of something that came in. */
public sealed interface IntakeResult {

  /** Its asset is known. */
  record OfFact(Fact fact) implements IntakeResult {}

  /** A proof event whose asset the links may know. */
  record OfUnattachedEvent(UnattachedEvent event) implements IntakeResult {}

  /** It can't be read. */
  record OfUnreadable(UnreadableSignal signal) implements IntakeResult {}

  /** Who somebody is, as it came, or as it is to stand. */
  record OfPerson(Person person) implements IntakeResult {}

  /** What somebody wrote, as it came, or as it is to stand. */
  record OfComment(Comment comment) implements IntakeResult {}

  /**
   * How far a collection has come.
   *
   * @param view null when nothing is left in it
   */
  record OfCollection(String path, @Nullable CollectionView view) implements IntakeResult {}

  /**
   * All that is in a proof event once its asset is known: a fact with ids alone, and beside it who
   * it was and what they wrote.
   */
  static List<IntakeResult> ofAttachedEvent(UnattachedEvent event, String assetId) {
    var arrivals = new ArrayList<IntakeResult>();
    arrivals.add(
        new OfFact(FactRecords.proofEvent(event.getEnvelope(), assetId, event.getEvent())));
    if (event.getPerson() != null) {
      arrivals.add(new OfPerson(event.getPerson()));
    }
    var comment = event.getEvent().getComment();
    if (comment != null && comment.getNoteId() != null && event.getText() != null) {
      var said = event.getEnvelope().getOccurredAt();
      var person = event.getEvent().getPersonId();
      arrivals.add(
          new OfComment(new Comment(comment.getNoteId(), assetId, person, event.getText(), said)));
    }
    return arrivals;
  }
}
