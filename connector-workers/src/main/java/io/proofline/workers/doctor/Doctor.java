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

/** Checks an installation's accounts and addresses, and reports faults with their remedies. */
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
   * @param address public address of the hook, with its path; null for no hooks
   * @param addressKnown whether null means no hooks, not an unknown address
   * @param managedByUser whether the user manages the webhook and its key, so that no command of
   *     ours creates it
   */
  public record WebhookSetup(@Nullable URI address, boolean addressKnown, boolean managedByUser) {}

  /**
   * Runs the checks that change nothing.
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
   * Runs the checks that need write access: creates galleries, a file and a proof of its own, and
   * removes them again, also after a failed step.
   *
   * @param owner address of a user of the Ziflow account as owner of the proof; null for no proof
   * @param files address from which Ziflow downloads the proof's file
   * @param id a unique part of all names
   */
  public List<ProbeResult> runWriteProbes(@Nullable String owner, @Nullable URI files, String id) {
    var results = new ArrayList<>(new PhotoShelterWriteProbe(library, v3).run(id));
    if (owner == null || files == null) {
      results.add(
          ProbeResult.warn(
              "Trial: proof",
              "not created",
              "Set its owner and the address of files in the file for --config, or use --owner."));
    } else {
      results.addAll(new ZiflowWriteProbe(ziflow, owner, files).run(id));
    }
    return results;
  }
}
