package io.proofline.sandbox.photoshelter;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users, contacts, and what was shared with the user who asks. */
final class V4People {
  private final Contacts contacts;
  private final Sharing sharing;
  private final Account account;
  private final V4Answers answers;
  private final V4Includes includes;

  V4People(Holdings holdings, V4Answers answers, V4Includes includes) {
    this.contacts = holdings.contacts;
    this.sharing = holdings.sharing;
    this.account = holdings.account;
    this.answers = answers;
    this.includes = includes;
  }

  void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/users", call -> answers.all(call, List.of(user())));
    routes.get(base + "/user/invites", this::invites);
    routes.get(base + "/contacts", this::contacts);
    routes.get(
        base + "/contacts/{id}",
        call -> answers.one(call, shown(contacts.get(call.pathParam("id")))));
  }

  private void contacts(Context call) {
    var found = contacts.find(Input.query(call, "query"), Input.query(call, "email"));
    answers.all(call, found.stream().map(V4People::shown).toList());
  }

  private void invites(Context call) {
    var me = contacts.find(Optional.empty(), Optional.of(account.email()));
    var shared = sharing.sharedWith(me.stream().map(Contacts.Contact::id).toList());
    answers.all(call, shared.stream().map(each -> includes.container(call, each)).toList());
  }

  private Map<String, @Nullable Object> user() {
    return V4Answers.resource(account.userId(), "user", Json.object("email", account.email()));
  }

  private static Map<String, @Nullable Object> shown(Contacts.Contact contact) {
    return V4Answers.resource(
        contact.id(), "contact", Json.object("name", contact.name(), "email", contact.email()));
  }
}
