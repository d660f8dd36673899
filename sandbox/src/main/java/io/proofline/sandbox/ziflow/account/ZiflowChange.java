package io.proofline.sandbox.ziflow.account;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import io.proofline.sandbox.ziflow.model.Comment;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.DecisionReason;
import io.proofline.sandbox.ziflow.model.Folder;
import io.proofline.sandbox.ziflow.model.Mail;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.ProofActivity;
import io.proofline.sandbox.ziflow.model.Webhook;
import io.proofline.sandbox.ziflow.model.WebhookDelivery;

/** A change of the proofing account, stored as one line of its journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "change")
public sealed interface ZiflowChange {
  record ProofStored(Proof proof) implements ZiflowChange {}

  /** Seeded proofs; they are computed again at each start. */
  record ProofsSeeded(SeededProofs proofs) implements ZiflowChange {}

  record ProofDeleted(String id) implements ZiflowChange {}

  record ContactStored(Contact contact) implements ZiflowChange {}

  record CommentStored(Comment comment) implements ZiflowChange {}

  record FolderStored(Folder folder) implements ZiflowChange {}

  record FolderDeleted(String id) implements ZiflowChange {}

  record MailStored(Mail mail) implements ZiflowChange {}

  record ReasonStored(DecisionReason reason) implements ZiflowChange {}

  record ReasonDeleted(String id) implements ZiflowChange {}

  record EntryStored(AccountEntry entry) implements ZiflowChange {}

  record EntryDeleted(String id) implements ZiflowChange {}

  record ActivityStored(ProofActivity activity) implements ZiflowChange {}

  record WebhookStored(Webhook webhook) implements ZiflowChange {}

  record WebhookDeleted(String id) implements ZiflowChange {}

  record DeliveryStored(WebhookDelivery delivery) implements ZiflowChange {}

  record DeliveryEnded(String eventId) implements ZiflowChange {}

  /** The id of the changed object. */
  default String subjectId() {
    return switch (this) {
      case ProofStored(var proof) -> proof.id();
      case ProofsSeeded(var proofs) -> proofs.owner();
      case ProofDeleted(var id) -> id;
      case ContactStored(var contact) -> contact.id();
      case CommentStored(var comment) -> comment.id();
      case FolderStored(var folder) -> folder.id();
      case FolderDeleted(var id) -> id;
      case MailStored(var mail) -> mail.id();
      case ReasonStored(var decisionReason) -> decisionReason.id();
      case ReasonDeleted(var id) -> id;
      case EntryStored(var accountEntry) -> accountEntry.id();
      case EntryDeleted(var id) -> id;
      case ActivityStored(var proofActivity) -> proofActivity.proofId();
      case WebhookStored(var webhook) -> webhook.id();
      case WebhookDeleted(var id) -> id;
      case DeliveryStored(var webhookDelivery) -> webhookDelivery.eventId();
      case DeliveryEnded(var id) -> id;
    };
  }
}
