package io.proofline.sandbox.photoshelter.library;

import io.proofline.sandbox.photoshelter.account.PhotoShelterApiException;
import io.proofline.sandbox.photoshelter.account.PhotoShelterIds;
import io.proofline.sandbox.photoshelter.account.RecordStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Contacts: people outside the organisation with whom containers can be shared. */
public final class ExternalContacts {
  /** A person with a name and an e-mail address. */
  public record ExternalContact(String id, String name, String email) {}

  private final RecordStore<ExternalContact> contacts;

  public ExternalContacts(RecordStore<ExternalContact> contacts) {
    this.contacts = contacts;
    if (contacts.all().isEmpty()) {
      contacts.save(
          new ExternalContact(PhotoShelterIds.withPrefix("CT000"), "Cy Brand", "cy@example.com"));
      contacts.save(
          new ExternalContact(PhotoShelterIds.withPrefix("CT000"), "Lee Legal", "lee@example.com"));
    }
  }

  public ExternalContact get(String id) {
    return contacts.find(id).orElseThrow(() -> PhotoShelterApiException.notFound("Contact", id));
  }

  /** The contacts whose name or address contains the text, or who have exactly this address. */
  public List<ExternalContact> find(Optional<String> text, Optional<String> email) {
    Predicate<ExternalContact> mentioned =
        externalContact ->
            text.map(part -> holds(externalContact.name() + " " + externalContact.email(), part))
                .orElse(true);
    return contacts.all().stream()
        .filter(mentioned)
        .filter(
            externalContact -> email.map(externalContact.email()::equalsIgnoreCase).orElse(true))
        .toList();
  }

  private static boolean holds(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
