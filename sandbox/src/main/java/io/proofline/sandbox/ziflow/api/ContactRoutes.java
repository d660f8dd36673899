package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ProofStored;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Contact;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Routes of users and guests, together the account's contacts. */
final class ContactRoutes {
  private final AccountStore accountStore;

  ContactRoutes(AccountStore accountStore) {
    this.accountStore = accountStore;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/users",
        call -> ApiResponses.page(call, "users", ofType(Contact.Type.USER), ProofJson::contact));
    routes.get(
        "/v1/contacts",
        call -> ApiResponses.page(call, "contacts", accountStore.contacts(), ProofJson::contact));
    routes.get(
        "/v1/contacts/{id}", call -> ApiResponses.send(call, ProofJson.contact(contact(call))));
    routes.get(
        "/v1/users/{id}",
        call -> ApiResponses.send(call, ProofJson.contact(ofType(call, Contact.Type.USER))));
    routes.post("/v1/users", call -> add(call, Contact.Type.USER));
    routes.post("/v1/guests", call -> add(call, Contact.Type.GUEST));
    routes.put("/v1/users/{id}", call -> change(call, Contact.Type.USER));
    routes.put("/v1/guests/{id}", call -> change(call, Contact.Type.GUEST));
    routes.delete("/v1/users/{id}", this::deleteUser);
    routes.delete(
        "/v1/guests/{id}",
        call ->
            accountStore.commit(
                List.of(new ContactStored(ofType(call, Contact.Type.GUEST).withGone()))));
  }

  private List<Contact> ofType(Contact.Type type) {
    return accountStore.contacts().stream().filter(each -> each.type() == type).toList();
  }

  private Contact contact(Context call) {
    return accountStore
        .contact(call.pathParam("id"))
        .filter(each -> !each.isGone())
        .orElseThrow(() -> ZiflowApiException.notFound("contact", call.pathParam("id")));
  }

  private Contact ofType(Context call, Contact.Type type) {
    var contact = contact(call);
    if (contact.type() != type) {
      throw ZiflowApiException.notFound(type.word(), call.pathParam("id"));
    }
    return contact;
  }

  private void add(Context call, Contact.Type type) {
    var body = RequestBody.object(call);
    var email = ApiResponses.required(body, "email");
    if (accountStore.contact(email).isPresent()) {
      throw ZiflowApiException.invalid("email: %s exists already".formatted(email));
    }
    var role = type == Contact.Type.USER ? "manager" : "guest";
    store(call, changed(Contact.of(type, "", "", email, List.of(role)), body));
  }

  private void change(Context call, Contact.Type type) {
    store(call, changed(ofType(call, type), RequestBody.object(call)));
  }

  private void store(Context call, Contact contact) {
    accountStore.commit(List.of(new ContactStored(contact)));
    ApiResponses.send(call, ProofJson.contact(contact));
  }

  private static Contact changed(Contact contact, JsonNode body) {
    return new Contact(
        contact.id(),
        contact.type(),
        body.path("first_name").asString(contact.firstName()),
        body.path("last_name").asString(contact.lastName()),
        contact.email(),
        contact.roles(),
        body.path("group").isArray()
            ? body.path("group").valueStream().map(JsonNode::asString).toList()
            : contact.group(),
        contact.gone());
  }

  /** Deletes a user; the user's proofs pass to {@code newOwner}. */
  private void deleteUser(Context call) {
    synchronized (accountStore) {
      var leaving = ofType(call, Contact.Type.USER);
      var owned =
          accountStore.proofs().stream()
              .filter(each -> each.ownerId().equals(leaving.id()))
              .toList();
      var changes = new ArrayList<ZiflowChange>();
      if (!owned.isEmpty()) {
        var heir = heir(call);
        owned.forEach(proof ->
            changes.add(new ProofStored(proof.copyWith(draft -> draft.ownerId = heir.id()))));
      }
      changes.add(new ContactStored(leaving.withGone()));
      accountStore.commit(changes);
    }
  }

  private Contact heir(Context call) {
    return RequestInput.query(call, "newOwner")
        .flatMap(accountStore::contact)
        .filter(each -> each.type() == Contact.Type.USER && !each.isGone())
        .orElseThrow(
            () -> ZiflowApiException.invalid("newOwner: a user is needed, as proofs are owned"));
  }
}
