package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.notification.MailNotifier;
import io.proofline.sandbox.ziflow.notification.ProofEventFactory;
import java.util.function.Consumer;

/**
 * The services for proofs, shared by the API and the pages, with the same rules and the same
 * events.
 */
public record ProofServices(
    ProofCreator creator,
    ProofVersionService versionService,
    ProofLifecycle lifecycle,
    DecisionService decisionService,
    ProofUpdater updater,
    ReviewerService reviewerService,
    CommentService commentService) {

  /**
   * Wires the services of one account.
   *
   * @param fetch receives each new proof whose files are not fetched yet
   */
  public static ProofServices of(
      AccountStore account,
      ZiflowSettings settings,
      ProofJson json,
      ContentAddressedStore contentAddressedStore,
      Consumer<Proof> fetch) {
    var proofEventFactory = new ProofEventFactory(account);
    var mailNotifier = new MailNotifier(account, settings);
    var fields = new ProofInput(account);
    var lifecycle = new ProofLifecycle(account, settings, proofEventFactory, mailNotifier);
    var proofVersionService =
        new ProofVersionService(
            account, settings, proofEventFactory, lifecycle, contentAddressedStore);
    var updater =
        new ProofUpdater(account, settings, proofEventFactory, lifecycle, fields, mailNotifier);
    return new ProofServices(
        new ProofCreator(account, settings, proofEventFactory, fields, proofVersionService, fetch),
        proofVersionService,
        lifecycle,
        new DecisionService(account, json.stages(), proofEventFactory, lifecycle, mailNotifier),
        updater,
        new ReviewerService(account, settings, lifecycle, updater),
        new CommentService(account, settings, proofEventFactory, lifecycle, mailNotifier));
  }
}
