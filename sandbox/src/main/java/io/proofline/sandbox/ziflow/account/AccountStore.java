package io.proofline.sandbox.ziflow.account;

import io.proofline.sandbox.journal.ChangeJournal;
import io.proofline.sandbox.web.ChangeCounter;
import io.proofline.sandbox.web.FaultInjector;
import io.proofline.sandbox.web.LaggedIndex;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ActivityStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.CommentStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.DeliveryEnded;
import io.proofline.sandbox.ziflow.account.ZiflowChange.DeliveryStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.EntryDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.EntryStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.FolderDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.FolderStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.MailStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofsSeeded;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ReasonDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ReasonStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.WebhookDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.WebhookStored;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import io.proofline.sandbox.ziflow.model.Comment;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.DecisionReason;
import io.proofline.sandbox.ziflow.model.Folder;
import io.proofline.sandbox.ziflow.model.Mail;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.ProofActivity;
import io.proofline.sandbox.ziflow.model.SentMail;
import io.proofline.sandbox.ziflow.model.Webhook;
import io.proofline.sandbox.ziflow.model.WebhookDelivery;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Stores everything in the proofing account. Every change is written to the journal first. All
 * kinds of records share one lock; the rules about them are in other classes.
 */
public final class AccountStore implements AutoCloseable {
  private final StoredProofs proofs;
  private final Map<String, Contact> contacts = new LinkedHashMap<>();
  private final Map<String, Contact> emails = new HashMap<>();
  private final Map<String, Map<String, Comment>> comments = new HashMap<>();
  private final Map<String, List<Mail>> mails = new HashMap<>();
  private final List<Mail> allMails = new ArrayList<>();
  private final Map<String, List<ProofActivity>> activities = new HashMap<>();
  private final Map<String, AccountEntry> entries = new LinkedHashMap<>();
  private final Map<String, Folder> folders = new LinkedHashMap<>();
  private final Map<String, DecisionReason> reasons = new LinkedHashMap<>();
  private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
  private final Map<String, WebhookDelivery> deliveries = new LinkedHashMap<>();
  private final Clock clock;
  private final ChangeCounter changeCounter;
  private final ChangeJournal<ZiflowChange> changeJournal;
  private Consumer<WebhookDelivery> onDelivery = _ -> {};
  private BiConsumer<String, String> onEffect = (_, _) -> {};

  public AccountStore(
      Path directory, ZiflowSettings settings, Clock clock, ChangeCounter changeCounter) {
    this.clock = clock;
    this.changeCounter = changeCounter;
    this.proofs = new StoredProofs(settings, clock);
    this.changeJournal =
        ChangeJournal.open(directory.resolve("ziflow.jsonl"), ZiflowChange.class, this::apply);
    proofs.searchIndex().applyAllPending();
  }

  /** Sets the faults that may make searches and lists lag. */
  public void injectFaults(FaultInjector faultInjector) {
    proofs.injectFaults(faultInjector);
  }

  @Override
  public void close() {
    changeJournal.close();
  }

  /** Sets the listener for new webhook deliveries. */
  public synchronized void onDelivery(Consumer<WebhookDelivery> listener) {
    onDelivery = listener;
  }

  /**
   * Sets the listener for changes; it receives the change's name and the id of the changed object.
   */
  public synchronized void onEffect(BiConsumer<String, String> listener) {
    onEffect = listener;
  }

  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  public synchronized void commit(List<ZiflowChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    changeJournal.append(changes);
    changes.forEach(this::apply);
    changeCounter.increment();
    for (var change : changes) {
      if (!(change instanceof ActivityStored)) {
        onEffect.accept(change.getClass().getSimpleName(), change.subjectId());
      }
      if (change instanceof DeliveryStored(var webhookDelivery)
          && webhookDelivery.attempts() == 0) {
        onDelivery.accept(webhookDelivery);
      }
    }
  }

  public synchronized Proof proof(String id) {
    return findProof(id).orElseThrow(() -> ZiflowApiException.notFound("proof", id));
  }

  public synchronized Optional<Proof> findProof(String id) {
    return proofs.find(id);
  }

  public synchronized boolean isLocked(String id) {
    return proofs.find(id).filter(Proof::locked).isPresent();
  }

  /** Ids of proofs under review with a stage whose deadline has passed and was not handled yet. */
  public synchronized List<String> overdue() {
    return proofs.overdue(now());
  }

  /** All proofs, newest first. */
  public synchronized List<Proof> proofs() {
    return proofs.newestFirst();
  }

  /** The index behind searches, oldest first; changes within the search lag are not visible. */
  public LaggedIndex<Proof> searchIndex() {
    return proofs.searchIndex();
  }

  /** The proofs that the list of all proofs shows, newest first. */
  public List<Proof> listedProofs() {
    return proofs.listed();
  }

