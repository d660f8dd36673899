package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.journal.Journal;
import io.proofline.sandbox.web.Faults;
import io.proofline.sandbox.web.LaggedView;
import io.proofline.sandbox.web.Revision;
import io.proofline.sandbox.ziflow.ZiflowChange.ActivityStored;
import io.proofline.sandbox.ziflow.ZiflowChange.CommentStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.ZiflowChange.DeliveryEnded;
import io.proofline.sandbox.ziflow.ZiflowChange.DeliveryStored;
import io.proofline.sandbox.ziflow.ZiflowChange.EntryDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.EntryStored;
import io.proofline.sandbox.ziflow.ZiflowChange.FolderDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.FolderStored;
import io.proofline.sandbox.ziflow.ZiflowChange.MailStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofsSeeded;
import io.proofline.sandbox.ziflow.ZiflowChange.ReasonDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.ReasonStored;
import io.proofline.sandbox.ziflow.ZiflowChange.WebhookDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.WebhookStored;
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
 * Everything that the proofing account holds. Every change is journalled first; its lock is the
 * account's, which is why all kinds of records are here, and it is long; what they mean is decided
 * elsewhere.
 */
final class Desk implements AutoCloseable {
  private final Map<String, Proof> proofs = new LinkedHashMap<>();
  private final Map<String, Contact> contacts = new LinkedHashMap<>();
  private final Map<String, Contact> emails = new HashMap<>();
  private final Map<String, Set<String>> versions = new HashMap<>();
  private final Map<String, String> assets = new HashMap<>();
  private final Set<String> withDeadline = new LinkedHashSet<>();
  private final Map<String, Map<String, Comment>> comments = new HashMap<>();
  private final Map<String, List<Mail>> mails = new HashMap<>();
  private final List<Mail> allMails = new ArrayList<>();
  private final Map<String, List<Activity>> activities = new HashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Proof> deleted = new LinkedHashMap<>();
  private final Map<String, Folder> folders = new LinkedHashMap<>();
  private final Map<String, Reason> reasons = new LinkedHashMap<>();
  private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final LaggedView<Proof> index;
  private final LaggedView<Proof> list;
  private final Clock clock;
  private final Revision revision;
  private final Journal<ZiflowChange> journal;
  private Consumer<Delivery> onDelivery = _ -> {};
  private BiConsumer<String, String> onEffect = (_, _) -> {};

  Desk(Path directory, ZiflowSettings settings, Clock clock, Revision revision) {
    this.clock = clock;
    this.revision = revision;
    this.index = ProofSearch.index(settings, clock);
    this.list = new LaggedView<>(Duration.ZERO, clock);
    this.journal = Journal.open(directory.resolve("ziflow.jsonl"), ZiflowChange.class, this::apply);
    index.settle();
  }

  /** Faults that may let searches and lists lag. */
  void troubledBy(Faults faults) {
    index.troubledBy(faults);
    list.troubledBy(faults);
  }

  @Override
  public void close() {
    journal.close();
  }

  /** Who is told of each event that is to be sent. */
  synchronized void onDelivery(Consumer<Delivery> listener) {
    onDelivery = listener;
  }

