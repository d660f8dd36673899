package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The mails of a proof, and their text behind an address that does not live long. */
final class MailRoutes {
  private static final Duration CONTENT_LIVES = Duration.ofMinutes(5);

  private final Desk desk;
  private final Supplier<URI> origin;

  MailRoutes(Desk desk, Supplier<URI> origin) {
    this.desk = desk;
    this.origin = origin;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/emails", this::emails);
    routes.get("/mails/{mail}/{expires}", this::content);
  }

  /** Newest first. */
  private void emails(Context call) {
    var from = instant(call, "startDate", Instant.MIN);
    var to = instant(call, "endDate", Instant.MAX);
    var now = desk.now();
    var sent =
        desk.mails(desk.proof(call.pathParam("id")).id()).stream()
            .filter(mail -> !mail.at().isAfter(now))
            .filter(mail -> !mail.at().isBefore(from) && !mail.at().isAfter(to))
            .toList();
    Exchange.page(call, "emails", sent.reversed(), this::email);
  }

  private Map<String, @Nullable Object> email(Mail mail) {
    var expires = desk.now().plus(CONTENT_LIVES).toEpochMilli();
    return Json.object(
        "subject", mail.subject(),
        "sent_at", Answers.date(mail.at()),
        "from", "no-reply@sandbox.example",
        "to", List.of(mail.to()),
        "content_url", "%s/mails/%s/%d".formatted(origin.get(), mail.id(), expires));
  }

  private void content(Context call) {
    var id = call.pathParam("mail");
    var mail =
        desk.mails().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Refused.notFound("mail", id));
    if (!call.pathParam("expires").matches("\\d{1,15}")
        || desk.now().toEpochMilli() > Long.parseLong(call.pathParam("expires"))) {
      throw new Refused(403, "This address has expired");
    }
    call.contentType("text/plain; charset=utf-8").result(mail.text());
  }

  /** A date and time of the query. */
  static Instant instant(Context call, String name, Instant otherwise) {
    try {
      return Input.query(call, name).map(Instant::parse).orElse(otherwise);
    } catch (DateTimeParseException _) {
      throw Refused.invalid(name + ": a date and time as 2026-05-01T12:00:00.000Z");
    }
  }
}
