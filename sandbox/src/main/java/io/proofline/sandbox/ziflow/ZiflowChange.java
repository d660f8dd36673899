package io.proofline.sandbox.ziflow;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of the proofing account's journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "change")
sealed interface ZiflowChange {
  record ProofStored(Proof proof) implements ZiflowChange {}

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
}
