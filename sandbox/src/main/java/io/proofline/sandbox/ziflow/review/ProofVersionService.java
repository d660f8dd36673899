package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.notification.ProofEventFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Creates the next version of a proof and locks the older ones. */
public final class ProofVersionService {
  private final AccountStore account;
  private final ZiflowSettings settings;
  private final ProofEventFactory proofEventFactory;
  private final ProofLifecycle lifecycle;
  private final ContentAddressedStore contentAddressedStore;

  ProofVersionService(
      AccountStore account,
      ZiflowSettings settings,
      ProofEventFactory proofEventFactory,
      ProofLifecycle lifecycle,
      ContentAddressedStore contentAddressedStore) {
    this.account = account;
    this.settings = settings;
    this.proofEventFactory = proofEventFactory;
    this.lifecycle = lifecycle;
    this.contentAddressedStore = contentAddressedStore;
  }

  /**
   * Creates the next version from an uploaded file, with the same people in new stages. A setting
   * decides whether it keeps the pass-through value.
   */
  public Proof newVersion(String previousId, String fileName, byte[] file, Contact user) {
    if (!SourceFileFetcher.isReviewable(file)) {
      throw ZiflowApiException.invalid("This file cannot be reviewed");
    }
    synchronized (account) {
      var previous = account.versions(account.proof(previousId).setId()).getLast();
      var next = nextVersion(previous, fileName, user);
      var changes = new ArrayList<ZiflowChange>(locksForOlderVersions(next));
      changes.add(new ProofStored(next));
      changes.addAll(proofEventFactory.create("created", "created", next, user));
      account.commit(changes);
      lifecycle.markReady(
          next.id(),
          List.of(
              next.sources().getFirst().withFile(contentAddressedStore.store(file), file.length)));
      return next;
    }
  }

  private Proof nextVersion(Proof previous, String fileName, Contact user) {
    var versionPosition = Proof.VersionPosition.after(previous, previous.id(), false);
    return Proof.create(
            UUID.randomUUID().toString(),
            versionPosition,
            lifecycle.owner(previous),
            user,
            account.now())
        .copyWith(draft -> {
          draft.name = previous.name();
          draft.passThroughValue =
              settings.versionsInheritPassThrough() ? previous.passThroughValue() : null;
          draft.folderId = previous.folderId();
          draft.lockOnDecisions = previous.lockOnDecisions();
          draft.allowSourceDownload = previous.allowSourceDownload();
          draft.sources = List.of(Proof.Source.pending("file", "", fileName));
          draft.stages = previous.stages().stream().map(Stage::copyForNextVersion).toList();
          draft.options = previous.options();
        });
  }

  /** A new version locks all older ones. */
  List<ZiflowChange> locksForOlderVersions(Proof newest) {
    return account.versions(newest.setId()).stream()
        .filter(each -> !each.locked())
        .<ZiflowChange>map(each -> new ProofStored(each.withLocked(true)))
        .toList();
  }
}
