package io.proofline.sandbox.photoshelter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** People outside the organisation with whom something can be shared. */
final class Contacts {
  /** Somebody with an address. */
  record Contact(String id, String name, String email) {}

  private final Register<Contact> contacts;

  Contacts(Register<Contact> contacts) {
    this.contacts = contacts;
    if (contacts.all().isEmpty()) {
      contacts.keep(new Contact(Ids.starting("CT000"), "Cy Brand", "cy@example.com"));
      contacts.keep(new Contact(Ids.starting("CT000"), "Lee Legal", "lee@example.com"));
    }
  }

  Contact get(String id) {
    return contacts.find(id).orElseThrow(() -> Refused.notFound("Contact", id));
  }

  /** Those whose name or address holds the text, or whose address it is. */
  List<Contact> find(Optional<String> text, Optional<String> email) {
    Predicate<Contact> mentioned =
        contact ->
            text.map(part -> holds(contact.name() + " " + contact.email(), part)).orElse(true);
    return contacts.all().stream()
        .filter(mentioned)
        .filter(contact -> email.map(contact.email()::equalsIgnoreCase).orElse(true))
        .toList();
  }

  private static boolean holds(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
