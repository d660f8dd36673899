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
    var source =
        new Proof.Source(
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            "file",
            "",
            fileName,
            null,
            0);
    return new Proof(
        UUID.randomUUID().toString(),
        previous.setId(),
        previous.version() + 1,
        previous.id(),
        previous.name(),
        settings.versionsInheritPassThrough() ? previous.passThroughValue() : null,
        previous.folderId(),
        previous.ownerId(),
        user.id(),
        desk.now(),
        Proof.State.UPLOADING,
        false,
        previous.lockOnDecisions(),
        false,
        previous.allowSourceDownload(),
        null,
        List.of(source),
        previous.stages().stream().map(Versions::fresh).toList(),
        previous.options());
  }

  private static Stage fresh(Stage stage) {
    var members =
        stage.members().stream()
            .map(each ->
                new Member(
                    UUID.randomUUID().toString(),
                    each.contactId(),
                    each.rights(),
                    each.notification(),
                    Decision.PENDING,
                    null,
                    List.of(),
                    false))
            .toList();
    return new Stage(
        UUID.randomUUID().toString(),
        stage.name(),
        null,
        new Stage.FinalStatus(stage.finalStatus().kind(), null),
        false,
        false,
        stage.options(),
        members);
  }

  /** A new version locks all older ones. */
  List<ZiflowChange> locksOfOlder(Proof newest) {
    return desk.versions(newest.setId()).stream()
        .filter(each -> !each.locked())
        .<ZiflowChange>map(each -> new ProofStored(each.lock(true)))
        .toList();
  }
}
