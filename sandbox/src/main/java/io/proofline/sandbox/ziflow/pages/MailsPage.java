package io.proofline.sandbox.ziflow.pages;

import io.javalin.config.RoutesConfig;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Mail;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of the mails that people would have received. */
final class MailsPage {
  private static final int SHOWN = 100;

  private final AccountStore account;

  MailsPage(AccountStore account) {
    this.account = account;
  }

  void addTo(RoutesConfig routes, PageRenderer pageRenderer) {
    routes.get("/ziflow/mails", call -> pageRenderer.render(call, "Mails", "mails", model()));
  }

  private Map<String, @Nullable Object> model() {
    var all = account.mails();
    var shown = all.reversed().stream().limit(SHOWN).map(this::row).toList();
    return Json.object("mails", shown, "any", !shown.isEmpty(), "count", all.size());
  }

  private Map<String, @Nullable Object> row(Mail mail) {
    return Json.object(
        "at", ProofJson.date(mail.at()),
        "waits", mail.at().isAfter(account.now()),
        "to", mail.to(),
        "kind", mail.kind().word().replace('_', ' '),
        "subject", mail.subject(),
        "proof", mail.proofId());
  }
}
