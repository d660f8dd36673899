package io.proofline.sandbox.ziflow;

import io.proofline.sandbox.journal.Journal;
import io.proofline.sandbox.web.LaggedView;
import io.proofline.sandbox.web.Revision;
import io.proofline.sandbox.ziflow.ZiflowChange.CommentStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.ZiflowChange.DeliveryEnded;
import io.proofline.sandbox.ziflow.ZiflowChange.DeliveryStored;
import io.proofline.sandbox.ziflow.ZiflowChange.FolderDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.FolderStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofsSeeded;
import io.proofline.sandbox.ziflow.ZiflowChange.ReasonStored;
import io.proofline.sandbox.ziflow.ZiflowChange.WebhookDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.WebhookStored;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * account's.
 */
final class Desk implements AutoCloseable {
  private final Map<String, Proof> proofs = new LinkedHashMap<>();
  private final Map<String, Contact> contacts = new LinkedHashMap<>();
  private final Map<String, Contact> emails = new HashMap<>();
  private final Map<String, Set<String>> versions = new HashMap<>();
  private final Map<String, String> assets = new HashMap<>();
  private final Map<String, Map<String, Comment>> comments = new HashMap<>();
  private final Map<String, Folder> folders = new LinkedHashMap<>();
  private final Map<String, Reason> reasons = new LinkedHashMap<>();
  private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final LaggedView<Proof> index;
  private final Clock clock;
  private final Revision revision;
  private final Journal<ZiflowChange> journal;
  private Consumer<Delivery> onDelivery = _ -> {};
  private BiConsumer<String, String> onEffect = (_, _) -> {};

  Desk(Path directory, ZiflowSettings settings, Clock clock, Revision revision) {
    this.clock = clock;
    this.revision = revision;
    this.index = ProofSearch.index(settings, clock);
    this.journal = Journal.open(directory.resolve("ziflow.jsonl"), ZiflowChange.class, this::apply);
    index.settle();
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
      onEffect.accept(change.getClass().getSimpleName(), change.about());
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

  /** Newest first. */
  synchronized List<Proof> proofs() {
    return newestFirst(proofs.values());
  }

  /** What a search looks into: the proofs as they were before the search lag, oldest first. */
  LaggedView<Proof> index() {
    return index;
  }

  /** All versions of the same file, oldest first. */
  synchronized List<Proof> versions(String setId) {
    return versions.getOrDefault(setId, Set.of()).stream()
        .map(proofs::get)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingInt(Proof::version))
        .toList();
  }

  synchronized List<Contact> contacts() {
    return List.copyOf(contacts.values());
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
    return List.copyOf(all).reversed();
  }

  private void apply(ZiflowChange change) {
    switch (change) {
      case ProofStored(var proof) -> {
        proofs.put(proof.id(), proof);
        versions.computeIfAbsent(proof.setId(), _ -> new LinkedHashSet<>()).add(proof.id());
        proof.sources().forEach(source -> assets.put(source.assetId(), proof.id()));
        index.put(proof.id(), proof);
      }
      case ProofsSeeded(var seeded) -> seeded.all().forEach(proof -> apply(new ProofStored(proof)));
      case ProofDeleted(var id) -> {
        proofs.remove(id);
        index.remove(id);
      }
      case ContactStored(var contact) -> {
        contacts.put(contact.id(), contact);
        emails.put(contact.email().toLowerCase(Locale.ROOT), contact);
      }
      case CommentStored(var comment) ->
          comments
              .computeIfAbsent(comment.proofId(), _ -> new LinkedHashMap<>())
              .put(comment.id(), comment);
      case FolderStored(var folder) -> folders.put(folder.id(), folder);
      case FolderDeleted(var id) -> folders.remove(id);
      case ReasonStored(var reason) -> reasons.put(reason.id(), reason);
      case WebhookStored(var webhook) -> webhooks.put(webhook.id(), webhook);
      case WebhookDeleted(var id) -> webhooks.remove(id);
      case DeliveryStored(var delivery) -> deliveries.put(delivery.eventId(), delivery);
      case DeliveryEnded(var id) -> deliveries.remove(id);
    }
  }
}
