package io.proofline.sandbox.photoshelter.v4;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.access.SharingService;
import io.proofline.sandbox.photoshelter.account.PhotoShelterAccount;
import io.proofline.sandbox.photoshelter.account.ResourceObject;
import io.proofline.sandbox.photoshelter.library.ExternalContacts;
import io.proofline.sandbox.photoshelter.stores.PhotoShelterStores;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Routes of users, contacts, and the containers that were shared with the calling user. */
public final class V4PeopleRoutes {
  private final ExternalContacts externalContacts;
  private final SharingService sharingService;
  private final PhotoShelterAccount photoShelterAccount;
  private final V4Responses responses;
  private final V4Includes includes;

  public V4PeopleRoutes(PhotoShelterStores stores, V4Responses responses, V4Includes includes) {
    this.externalContacts = stores.contacts;
    this.sharingService = stores.sharing;
    this.photoShelterAccount = stores.account;
    this.responses = responses;
    this.includes = includes;
  }

  public void addTo(RoutesConfig routes, String base) {
    routes.get(base + "/users", call -> responses.sendAll(call, List.of(user())));
    routes.get(base + "/user/invites", this::invites);
    routes.get(base + "/contacts", this::contacts);
    routes.get(
        base + "/contacts/{id}",
        call -> responses.sendOne(call, shown(externalContacts.get(call.pathParam("id")))));
  }

  private void contacts(Context call) {
    var found =
        externalContacts.find(RequestInput.query(call, "query"), RequestInput.query(call, "email"));
    responses.sendAll(call, found.stream().map(V4PeopleRoutes::shown).toList());
  }

  private void invites(Context call) {
    var me = externalContacts.find(Optional.empty(), Optional.of(photoShelterAccount.email()));
    var shared =
        sharingService.sharedWith(me.stream().map(ExternalContacts.ExternalContact::id).toList());
    responses.sendAll(call, shared.stream().map(each -> includes.container(call, each)).toList());
  }

  private Map<String, @Nullable Object> user() {
    return ResourceObject.resource(
        photoShelterAccount.userId(), "user", Json.object("email", photoShelterAccount.email()));
  }

  private static Map<String, @Nullable Object> shown(
      ExternalContacts.ExternalContact externalContact) {
    return ResourceObject.resource(
        externalContact.id(),
        "contact",
        Json.object("name", externalContact.name(), "email", externalContact.email()));
  }
}
