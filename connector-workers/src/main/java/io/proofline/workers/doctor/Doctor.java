package io.proofline.workers.doctor;

import io.proofline.workers.files.FileDoor;
import io.proofline.workers.finding.Finding;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterV3;
import io.proofline.workers.photoshelter.ScratchGallery;
import io.proofline.workers.ziflow.ScratchProof;
import io.proofline.workers.ziflow.ZiflowClient;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at an installation's accounts and addresses, and says what is wrong before it hurts. */
public final class Doctor {

  private static final int METHOD_NOT_ALLOWED = 405;

  private final ZiflowClient ziflow;
  private final PhotoShelterClient library;
  private final PhotoShelterV3 v3;

  /** Asks by these clients; whoever made them closes them. */
  public Doctor(ZiflowClient ziflow, PhotoShelterClient library, PhotoShelterV3 v3) {
    this.ziflow = ziflow;
    this.library = library;
    this.v3 = v3;
  }

  /**
   * Where Ziflow tells us what happened.
   *
   * @param address public address of the hook, with its path; null where there are no hooks
   * @param areKnown whether that is known, so that null is not for an address that nobody said
   * @param byHand whether the webhook's key is the user's own, so that no command of ours makes it
   */
  public record Hooks(@Nullable URI address, boolean areKnown, boolean byHand) {}

  /**
   * Changes nothing anywhere.
   *
   * @param files public address of the file door; null where it is not known
   */
  public List<Finding> look(Hooks hooks, @Nullable URI files, Instant now) {
    var findings = new ArrayList<Finding>();
    findings.addAll(new ZiflowExam(ziflow).findings(hooks, now));
    findings.addAll(new LibraryExam(library, v3).findings());
    var hook = hooks.address();
    if (hook != null) {
      findings.add(
          AddressExam.of(
              "Address of hooks", hook, answer -> answer.statusCode() == METHOD_NOT_ALLOWED));
    }
    if (files != null) {
      findings.add(
          AddressExam.of(
              "Address of files", URI.create(files + "/files/doctor/x"), FileDoor::isIts));
    }
    return findings;
  }

  /**
   * Makes a gallery, a file and a proof of its own, asks what can't be asked otherwise, and removes
   * them again, also when a step fails half-way.
   *
   * @param owner address of a user of the Ziflow account who is to own the proof; null for no proof
   * @param files where Ziflow is told to fetch the proof's file
   * @param id a text that nothing else is named by
   */
  public List<Finding> tryOut(@Nullable String owner, @Nullable URI files, String id) {
    var findings = new ArrayList<>(new ScratchGallery(library, v3).run(id));
    if (owner == null || files == null) {
      findings.add(
          Finding.warn(
              "Trial: proof",
              "not made",
              "Name its owner and the files' address: in the file for --config, or --owner."));
    } else {
      findings.addAll(new ScratchProof(ziflow, owner, files).run(id));
    }
    return findings;
  }
}
