package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.ziflow.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ProofStored;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Users of the account and guests, who are contacts together. */
final class ContactRoutes {
  private final Desk desk;

  ContactRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/users",
        call -> Exchange.page(call, "users", ofType(Contact.Type.USER), Answers::contact));
    routes.get(
        "/v1/contacts", call -> Exchange.page(call, "contacts", desk.contacts(), Answers::contact));
    routes.get("/v1/contacts/{id}", call -> Exchange.send(call, Answers.contact(contact(call))));
    routes.get(
        "/v1/users/{id}",
        call -> Exchange.send(call, Answers.contact(ofType(call, Contact.Type.USER))));
    routes.post("/v1/users", call -> add(call, Contact.Type.USER));
    routes.post("/v1/guests", call -> add(call, Contact.Type.GUEST));
    routes.put("/v1/users/{id}", call -> change(call, Contact.Type.USER));
    routes.put("/v1/guests/{id}", call -> change(call, Contact.Type.GUEST));
    routes.delete("/v1/users/{id}", this::deleteUser);
    routes.delete(
        "/v1/guests/{id}",
        call -> desk.change(List.of(new ContactStored(ofType(call, Contact.Type.GUEST).leave()))));
  }

  private List<Contact> ofType(Contact.Type type) {
    return desk.contacts().stream().filter(each -> each.type() == type).toList();
  }

  private Contact contact(Context call) {
    return desk.contact(call.pathParam("id"))
        .filter(each -> !each.isGone())
        .orElseThrow(() -> Refused.notFound("contact", call.pathParam("id")));
  }

  private Contact ofType(Context call, Contact.Type type) {
    var contact = contact(call);
    if (contact.type() != type) {
      throw Refused.notFound(type.word(), call.pathParam("id"));
    }
    return contact;
  }

  private void add(Context call, Contact.Type type) {
    var body = Input.json(call);
    var email = Exchange.required(body, "email");
    if (desk.contact(email).isPresent()) {
      throw Refused.invalid("email: %s is there already".formatted(email));
    }
    var role = type == Contact.Type.USER ? "manager" : "guest";
    store(call, changed(Contact.of(type, "", "", email, List.of(role)), body));
  }

  private void change(Context call, Contact.Type type) {
    store(call, changed(ofType(call, type), Input.json(call)));
  }

  private void store(Context call, Contact contact) {
    desk.change(List.of(new ContactStored(contact)));
    Exchange.send(call, Answers.contact(contact));
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

  /** Who owns proofs leaves them to {@code newOwner}. */
  private void deleteUser(Context call) {
    synchronized (desk) {
      var leaving = ofType(call, Contact.Type.USER);
      var owned =
          desk.proofs().stream().filter(each -> each.ownerId().equals(leaving.id())).toList();
      var changes = new ArrayList<ZiflowChange>();
      if (!owned.isEmpty()) {
        var heir = heir(call);
        owned.forEach(
            proof -> changes.add(new ProofStored(proof.edit(draft -> draft.ownerId = heir.id()))));
      }
      changes.add(new ContactStored(leaving.leave()));
      desk.change(changes);
    }
  }

  private Contact heir(Context call) {
    return Input.query(call, "newOwner")
        .flatMap(desk::contact)
        .filter(each -> each.type() == Contact.Type.USER && !each.isGone())
        .orElseThrow(() -> Refused.invalid("newOwner: a user is needed, as proofs are owned"));
  }
}
