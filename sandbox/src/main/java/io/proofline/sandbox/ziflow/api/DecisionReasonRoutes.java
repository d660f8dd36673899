package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowChange;
import io.proofline.sandbox.ziflow.account.ZiflowChange.EntryStored;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ReasonDeleted;
import io.proofline.sandbox.ziflow.account.ZiflowChange.ReasonStored;
import io.proofline.sandbox.ziflow.json.StageJson;
import io.proofline.sandbox.ziflow.model.AccountEntry;
import io.proofline.sandbox.ziflow.model.DecisionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Routes of the reasons that a reviewer can select for a decision. */
final class DecisionReasonRoutes {
  private static final String ALL = "/v1/decision-reasons";
  private static final String OPTIONS = "options";

  /** The one entry with what callers sent beside the options. */
  private static final String SETTINGS_ID = "decision-reasons";

  private final AccountStore account;

  DecisionReasonRoutes(AccountStore account) {
    this.account = account;
  }

  void addTo(RoutesConfig routes) {
    routes.get(ALL, call -> ApiResponses.send(call, all()));
    routes.put(ALL, this::replaceAll);
    routes.post(ALL + "/options", this::add);
    var one = ALL + "/options/{id}";
    routes.get(one, call -> ApiResponses.send(call, StageJson.reason(reason(call))));
    routes.put(one, this::change);
    routes.delete(one, call -> account.commit(List.of(new ReasonDeleted(reason(call).id()))));
  }

  private Map<String, @Nullable Object> all() {
    var all = Json.object();
    account
        .entry(AccountEntry.Kind.DECISION_SETTINGS, SETTINGS_ID)
        .ifPresent(entry ->
            entry.body().properties().forEach(each -> all.put(each.getKey(), each.getValue())));
    all.put(OPTIONS, account.reasons().stream().map(StageJson::reason).toList());
    return all;
  }

  /**
   * The body is a guess: {@code options}, when sent, is the full list as in other lists of this
   * API; other properties are kept as sent.
   */
  private void replaceAll(Context call) {
    var body = RequestBody.object(call);
    synchronized (account) {
      var changes = new ArrayList<ZiflowChange>();
      if (body.has(OPTIONS)) {
        changes.addAll(replacements(body.path(OPTIONS)));
      }
      var settings = body.deepCopy().without(List.of(OPTIONS));
      changes.add(
          new EntryStored(
              new AccountEntry(SETTINGS_ID, AccountEntry.Kind.DECISION_SETTINGS, settings)));
      account.commit(changes);
    }
    ApiResponses.send(call, all());
  }

  private List<ZiflowChange> replacements(JsonNode options) {
    if (!options.isArray()) {
      throw ZiflowApiException.invalid("options: a list is needed");
    }
    var kept = new ArrayList<DecisionReason>();
    options.forEach(option -> kept.add(replacement(option, kept.size())));
    var ids = kept.stream().map(DecisionReason::id).toList();
    if (ids.stream().distinct().count() < ids.size()) {
      throw ZiflowApiException.invalid("options: an id is there twice");
    }
    var changes = new ArrayList<ZiflowChange>();
    account.reasons().stream()
        .map(DecisionReason::id)
        .filter(id -> !ids.contains(id))
        .forEach(id -> changes.add(new ReasonDeleted(id)));
    kept.forEach(reason -> changes.add(new ReasonStored(reason)));
    return changes;
  }

  private DecisionReason replacement(JsonNode option, int order) {
    var label = RequestInput.text(option.path("label"));
    var id = RequestInput.text(option.path("id"));
    if (id.isEmpty()) {
      return new DecisionReason(
          ApiResponses.newId(), ApiResponses.required(option, "label"), order);
    }
    var before = reason(id.get());
    return new DecisionReason(before.id(), label.orElse(before.label()), order);
  }

  private void add(Context call) {
    store(call, new DecisionReason(ApiResponses.newId(), label(call), account.reasons().size()));
  }

  private void change(Context call) {
    var before = reason(call);
    store(call, new DecisionReason(before.id(), label(call), before.order()));
  }

  private void store(Context call, DecisionReason decisionReason) {
    account.commit(List.of(new ReasonStored(decisionReason)));
    ApiResponses.send(call, StageJson.reason(decisionReason));
  }

  private DecisionReason reason(Context call) {
    return reason(call.pathParam("id"));
  }

  private DecisionReason reason(String id) {
    return account.reasons().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ZiflowApiException.notFound("decision reason", id));
  }

  private static String label(Context call) {
    return ApiResponses.required(RequestBody.object(call), "label");
  }
}