  /** All versions of the same file, oldest first. */
  public synchronized List<Proof> versions(String setId) {
    return proofs.versions(setId);
  }

  public synchronized List<Contact> contacts() {
    return contacts.values().stream().filter(each -> !each.isGone()).toList();
  }

  /** The user to whom the API key belongs. */
  public synchronized Contact keyUser() {
    return contacts.values().iterator().next();
  }

  public synchronized Optional<Contact> contact(String idOrEmail) {
    return Optional.ofNullable(contacts.get(idOrEmail))
        .or(() -> Optional.ofNullable(emails.get(idOrEmail.toLowerCase(Locale.ROOT))));
  }

  public synchronized List<Comment> comments(String proofId) {
    return List.copyOf(comments.getOrDefault(proofId, Map.of()).values());
  }

  /** The source file with that asset id, of any proof. */
  public synchronized Optional<Proof.Source> source(String assetId) {
    return proofs.source(assetId);
  }

  public synchronized Folder folder(String id) {
    return Optional.ofNullable(folders.get(id))
        .orElseThrow(() -> ZiflowApiException.notFound("folder", id));
  }

  public synchronized List<Folder> folders() {
    return List.copyOf(folders.values());
  }

  public synchronized List<DecisionReason> reasons() {
    return reasons.values().stream()
        .sorted(Comparator.comparingInt(DecisionReason::order))
        .toList();
  }

  /** All mails, sent and waiting, in the order of their creation. */
  public synchronized List<Mail> mails() {
    return List.copyOf(allMails);
  }

  public synchronized List<Mail> mails(String proofId) {
    return List.copyOf(mails.getOrDefault(proofId, List.of()));
  }

  /** The mails that are due, oldest first. */
  public synchronized List<SentMail> sentMails() {
    var now = now();
    return allMails.stream()
        .filter(mail -> !mail.at().isAfter(now))
        .map(Mail::toSentMail)
        .sorted(Comparator.comparing(SentMail::at))
        .toList();
  }

  /** The activities on a proof, oldest first. */
  public synchronized List<ProofActivity> activities(String proofId) {
    return List.copyOf(activities.getOrDefault(proofId, List.of()));
  }

  public synchronized List<AccountEntry> entries(AccountEntry.Kind kind) {
    return entries.values().stream().filter(each -> each.kind() == kind).toList();
  }

  public synchronized Optional<AccountEntry> entry(AccountEntry.Kind kind, String id) {
    return Optional.ofNullable(entries.get(id)).filter(each -> each.kind() == kind);
  }

  /** The proofs in the trash, last deleted first. */
  public synchronized List<Proof> deletedProofs() {
    return proofs.lastDeletedFirst();
  }

  public synchronized Optional<Webhook> webhook(String id) {
    return Optional.ofNullable(webhooks.get(id));
  }

  public synchronized List<Webhook> webhooks() {
    return List.copyOf(webhooks.values());
  }

  public synchronized List<WebhookDelivery> deliveries() {
    return List.copyOf(deliveries.values());
  }

  private void apply(ZiflowChange change) {
    switch (change) {
      case ProofStored(var proof) -> proofs.put(proof);
      case ProofsSeeded(var seeded) -> seeded.all().forEach(proofs::put);
      case ProofDeleted(var id) -> proofs.moveToTrash(id);
      case ContactStored(var contact) -> put(contact);
      case CommentStored(var comment) ->
          comments
              .computeIfAbsent(comment.proofId(), _ -> new LinkedHashMap<>())
              .put(comment.id(), comment);
      case FolderStored(var folder) -> folders.put(folder.id(), folder);
      case FolderDeleted(var id) -> folders.remove(id);
      case MailStored(var mail) -> {
        mails.computeIfAbsent(mail.proofId(), _ -> new ArrayList<>()).add(mail);
        allMails.add(mail);
      }
      case ReasonStored(var decisionReason) -> reasons.put(decisionReason.id(), decisionReason);
      case ReasonDeleted(var id) -> reasons.remove(id);
      case EntryStored(var accountEntry) -> entries.put(accountEntry.id(), accountEntry);
      case EntryDeleted(var id) -> entries.remove(id);
      case ActivityStored(var proofActivity) ->
          activities
              .computeIfAbsent(proofActivity.proofId(), _ -> new ArrayList<>())
              .add(proofActivity);
      case WebhookStored(var webhook) -> webhooks.put(webhook.id(), webhook);
      case WebhookDeleted(var id) -> webhooks.remove(id);
      case DeliveryStored(var webhookDelivery) ->
          deliveries.put(webhookDelivery.eventId(), webhookDelivery);
      case DeliveryEnded(var id) -> deliveries.remove(id);
    }
  }

  private void put(Contact contact) {
    contacts.put(contact.id(), contact);
    var email = contact.email().toLowerCase(Locale.ROOT);
    emails.remove(email);
    if (!contact.isGone()) {
      emails.put(email, contact);
    }
  }
}
