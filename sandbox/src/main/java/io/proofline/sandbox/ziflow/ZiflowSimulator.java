package io.proofline.sandbox.ziflow;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.picture.Originals;
import io.proofline.sandbox.watch.Complaint;
import io.proofline.sandbox.watch.MarkedProof;
import io.proofline.sandbox.watch.Trespass;
import io.proofline.sandbox.web.Faults;
import io.proofline.sandbox.web.Revision;
import io.proofline.sandbox.ziflow.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ReasonStored;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The Ziflow side: one account, its API, its webhooks, pages. */
public final class ZiflowSimulator implements AutoCloseable {
  /** Where the simulator itself and its pages listen, known once they do. */
  public record Addresses(Supplier<URI> api, Supplier<URI> pages) {}

  private final Desk desk;
  private final Originals originals;
  private final WebhookSender sender;
  private final FileFetcher fetcher;
  private final Proofing proofing;
  private final Deadlines deadlines;
  private final Exports exports;
  private final ZiflowApi api;
  private final ZiflowPages pages;

  private ZiflowSimulator(
      Desk desk, ZiflowSettings settings, Originals originals, String apiKey, Addresses addresses) {
    this.desk = desk;
    this.originals = originals;
    this.sender = new WebhookSender(desk, settings);
    this.fetcher = new FileFetcher(originals, settings);
    var answers = new Answers(desk, settings, addresses.api(), addresses.pages());
    this.proofing = Proofing.of(desk, settings, answers, originals, this::fetch);
    this.deadlines = new Deadlines(desk, proofing.course());
    this.exports = new Exports(desk, addresses.api());
    this.api =
        new ZiflowApi(
            desk, proofing, answers, settings, originals, exports, addresses.api(), apiKey);
    this.pages = new ZiflowPages(desk, proofing, addresses.api(), sender);
  }

  /** Opens the account in the directory; a new one has its user and a few decision reasons. */
  public static ZiflowSimulator open(
      Path directory,
      ZiflowSettings settings,
      String apiKey,
      String userEmail,
      Clock clock,
      Revision revision,
      Addresses addresses) {
    var desk = new Desk(directory, settings, clock, revision);
    if (desk.contacts().isEmpty()) {
      desk.change(beginnings(userEmail));
    }
    return new ZiflowSimulator(
        desk, settings, new Originals(directory.resolve("originals")), apiKey, addresses);
  }

  /** Adds seeded proofs until there are that many. */
  public void fillTo(int proofs) {
    SeededProofs.fill(desk, originals, proofs);
  }

  public void serve(JavalinConfig config) {
    api.addTo(config);
  }

  public void servePages(JavalinConfig config, Site site) {
    pages.addTo(config, site);
  }

  /** Takes up what the last run left: unsent events and files not yet fetched. */
  public void begin() {
    sender.start();
    deadlines.start();
    desk.proofs().stream()
        .filter(proof -> proof.state() == Proof.State.UPLOADING)
        .forEach(this::fetch);
  }

  /** Who is told the name of each change and the id of what changed. */
  public void onEffect(BiConsumer<String, String> listener) {
    desk.onEffect(listener);
  }

  /** Faults that may befall events and let searches lag. */
  public void troubledBy(Faults faults) {
    sender.mishaps().troubledBy(faults);
    desk.troubledBy(faults);
  }

  /** Whether a call writes to a thing that is not to be written to. */
  public Optional<Trespass> trespass(Context call) {
    return new LockedWrites(desk).of(call);
  }

  /** Every mail that would have gone out by now, oldest first. */
  public List<SentMail> mails() {
    return desk.sentMails();
  }

  /** The asset that a call is for, as far as a marker tells. */
  public Optional<String> asset(Context call) {
    return new MentionedAsset(desk).of(call);
  }

  /** The proofs that are for an asset, newest first. */
  public List<MarkedProof> markedProofs() {
    return desk.proofs().stream().flatMap(proof -> marked(proof).stream()).toList();
  }

  private static Optional<MarkedProof> marked(Proof proof) {
    return Marker.of(proof.passThroughValue())
        .map(marker ->
            new MarkedProof(proof.id(), marker.asset(), proof.verdict().map(Decision::label)));
  }

  public List<Complaint> complaints() {
    return new ProofComplaints(desk).all();
  }

  @Override
  public void close() {
    deadlines.close();
    exports.close();
    sender.close();
    fetcher.close();
    desk.close();
  }

  private void fetch(Proof proof) {
    fetcher.fetch(proof, proofing.course());
  }

  private static List<ZiflowChange> beginnings(String userEmail) {
    var changes = new ArrayList<ZiflowChange>();
    changes.add(
        new ContactStored(
            Contact.of(
                Contact.Type.USER, "Olive", "Owner", userEmail, List.of("admin", "manager"))));
    var labels = List.of("Wrong licence", "Off brand", "Not usable at all");
    labels.forEach(label ->
        changes.add(
            new ReasonStored(
                new Reason(UUID.randomUUID().toString(), label, labels.indexOf(label)))));
    return changes;
  }
}
