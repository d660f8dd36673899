package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The next version of a proof, and what it does to the older ones. */
final class Versions {
  private final Desk desk;
  private final ZiflowSettings settings;
  private final Events events;
  private final Course course;
  private final Originals originals;

  Versions(Desk desk, ZiflowSettings settings, Events events, Course course, Originals originals) {
    this.desk = desk;
    this.settings = settings;
    this.events = events;
    this.course = course;
    this.originals = originals;
  }

  /**
   * A person brings the next version: same people in fresh stages. Whether it keeps the
   * pass-through value is a switch.
   */
  Proof newVersion(String previousId, String fileName, byte[] file, Contact user) {
    if (!FileFetcher.isReviewable(file)) {
      throw Refused.invalid("This file cannot be reviewed");
    }
    synchronized (desk) {
      var previous = desk.versions(desk.proof(previousId).setId()).getLast();
      var next = nextVersion(previous, fileName, user);
      var changes = new ArrayList<ZiflowChange>(locksOfOlder(next));
      changes.add(new ProofStored(next));
      changes.addAll(events.of("created", "created", next, user));
      desk.change(changes);
      course.processed(
          next.id(),
          List.of(next.sources().getFirst().fetched(originals.store(file), file.length)));
      return next;
    }
  }

  private Proof nextVersion(Proof previous, String fileName, Contact user) {
    var place = Proof.Place.after(previous, previous.id(), false);
    return Proof.begun(
            UUID.randomUUID().toString(), place, course.owner(previous), user, desk.now())
        .edit(draft -> {
          draft.name = previous.name();
          draft.passThroughValue =
              settings.versionsInheritPassThrough() ? previous.passThroughValue() : null;
          draft.folderId = previous.folderId();
          draft.lockOnDecisions = previous.lockOnDecisions();
          draft.allowSourceDownload = previous.allowSourceDownload();
          draft.sources = List.of(Proof.Source.awaited("file", "", fileName));
          draft.stages = previous.stages().stream().map(Stage::again).toList();
          draft.options = previous.options();
        });
  }

  /** A new version locks all older ones. */
  List<ZiflowChange> locksOfOlder(Proof newest) {
    return desk.versions(newest.setId()).stream()
        .filter(each -> !each.locked())
        .<ZiflowChange>map(each -> new ProofStored(each.lock(true)))
        .toList();
  }
}
