package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.ProofActivity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Routes of the activities on proofs; Enterprise only. */
final class ActivityRoutes {
  private static final Duration LONGEST_BACK = Duration.ofDays(30);

  private final AccountStore account;
  private final ZiflowSettings settings;

  ActivityRoutes(AccountStore account, ZiflowSettings settings) {
    this.account = account;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/activities", this::activities);
    routes.post("/v1/proofs/search/activity", this::active);
  }

  /** Lists activities, newest first. */
  private void activities(Context call) {
    settings.checkEnterprise();
    var from = MailRoutes.instant(call, "startDate", Instant.MIN);
    var to = MailRoutes.instant(call, "endDate", Instant.MAX);
    var all =
        account.activities(account.proof(call.pathParam("id")).id()).stream()
            .filter(between(from, to))
            .toList();
    ApiResponses.page(call, "activities", all.reversed(), ActivityRoutes::shown);
  }

  /** Lists the ids of proofs with activities in a time span. */
  private void active(Context call) {
    settings.checkEnterprise();
    var body = RequestBody.object(call);
    var from = instant(body, "start_date");
    var to = instant(body, "end_date");
    if (from.isBefore(account.now().minus(LONGEST_BACK))) {
      throw ZiflowApiException.invalid("start_date: at most 30 days back");
    }
    ApiResponses.send(
        call,
        account.proofs().stream()
            .map(Proof::id)
            .filter(id -> account.activities(id).stream().anyMatch(between(from, to)))
            .toList());
  }

  private static Predicate<ProofActivity> between(Instant from, Instant to) {
    return proofActivity -> !proofActivity.at().isBefore(from) && !proofActivity.at().isAfter(to);
  }

  private static Map<String, @Nullable Object> shown(ProofActivity proofActivity) {
    return Json.object(
        "id", proofActivity.id(),
        "type", proofActivity.type(),
        "created_date", ProofJson.date(proofActivity.at()),
        "action_maker", Json.object("contact_id", proofActivity.contactId()),
        "content", proofActivity.detail().isEmpty() ? List.of() : List.of(proofActivity.detail()));
  }

  /** Parses a date and time, or a date alone. */
  private static Instant instant(JsonNode body, String name) {
    var text = ApiResponses.required(body, name);
    try {
      return text.length() == "yyyy-mm-dd".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw ZiflowApiException.invalid(name + ": not a date");
    }
  }
}
