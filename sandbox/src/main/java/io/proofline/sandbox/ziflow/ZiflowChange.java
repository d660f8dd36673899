package io.proofline.sandbox.ziflow;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of the proofing account's journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "change")
sealed interface ZiflowChange {
  record ProofStored(Proof proof) implements ZiflowChange {}

  /** Seeded proofs, which are computed anew at each start. */
  record ProofsSeeded(SeededProofs proofs) implements ZiflowChange {}

  record ProofDeleted(String id) implements ZiflowChange {}

  record ContactStored(Contact contact) implements ZiflowChange {}

  record CommentStored(Comment comment) implements ZiflowChange {}

  record FolderStored(Folder folder) implements ZiflowChange {}

  record FolderDeleted(String id) implements ZiflowChange {}

  record MailStored(Mail mail) implements ZiflowChange {}

  record ReasonStored(Reason reason) implements ZiflowChange {}

  record ReasonDeleted(String id) implements ZiflowChange {}

  record EntryStored(Entry entry) implements ZiflowChange {}

  record EntryDeleted(String id) implements ZiflowChange {}

  record ActivityStored(Activity activity) implements ZiflowChange {}

  record WebhookStored(Webhook webhook) implements ZiflowChange {}

  record WebhookDeleted(String id) implements ZiflowChange {}

  record DeliveryStored(Delivery delivery) implements ZiflowChange {}

  record DeliveryEnded(String eventId) implements ZiflowChange {}

  /** The id of what changed. */
  default String about() {
    return switch (this) {
      case ProofStored(var proof) -> proof.id();
      case ProofsSeeded(var proofs) -> proofs.owner();
      case ProofDeleted(var id) -> id;
      case ContactStored(var contact) -> contact.id();
      case CommentStored(var comment) -> comment.id();
      case FolderStored(var folder) -> folder.id();
      case FolderDeleted(var id) -> id;
      case MailStored(var mail) -> mail.id();
      case ReasonStored(var reason) -> reason.id();
      case ReasonDeleted(var id) -> id;
      case EntryStored(var entry) -> entry.id();
      case EntryDeleted(var id) -> id;
      case ActivityStored(var activity) -> activity.proofId();
      case WebhookStored(var webhook) -> webhook.id();
      case WebhookDeleted(var id) -> id;
      case DeliveryStored(var delivery) -> delivery.eventId();
      case DeliveryEnded(var id) -> id;
    };
  }
}
