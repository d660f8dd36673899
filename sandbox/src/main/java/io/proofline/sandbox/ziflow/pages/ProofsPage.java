package io.proofline.sandbox.ziflow.pages;

import io.javalin.config.RoutesConfig;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of all proofs, newest first, and of deleted ones. */
final class ProofsPage {
  private final AccountStore account;
  private final ProofCards proofCards;

  ProofsPage(AccountStore account, ProofCards proofCards) {
    this.account = account;
    this.proofCards = proofCards;
  }

  void addTo(RoutesConfig routes, PageRenderer pageRenderer) {
    routes.get("/ziflow", call -> pageRenderer.render(call, "Proofs", "proofs", proofsModel()));
    routes.get(
        "/ziflow/trash",
        call -> pageRenderer.render(call, "Deleted proofs", "proof-trash", trashModel()));
  }

  private Map<String, @Nullable Object> trashModel() {
    var proofs = account.deletedProofs().stream().map(proofCards::card).toList();
    return Json.object("proofs", proofs, "empty", proofs.isEmpty());
  }

  private Map<String, @Nullable Object> proofsModel() {
    var proofs = account.proofs().stream().map(proofCards::card).toList();
    return Json.object("proofs", proofs, "empty", proofs.isEmpty());
  }
}
