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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Stores everything in the proofing account. Every change is written to the journal first. The
 * class is long because all kinds of records share one lock; the rules about them are in other
 * classes.
 */
public final class AccountStore implements AutoCloseable {
  private final Map<String, Proof> proofs = new LinkedHashMap<>();
  private final Map<String, Contact> contacts = new LinkedHashMap<>();
  private final Map<String, Contact> emails = new HashMap<>();
  private final Map<String, Set<String>> versions = new HashMap<>();
  private final Map<String, String> assets = new HashMap<>();
  private final Set<String> proofsWithDeadline = new LinkedHashSet<>();
  private final Map<String, Map<String, Comment>> comments = new HashMap<>();
  private final Map<String, List<Mail>> mails = new HashMap<>();
  private final List<Mail> allMails = new ArrayList<>();
  private final Map<String, List<ProofActivity>> activities = new HashMap<>();
  private final Map<String, AccountEntry> entries = new LinkedHashMap<>();
  private final Map<String, Proof> deletedProofs = new LinkedHashMap<>();
  private final Map<String, Folder> folders = new LinkedHashMap<>();
  private final Map<String, DecisionReason> reasons = new LinkedHashMap<>();
  private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
  private final Map<String, WebhookDelivery> deliveries = new LinkedHashMap<>();
  private final LaggedIndex<Proof> searchIndex;
  private final LaggedIndex<Proof> proofList;
  private final Clock clock;
  private final ChangeCounter changeCounter;
  private final ChangeJournal<ZiflowChange> changeJournal;
  private Consumer<WebhookDelivery> onDelivery = _ -> {};
  private BiConsumer<String, String> onEffect = (_, _) -> {};

  public AccountStore(
      Path directory, ZiflowSettings settings, Clock clock, ChangeCounter changeCounter) {
    this.clock = clock;
    this.changeCounter = changeCounter;
    this.searchIndex = ProofIndex.create(settings, clock);
    this.proofList = new LaggedIndex<>(Duration.ZERO, clock);
    this.changeJournal =
        ChangeJournal.open(directory.resolve("ziflow.jsonl"), ZiflowChange.class, this::apply);
    searchIndex.applyAllPending();
  }

  /** Sets the faults that may make searches and lists lag. */
  public void injectFaults(FaultInjector faultInjector) {
    searchIndex.injectFaults(faultInjector);
    proofList.injectFaults(faultInjector);
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
    return Optional.ofNullable(proofs.get(id))
        .orElseThrow(() -> ZiflowApiException.notFound("proof", id));
  }

  public synchronized Optional<Proof> findProof(String id) {
    return Optional.ofNullable(proofs.get(id));
  }

  public synchronized boolean isLocked(String id) {
    return Optional.ofNullable(proofs.get(id)).filter(Proof::locked).isPresent();
  }

  /** Ids of proofs under review with a stage whose deadline has passed and was not handled yet. */
  public synchronized List<String> overdue() {
    var now = now();
    return proofsWithDeadline.stream()
        .filter(id -> {
          var proof = proofs.get(id);
          return proof != null && proof.stages().stream().anyMatch(stage -> stage.isLate(now));
        })
        .toList();
  }

  /** All proofs, newest first. */
  public synchronized List<Proof> proofs() {
    return newestFirst(proofs.values());
  }

  /** The index behind searches, oldest first; changes within the search lag are not visible. */
  public LaggedIndex<Proof> searchIndex() {
    return searchIndex;
  }

  /** The proofs that the list of all proofs shows, newest first. */
  public List<Proof> listedProofs() {
    return newestFirst(proofList.visibleValues());
  }

  /** All versions of the same file, oldest first. */
  public synchronized List<Proof> versions(String setId) {
    return versions.getOrDefault(setId, Set.of()).stream()
        .map(proofs::get)
        .filter(Objects::nonNull)
        .sorted(Proof.byVersion())
        .toList();
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
    return Optional.ofNullable(assets.get(assetId)).map(proofs::get).stream()
        .flatMap(proof -> proof.sources().stream())
        .filter(source -> source.assetId().equals(assetId))
        .findFirst();
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
    return List.copyOf(deletedProofs.values()).reversed();
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

  private static List<Proof> newestFirst(Collection<Proof> all) {
    return List.copyOf(all).reversed().stream()
        .sorted(Comparator.comparing(Proof::createdAt).reversed())
        .toList();
  }

  private void apply(ZiflowChange change) {
    switch (change) {
      case ProofStored(var proof) -> {
        proofs.put(proof.id(), proof);
        deletedProofs.remove(proof.id());
        versions.computeIfAbsent(proof.setId(), _ -> new LinkedHashSet<>()).add(proof.id());
        proof.sources().forEach(source -> assets.put(source.assetId(), proof.id()));
        if (proof.hasOpenDeadline()) {
          proofsWithDeadline.add(proof.id());
        } else {
          proofsWithDeadline.remove(proof.id());
        }
        searchIndex.put(proof.id(), proof);
        proofList.put(proof.id(), proof);
      }
      case ProofsSeeded(var seeded) -> seeded.all().forEach(proof -> apply(new ProofStored(proof)));
      case ProofDeleted(var id) -> {
        Optional.ofNullable(proofs.remove(id)).ifPresent(proof -> deletedProofs.put(id, proof));
        searchIndex.remove(id);
        proofList.remove(id);
      }
      case ContactStored(var contact) -> {
        contacts.put(contact.id(), contact);
        var email = contact.email().toLowerCase(Locale.ROOT);
        emails.remove(email);
        if (!contact.isGone()) {
          emails.put(email, contact);
        }
      }
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
}
