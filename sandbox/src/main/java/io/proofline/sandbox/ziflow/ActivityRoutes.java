package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
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

/** What was done with proofs; Enterprise. */
final class ActivityRoutes {
  private static final Duration LONGEST_BACK = Duration.ofDays(30);

  private final Desk desk;
  private final ZiflowSettings settings;

  ActivityRoutes(Desk desk, ZiflowSettings settings) {
    this.desk = desk;
    this.settings = settings;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/activities", this::activities);
    routes.post("/v1/proofs/search/activity", this::active);
  }

  /** Newest first. */
  private void activities(Context call) {
    settings.checkEnterprise();
    var from = MailRoutes.instant(call, "startDate", Instant.MIN);
    var to = MailRoutes.instant(call, "endDate", Instant.MAX);
    var all =
        desk.activities(desk.proof(call.pathParam("id")).id()).stream()
            .filter(between(from, to))
            .toList();
    Exchange.page(call, "activities", all.reversed(), ActivityRoutes::shown);
  }

  /** Ids of proofs with whom something was done in that time. */
  private void active(Context call) {
    settings.checkEnterprise();
    var body = Input.json(call);
    var from = instant(body, "start_date");
    var to = instant(body, "end_date");
    if (from.isBefore(desk.now().minus(LONGEST_BACK))) {
      throw Refused.invalid("start_date: at most 30 days back");
    }
    Exchange.send(
        call,
        desk.proofs().stream()
            .map(Proof::id)
            .filter(id -> desk.activities(id).stream().anyMatch(between(from, to)))
            .toList());
  }

  private static Predicate<Activity> between(Instant from, Instant to) {
    return activity -> !activity.at().isBefore(from) && !activity.at().isAfter(to);
  }

  private static Map<String, @Nullable Object> shown(Activity activity) {
    return Json.object(
        "id", activity.id(),
        "type", activity.type(),
        "created_date", Answers.date(activity.at()),
        "action_maker", Json.object("contact_id", activity.contactId()),
        "content", activity.detail().isEmpty() ? List.of() : List.of(activity.detail()));
  }

  /** A date and time, or a date alone. */
  private static Instant instant(JsonNode body, String name) {
    var text = Exchange.required(body, name);
    try {
      return text.length() == "yyyy-mm-dd".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw Refused.invalid(name + ": no date");
    }
  }
}
