package io.proofline.sandbox.oracle;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.web.RequestInput;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Serves the call journal and the oracle's violations over HTTP. */
public final class OracleAdmin {
  private final CallJournal journal;
  private final Oracle oracle;
  private final OracleExpectations oracleExpectations;

  public OracleAdmin(CallJournal journal, Oracle oracle, OracleExpectations oracleExpectations) {
    this.journal = journal;
    this.oracle = oracle;
    this.oracleExpectations = oracleExpectations;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/admin/journal", this::entries);
    routes.get("/admin/journal/counts", this::counts);
    routes.get("/admin/oracle", call -> PageRenderer.sendJson(call, oracle.violations()));
    routes.put("/admin/oracle/rates", this::limit);
    oracleExpectations.addTo(routes);
  }

  private void counts(Context call) {
    var byAsset = RequestInput.query(call, "by").equals(Optional.of("asset"));
    PageRenderer.sendJson(call, byAsset ? journal.countsByAsset() : journal.counts());
  }

  private void entries(Context call) {
    var since = RequestInput.query(call, "since").map(OracleAdmin::since).orElse(_ -> true);
    var ofApi =
        RequestInput.query(call, "api")
            .<Predicate<JournalEntry>>map(api -> journalEntry -> journalEntry.api().equals(api))
            .orElse(_ -> true);
    PageRenderer.sendJson(
        call, journal.entries(since.and(ofApi)).stream().map(JournalEntry::toJson).toList());
  }

  /** A filter for later entries, from the number of the last known entry or from a time. */
  private static Predicate<JournalEntry> since(String given) {
    if (given.matches("\\d{1,18}")) {
      var number = Long.parseLong(given);
      return journalEntry -> journalEntry.number() > number;
    }
    try {
      var from = Instant.parse(given);
      return journalEntry -> !journalEntry.at().isBefore(from);
    } catch (DateTimeParseException e) {
      throw new BadRequestResponse("since must be the number of an entry or a time: " + given);
    }
  }

  private void limit(Context call) {
    var limits = new TreeMap<String, Integer>();
    RequestInput.json(call)
        .properties()
        .forEach(each -> limits.put(each.getKey(), each.getValue().asInt()));
    oracle.limitRates(limits);
    call.status(204);
  }
}
