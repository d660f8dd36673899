package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.ContactStored;
import io.proofline.sandbox.ziflow.ZiflowChange.ReasonStored;
import java.util.List;

/** Users, guests, contacts and decision reasons. */
final class AccountRoutes {
  private final Desk desk;

  AccountRoutes(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/v1/users",
        call -> Exchange.page(call, "users", ofType(Contact.Type.USER), Answers::contact));
    routes.get("/v1/users/{id}", call -> Exchange.send(call, Answers.contact(contact(call))));
    routes.get(
        "/v1/contacts", call -> Exchange.page(call, "contacts", desk.contacts(), Answers::contact));
    routes.get("/v1/contacts/{id}", call -> Exchange.send(call, Answers.contact(contact(call))));
    routes.post("/v1/users", call -> addContact(call, Contact.Type.USER));
    routes.post("/v1/guests", call -> addContact(call, Contact.Type.GUEST));
    routes.get(
        "/v1/decision-reasons",
        call ->
            Exchange.send(
                call,
                Json.object(
                    "options", desk.reasons().stream().map(StageAnswers::reason).toList())));
    routes.post("/v1/decision-reasons/options", this::addReason);
  }

  private List<Contact> ofType(Contact.Type type) {
    return desk.contacts().stream().filter(each -> each.type() == type).toList();
  }

  private Contact contact(Context call) {
    return desk.contact(call.pathParam("id"))
        .orElseThrow(() -> Refused.notFound("contact", call.pathParam("id")));
  }

  private void addContact(Context call, Contact.Type type) {
    var body = Input.json(call);
    var email = Exchange.required(body, "email");
    if (desk.contact(email).isPresent()) {
      throw Refused.invalid("email: %s is there already".formatted(email));
    }
    var contact =
        new Contact(
            Exchange.newId(),
            type,
            body.path("first_name").asString(""),
            body.path("last_name").asString(""),
            email,
            List.of(type == Contact.Type.USER ? "manager" : "guest"));
    desk.change(List.of(new ContactStored(contact)));
    Exchange.send(call, Answers.contact(contact));
  }

  private void addReason(Context call) {
    var reason =
        new Reason(
            Exchange.newId(), Exchange.required(Input.json(call), "label"), desk.reasons().size());
    desk.change(List.of(new ReasonStored(reason)));
    Exchange.send(call, StageAnswers.reason(reason));
  }
}
