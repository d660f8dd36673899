package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people would have found in their mailboxes. */
final class MailsPage {
  private static final int SHOWN = 100;

  private final Desk desk;

  MailsPage(Desk desk) {
    this.desk = desk;
  }

  void addTo(RoutesConfig routes, Site site) {
    routes.get("/ziflow/mails", call -> site.show(call, "Mails", "mails", model()));
  }

  private Map<String, @Nullable Object> model() {
    var all = desk.mails();
    var shown = all.reversed().stream().limit(SHOWN).map(this::row).toList();
    return Json.object("mails", shown, "any", !shown.isEmpty(), "count", all.size());
  }

  private Map<String, @Nullable Object> row(Mail mail) {
    return Json.object(
        "at", Answers.date(mail.at()),
        "waits", mail.at().isAfter(desk.now()),
        "to", mail.to(),
        "kind", mail.kind().word().replace('_', ' '),
        "subject", mail.subject(),
        "proof", mail.proofId());
  }
}
