package io.proofline.sandbox.ziflow.api;

import io.javalin.http.Context;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import java.util.UUID;

/** A contact's own address of a page. It never ends, whatever the call asks for. */
final class PersonalAddress {
  private static final int LONGEST_HOURS = 336;

  private PersonalAddress() {}

  /** The address for the contact that the call names, or else for the user of the key. */
  static String of(Context call, AccountStore account, String page) {
    checkExpiration(RequestInput.query(call, "urlExpiration").orElse("24"));
    var email = RequestInput.query(call, "email").orElseGet(() -> account.keyUser().email());
    var contact =
        account.contact(email).orElseThrow(() -> ZiflowApiException.notFound("contact", email));
    return "%s%sas=%s&key=%s"
        .formatted(page, page.contains("?") ? "&" : "?", contact.id(), UUID.randomUUID());
  }

  private static void checkExpiration(String hours) {
    if (!hours.matches("\\d{1,3}")
        || Integer.parseInt(hours) < 1
        || Integer.parseInt(hours) > LONGEST_HOURS) {
      throw ZiflowApiException.invalid("urlExpiration: 1 to %d hours".formatted(LONGEST_HOURS));
    }
  }
}
