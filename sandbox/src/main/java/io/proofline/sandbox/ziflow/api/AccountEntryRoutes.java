package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange.EntryDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.EntryStored;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Routes to list, create, change and delete the account entries of one kind. */
final class AccountEntryRoutes {
  private final AccountStore accountStore;
  private final Runnable check;
  private final AccountEntry.Kind kind;
  private final String path;
  private final String required;

  /**
   * @param check refuses the call if the edition lacks this kind
   * @param required the property that a create requires
   */
  AccountEntryRoutes(
      AccountStore accountStore,
      Runnable check,
      AccountEntry.Kind kind,
      String path,
      String required) {
    this.accountStore = accountStore;
    this.check = check;
    this.kind = kind;
    this.path = path;
    this.required = required;
  }

  void addTo(RoutesConfig routes) {
    routes.get(path, this::list);
    routes.post(path, this::add);
    routes.get(path + "/{id}", call -> ApiResponses.send(call, toJson(entry(call))));
    routes.put(path + "/{id}", this::change);
    routes.delete(
        path + "/{id}", call -> accountStore.commit(List.of(new EntryDeleted(entry(call).id()))));
  }

  private void list(Context call) {
    check.run();
    ApiResponses.send(
        call, accountStore.entries(kind).stream().map(AccountEntryRoutes::toJson).toList());
  }

  private void add(Context call) {
    check.run();
    var body = RequestBody.object(call);
    ApiResponses.required(body, required);
    store(call, new AccountEntry(ApiResponses.newId(), kind, body));
  }

  private void change(Context call) {
    var before = entry(call);
    var body = (ObjectNode) before.body().deepCopy();
    RequestBody.object(call).properties().forEach(each -> body.set(each.getKey(), each.getValue()));
    store(call, new AccountEntry(before.id(), kind, body));
  }

  private void store(Context call, AccountEntry accountEntry) {
    accountStore.commit(List.of(new EntryStored(accountEntry)));
    ApiResponses.send(call, toJson(accountEntry));
  }

  private AccountEntry entry(Context call) {
    check.run();
    var id = call.pathParam("id");
    return accountStore
        .entry(kind, id)
        .orElseThrow(() -> ZiflowApiException.notFound(kind.displayName(), id));
  }

  static Map<String, @Nullable Object> toJson(AccountEntry accountEntry) {
    var body = Json.object("id", accountEntry.id());
    accountEntry.body().properties().stream()
        .filter(each -> !each.getKey().equals("id"))
        .forEach(each -> body.put(each.getKey(), each.getValue()));
    return body;
  }
}
