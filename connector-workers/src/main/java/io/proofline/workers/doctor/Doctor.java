package io.proofline.workers.doctor;

import io.proofline.workers.files.FileEndpoint;
import io.proofline.workers.photoshelter.PhotoShelterClient;
import io.proofline.workers.photoshelter.PhotoShelterV3Client;
import io.proofline.workers.photoshelter.PhotoShelterWriteProbe;
import io.proofline.workers.probe.ProbeResult;
import io.proofline.workers.ziflow.ZiflowClient;
import io.proofline.workers.ziflow.ZiflowWriteProbe;
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
  private final PhotoShelterV3Client v3;

  /** Uses these clients; the caller closes them. */
  public Doctor(ZiflowClient ziflow, PhotoShelterClient library, PhotoShelterV3Client v3) {
    this.ziflow = ziflow;
    this.library = library;
    this.v3 = v3;
  }

  /**
   * The address of the webhooks that Ziflow calls.
   *
   * @param address public address of the hook, with its path; null where there are no hooks
   * @param addressKnown whether that is known, so that null is not for an address that nobody said
   * @param managedByUser whether the webhook's key is the user's own, so that no command of ours
   *     makes it
   */
  public record WebhookSetup(@Nullable URI address, boolean addressKnown, boolean managedByUser) {}

  /**
   * Changes nothing anywhere.
   *
   * @param files public address of the file endpoint; null if unknown
   */
  public List<ProbeResult> runReadOnlyProbes(
      WebhookSetup webhookSetup, @Nullable URI files, Instant now) {
    var results = new ArrayList<ProbeResult>();
    results.addAll(new ZiflowProbe(ziflow).run(webhookSetup, now));
    results.addAll(new PhotoShelterProbe(library, v3).run());
    var hook = webhookSetup.address();
    if (hook != null) {
      results.add(
          PublicUrlProbe.run(
              "Address of hooks", hook, answer -> answer.statusCode() == METHOD_NOT_ALLOWED));
    }
    if (files != null) {
      results.add(
          PublicUrlProbe.run(
              "Address of files", URI.create(files + "/files/doctor/x"), FileEndpoint::isSenderOf));
    }
    return results;
  }

  /**
   * Makes a gallery, a file and a proof of its own, asks what can't be asked otherwise, and removes
   * them again, also when a step fails half-way.
   *
   * @param owner address of a user of the Ziflow account who is to own the proof; null for no proof
   * @param files where Ziflow downloads the proof's file
   * @param id a text that nothing else is named by
   */
  public List<ProbeResult> runWriteProbes(@Nullable String owner, @Nullable URI files, String id) {
    var results = new ArrayList<>(new PhotoShelterWriteProbe(library, v3).run(id));
    if (owner == null || files == null) {
      results.add(
          ProbeResult.warn(
              "Trial: proof",
              "not made",
              "Name its owner and the files' address: in the file for --config, or --owner."));
    } else {
      results.addAll(new ZiflowWriteProbe(ziflow, owner, files).run(id));
    }
    return results;
  }
}