  /** Who is told the name of each change and the id of what changed. */
  synchronized void onEffect(BiConsumer<String, String> listener) {
    onEffect = listener;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  synchronized void change(List<ZiflowChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    journal.append(changes);
    changes.forEach(this::apply);
    revision.move();
    for (var change : changes) {
      if (!(change instanceof ActivityStored)) {
        onEffect.accept(change.getClass().getSimpleName(), change.about());
      }
      if (change instanceof DeliveryStored(var delivery) && delivery.attempts() == 0) {
        onDelivery.accept(delivery);
      }
    }
  }

  synchronized Proof proof(String id) {
    return Optional.ofNullable(proofs.get(id)).orElseThrow(() -> Refused.notFound("proof", id));
  }

  synchronized Optional<Proof> find(String id) {
    return Optional.ofNullable(proofs.get(id));
  }

  synchronized boolean isLocked(String id) {
    return Optional.ofNullable(proofs.get(id)).filter(Proof::locked).isPresent();
  }

  /** Ids of proofs under review with a stage whose deadline has passed unseen. */
  synchronized List<String> overdue() {
    var now = now();
    return withDeadline.stream()
        .filter(id -> {
          var proof = proofs.get(id);
          return proof != null && proof.stages().stream().anyMatch(stage -> stage.isLate(now));
        })
        .toList();
  }

  /** Newest first. */
  synchronized List<Proof> proofs() {
    return newestFirst(proofs.values());
  }

  /** What a search looks into: the proofs as they were before the search lag, oldest first. */
  LaggedView<Proof> index() {
    return index;
  }

  /** What the list of all proofs has, newest first. */
  List<Proof> listed() {
    return newestFirst(list.found());
  }

  /** All versions of the same file, oldest first. */
  synchronized List<Proof> versions(String setId) {
    return versions.getOrDefault(setId, Set.of()).stream()
        .map(proofs::get)
        .filter(Objects::nonNull)
        .sorted(Proof.byVersion())
        .toList();
  }

  synchronized List<Contact> contacts() {
    return contacts.values().stream().filter(each -> !each.isGone()).toList();
  }

  /** Whose key it is. */
  synchronized Contact user() {
    return contacts.values().iterator().next();
  }

  synchronized Optional<Contact> contact(String idOrEmail) {
    return Optional.ofNullable(contacts.get(idOrEmail))
        .or(() -> Optional.ofNullable(emails.get(idOrEmail.toLowerCase(Locale.ROOT))));
  }

  synchronized List<Comment> comments(String proofId) {
    return List.copyOf(comments.getOrDefault(proofId, Map.of()).values());
  }

  /** The file of that asset id, in whichever proof it is. */
  synchronized Optional<Proof.Source> source(String assetId) {
    return Optional.ofNullable(assets.get(assetId)).map(proofs::get).stream()
        .flatMap(proof -> proof.sources().stream())
        .filter(source -> source.assetId().equals(assetId))
        .findFirst();
  }

  synchronized Folder folder(String id) {
    return Optional.ofNullable(folders.get(id)).orElseThrow(() -> Refused.notFound("folder", id));
  }

  synchronized List<Folder> folders() {
    return List.copyOf(folders.values());
  }

  synchronized List<Reason> reasons() {
    return reasons.values().stream().sorted(Comparator.comparingInt(Reason::order)).toList();
  }

  /** All that was mailed or waits to be, in the order in which it came about. */
  synchronized List<Mail> mails() {
    return List.copyOf(allMails);
  }

  synchronized List<Mail> mails(String proofId) {
    return List.copyOf(mails.getOrDefault(proofId, List.of()));
  }

  /** Those that are out by now, oldest first. */
  synchronized List<SentMail> sentMails() {
    var now = now();
    return allMails.stream()
        .filter(mail -> !mail.at().isAfter(now))
        .map(Mail::sent)
        .sorted(Comparator.comparing(SentMail::at))
        .toList();
  }

  /** What was done with a proof, oldest first. */
  synchronized List<Activity> activities(String proofId) {
    return List.copyOf(activities.getOrDefault(proofId, List.of()));
  }

  synchronized List<Entry> entries(Entry.Shelf shelf) {
    return entries.values().stream().filter(each -> each.shelf() == shelf).toList();
  }

  synchronized Optional<Entry> entry(Entry.Shelf shelf, String id) {
    return Optional.ofNullable(entries.get(id)).filter(each -> each.shelf() == shelf);
  }

  /** What can be restored, last deleted first. */
  synchronized List<Proof> deleted() {
    return List.copyOf(deleted.values()).reversed();
  }

  synchronized Optional<Webhook> webhook(String id) {
    return Optional.ofNullable(webhooks.get(id));
  }

  synchronized List<Webhook> webhooks() {
    return List.copyOf(webhooks.values());
  }

  synchronized List<Delivery> deliveries() {
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
        deleted.remove(proof.id());
        versions.computeIfAbsent(proof.setId(), _ -> new LinkedHashSet<>()).add(proof.id());
        proof.sources().forEach(source -> assets.put(source.assetId(), proof.id()));
        if (proof.hasOpenDeadline()) {
          withDeadline.add(proof.id());
        } else {
          withDeadline.remove(proof.id());
        }
        index.put(proof.id(), proof);
        list.put(proof.id(), proof);
      }
      case ProofsSeeded(var seeded) -> seeded.all().forEach(proof -> apply(new ProofStored(proof)));
      case ProofDeleted(var id) -> {
        Optional.ofNullable(proofs.remove(id)).ifPresent(proof -> deleted.put(id, proof));
        index.remove(id);
        list.remove(id);
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
      case ReasonStored(var reason) -> reasons.put(reason.id(), reason);
      case ReasonDeleted(var id) -> reasons.remove(id);
      case EntryStored(var entry) -> entries.put(entry.id(), entry);
      case EntryDeleted(var id) -> entries.remove(id);
      case ActivityStored(var activity) ->
          activities.computeIfAbsent(activity.proofId(), _ -> new ArrayList<>()).add(activity);
      case WebhookStored(var webhook) -> webhooks.put(webhook.id(), webhook);
      case WebhookDeleted(var id) -> webhooks.remove(id);
      case DeliveryStored(var delivery) -> deliveries.put(delivery.eventId(), delivery);
      case DeliveryEnded(var id) -> deliveries.remove(id);
    }
  }
}
