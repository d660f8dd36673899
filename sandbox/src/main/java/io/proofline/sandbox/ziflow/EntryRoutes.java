package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.ZiflowChange.EntryDeleted;
import io.proofline.sandbox.ziflow.ZiflowChange.EntryStored;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Listing, making, changing and deleting what an account keeps on one shelf. */
final class EntryRoutes {
  private final Desk desk;
  private final Runnable check;
  private final Entry.Shelf shelf;
  private final String path;
  private final String required;

  /**
   * @param check refuses where the edition lacks the shelf
   * @param required the property without which nothing is made
   */
  EntryRoutes(Desk desk, Runnable check, Entry.Shelf shelf, String path, String required) {
    this.desk = desk;
    this.check = check;
    this.shelf = shelf;
    this.path = path;
    this.required = required;
  }

  void addTo(RoutesConfig routes) {
    routes.get(path, this::list);
    routes.post(path, this::add);
    routes.get(path + "/{id}", call -> Exchange.send(call, shown(entry(call))));
    routes.put(path + "/{id}", this::change);
    routes.delete(path + "/{id}", call -> desk.change(List.of(new EntryDeleted(entry(call).id()))));
  }

  private void list(Context call) {
    check.run();
    Exchange.send(call, desk.entries(shelf).stream().map(EntryRoutes::shown).toList());
  }

  private void add(Context call) {
    check.run();
    var body = Input.json(call);
    Exchange.required(body, required);
    store(call, new Entry(Exchange.newId(), shelf, body));
  }

  private void change(Context call) {
    var before = entry(call);
    var body = (ObjectNode) before.body().deepCopy();
    Input.json(call).properties().forEach(each -> body.set(each.getKey(), each.getValue()));
    store(call, new Entry(before.id(), shelf, body));
  }

  private void store(Context call, Entry entry) {
    desk.change(List.of(new EntryStored(entry)));
    Exchange.send(call, shown(entry));
  }

  private Entry entry(Context call) {
    check.run();
    var id = call.pathParam("id");
    return desk.entry(shelf, id).orElseThrow(() -> Refused.notFound(shelf.words(), id));
  }

  static Map<String, @Nullable Object> shown(Entry entry) {
    var body = Json.object("id", entry.id());
    entry.body().properties().stream()
        .filter(each -> !each.getKey().equals("id"))
        .forEach(each -> body.put(each.getKey(), each.getValue()));
    return body;
  }
}
