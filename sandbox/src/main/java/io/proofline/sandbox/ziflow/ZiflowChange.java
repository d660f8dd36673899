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

  record ReasonStored(Reason reason) implements ZiflowChange {}

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
      case ReasonStored(var reason) -> reason.id();
      case WebhookStored(var webhook) -> webhook.id();
      case WebhookDeleted(var id) -> id;
      case DeliveryStored(var delivery) -> delivery.eventId();
      case DeliveryEnded(var id) -> id;
    };
  }
}
