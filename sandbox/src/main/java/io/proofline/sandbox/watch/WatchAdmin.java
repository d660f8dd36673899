package io.proofline.sandbox.watch;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Input;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The journal and the oracle over HTTP. */
public final class WatchAdmin {
  private final CallJournal journal;
  private final Oracle oracle;
  private final Expectations expectations;

  public WatchAdmin(CallJournal journal, Oracle oracle, Expectations expectations) {
    this.journal = journal;
    this.oracle = oracle;
    this.expectations = expectations;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/admin/journal", this::entries);
    routes.get("/admin/journal/counts", this::counts);
    routes.get("/admin/oracle", call -> Site.json(call, oracle.complaints()));
    routes.put("/admin/oracle/rates", this::limit);
    expectations.addTo(routes);
  }

  private void counts(Context call) {
    var byAsset = Input.query(call, "by").equals(Optional.of("asset"));
    Site.json(call, byAsset ? journal.countsByAsset() : journal.counts());
  }

  private void entries(Context call) {
    var since = Input.query(call, "since").map(WatchAdmin::since).orElse(_ -> true);
    var ofApi =
        Input.query(call, "api")
            .<Predicate<Entry>>map(api -> entry -> entry.api().equals(api))
            .orElse(_ -> true);
    Site.json(call, journal.entries(since.and(ofApi)).stream().map(Entry::shown).toList());
  }

  /** The number of the last entry that is known already, or a time. */
  private static Predicate<Entry> since(String given) {
    if (given.matches("\\d{1,18}")) {
      var number = Long.parseLong(given);
      return entry -> entry.number() > number;
    }
    try {
      var from = Instant.parse(given);
      return entry -> !entry.at().isBefore(from);
    } catch (DateTimeParseException e) {
      throw new BadRequestResponse("since is the number of an entry or a time: " + given);
    }
  }

  private void limit(Context call) {
    var limits = new TreeMap<String, Integer>();
    Input.json(call)
        .properties()
        .forEach(each -> limits.put(each.getKey(), each.getValue().asInt()));
    oracle.limit(limits);
    call.status(204);
  }
}
