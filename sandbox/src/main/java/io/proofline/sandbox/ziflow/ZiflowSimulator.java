package io.proofline.sandbox.ziflow;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.oracle.ForbiddenWrite;
import io.proofline.sandbox.oracle.MarkedProof;
import io.proofline.sandbox.oracle.Violation;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.pages.ProofLink;
import io.proofline.sandbox.picture.ContentAddressedStore;
import io.proofline.sandbox.web.ChangeCounter;
import io.proofline.sandbox.web.FaultInjector;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.SeededProofs;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ReasonStored;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.api.ZiflowApi;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.DecisionReason;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.SentMail;
import io.proofline.sandbox.ziflow.notification.WebhookSender;
import io.proofline.sandbox.ziflow.pages.ZiflowPages;
import io.proofline.sandbox.ziflow.review.DeadlineMonitor;
import io.proofline.sandbox.ziflow.review.PdfExports;
import io.proofline.sandbox.ziflow.review.ProofServices;
import io.proofline.sandbox.ziflow.review.SourceFileFetcher;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The Ziflow simulator: one account, its API, its webhooks, pages. */
public final class ZiflowSimulator implements AutoCloseable {
  /** The addresses of the API and the pages, available once their ports listen. */
  public record Addresses(Supplier<URI> api, Supplier<URI> pages) {}

  private final AccountStore accountStore;
  private final ContentAddressedStore contentAddressedStore;
  private final WebhookSender sender;
  private final SourceFileFetcher fetcher;
  private final ProofServices services;
  private final DeadlineMonitor deadlineMonitor;
  private final PdfExports pdfExports;
  private final ZiflowApi api;
  private final ZiflowPages pages;

  private ZiflowSimulator(
      AccountStore accountStore,
      ZiflowSettings settings,
      ContentAddressedStore contentAddressedStore,
      String apiKey,
      Addresses addresses) {
    this.accountStore = accountStore;
    this.contentAddressedStore = contentAddressedStore;
    this.sender = new WebhookSender(accountStore, settings);
    this.fetcher = new SourceFileFetcher(contentAddressedStore, settings);
    var json = new ProofJson(accountStore, settings, addresses.api(), addresses.pages());
    this.services =
        ProofServices.of(accountStore, settings, json, contentAddressedStore, this::fetch);
    this.deadlineMonitor = new DeadlineMonitor(accountStore, services.lifecycle());
    this.pdfExports = new PdfExports(accountStore, addresses.api());
    this.api =
        new ZiflowApi(
            accountStore,
            services,
            json,
            settings,
            contentAddressedStore,
            pdfExports,
            addresses.api(),
            apiKey);
    this.pages = new ZiflowPages(accountStore, services, addresses.api(), sender);
  }

  /** Opens the account in the directory; a new one has its user and a few decision reasons. */
  public static ZiflowSimulator open(
      Path directory,
      ZiflowSettings settings,
      String apiKey,
      String userEmail,
      Clock clock,
      ChangeCounter changeCounter,
      Addresses addresses) {
    var accountStore = new AccountStore(directory, settings, clock, changeCounter);
    if (accountStore.contacts().isEmpty()) {
      accountStore.commit(initialChanges(userEmail));
    }
    return new ZiflowSimulator(
        accountStore,
        settings,
        new ContentAddressedStore(directory.resolve("originals")),
        apiKey,
        addresses);
  }

  /** Adds seeded proofs until there are that many. */
  public void seedUpTo(int proofs) {
    SeededProofs.fillTo(accountStore, contentAddressedStore, proofs);
  }

  public void serve(JavalinConfig config) {
    api.addTo(config);
  }

  /**
   * Adds the pages.
   *
   * @param isMedia whether a word is the id of a file in the library, to which proofs then link
   */
  public void servePages(
      JavalinConfig config, PageRenderer pageRenderer, Predicate<String> isMedia) {
    pages.addTo(config, pageRenderer, isMedia);
  }

  /** The proofs whose pass-through value mentions a file of the library, newest first. */
  public List<ProofLink> proofsMentioning(String mediaId) {
    return pages.proofsMentioning(mediaId);
  }

  /** Resumes the work that the last run left: unsent events and files not yet fetched. */
  public void start() {
    sender.start();
    deadlineMonitor.start();
    accountStore.proofs().stream()
        .filter(proof -> proof.state() == Proof.State.UPLOADING)
        .forEach(this::fetch);
  }

  /**
   * Sets the listener for changes; it receives the change's name and the id of the changed object.
   */
  public void onEffect(BiConsumer<String, String> listener) {
    accountStore.onEffect(listener);
  }

  /** Sets the faults that may affect events and make searches lag. */
  public void injectFaults(FaultInjector faultInjector) {
    sender.faultInjector().injectFaults(faultInjector);
    accountStore.injectFaults(faultInjector);
  }

  /** The forbidden write of a call, if it writes to a locked proof. */
  public Optional<ForbiddenWrite> forbiddenWrite(Context call) {
    return new LockedProofWrites(accountStore).forbiddenWrite(call);
  }

  /** Every mail that the real service would have sent by now, oldest first. */
  public List<SentMail> mails() {
    return accountStore.sentMails();
  }

  /** The asset that a call is for, if a proof's marker names it. */
  public Optional<String> assetOf(Context call) {
    return new AssetResolver(accountStore).assetOf(call);
  }

  /** The proofs whose marker names an asset, newest first. */
  public List<MarkedProof> markedProofs() {
    return accountStore.proofs().stream().flatMap(proof -> marked(proof).stream()).toList();
  }

  private static Optional<MarkedProof> marked(Proof proof) {
    return PassThroughMarker.of(proof.passThroughValue())
        .map(passThroughMarker ->
            new MarkedProof(
                proof.id(), passThroughMarker.asset(), proof.verdict().map(Decision::label)));
  }

  public List<Violation> violations() {
    return new DuplicateProofCheck(accountStore).violations();
  }

  @Override
  public void close() {
    deadlineMonitor.close();
    pdfExports.close();
    sender.close();
    fetcher.close();
    accountStore.close();
  }

  private void fetch(Proof proof) {
    fetcher.fetch(proof, services.lifecycle());
  }

  private static List<ZiflowChange> initialChanges(String userEmail) {
    var changes = new ArrayList<ZiflowChange>();
    changes.add(
        new ContactStored(
            Contact.of(
                Contact.Type.USER, "Olive", "Owner", userEmail, List.of("admin", "manager"))));
    var labels = List.of("Wrong licence", "Off brand", "Not usable at all");
    labels.forEach(label ->
        changes.add(
            new ReasonStored(
                new DecisionReason(UUID.randomUUID().toString(), label, labels.indexOf(label)))));
    return changes;
  }
}
