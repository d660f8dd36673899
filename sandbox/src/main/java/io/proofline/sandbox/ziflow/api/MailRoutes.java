package io.proofline.sandbox.ziflow.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Mail;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Routes of the mails of a proof, and of their text under a short-lived address. */
final class MailRoutes {
  private static final Duration CONTENT_LIVES = Duration.ofMinutes(5);

  private final AccountStore account;
  private final Supplier<URI> origin;

  MailRoutes(AccountStore account, Supplier<URI> origin) {
    this.account = account;
    this.origin = origin;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/v1/proofs/{id}/emails", this::emails);
    routes.get("/mails/{mail}/{expires}", this::content);
  }

  /** Lists the mails of a proof, newest first. */
  private void emails(Context call) {
    var from = instant(call, "startDate", Instant.MIN);
    var to = instant(call, "endDate", Instant.MAX);
    var now = account.now();
    var sent =
        account.mails(account.proof(call.pathParam("id")).id()).stream()
            .filter(mail -> !mail.at().isAfter(now))
            .filter(mail -> !mail.at().isBefore(from) && !mail.at().isAfter(to))
            .toList();
    ApiResponses.page(call, "emails", sent.reversed(), this::email);
  }

  private Map<String, @Nullable Object> email(Mail mail) {
    var expires = account.now().plus(CONTENT_LIVES).toEpochMilli();
    return Json.object(
        "subject", mail.subject(),
        "sent_at", ProofJson.date(mail.at()),
        "from", "no-reply@sandbox.example",
        "to", List.of(mail.to()),
        "content_url", "%s/mails/%s/%d".formatted(origin.get(), mail.id(), expires));
  }

  private void content(Context call) {
    var id = call.pathParam("mail");
    var mail =
        account.mails().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> ZiflowApiException.notFound("mail", id));
    if (!call.pathParam("expires").matches("\\d{1,15}")
        || account.now().toEpochMilli() > Long.parseLong(call.pathParam("expires"))) {
      throw new ZiflowApiException(403, "This address has expired");
    }
    call.contentType("text/plain; charset=utf-8").result(mail.text());
  }

  /** Parses a date and time in the query. */
  static Instant instant(Context call, String name, Instant otherwise) {
    try {
      return RequestInput.query(call, name).map(Instant::parse).orElse(otherwise);
    } catch (DateTimeParseException _) {
      throw ZiflowApiException.invalid(name + ": a date and time as 2026-05-01T12:00:00.000Z");
    }
  }
}
