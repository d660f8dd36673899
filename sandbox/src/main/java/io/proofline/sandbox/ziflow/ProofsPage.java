package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All proofs, newest first. */
final class ProofsPage {
  private final Desk desk;
  private final Cards cards;

  ProofsPage(Desk desk, Cards cards) {
    this.desk = desk;
    this.cards = cards;
  }

  void addTo(RoutesConfig routes, Site site) {
    routes.get("/ziflow", call -> site.show(call, "Proofs", "proofs", proofsModel()));
    routes.get(
        "/ziflow/trash", call -> site.show(call, "Deleted proofs", "proof-trash", trashModel()));
  }

  private Map<String, @Nullable Object> trashModel() {
    var proofs = desk.deleted().stream().map(cards::card).toList();
    return Json.object("proofs", proofs, "empty", proofs.isEmpty());
  }

  private Map<String, @Nullable Object> proofsModel() {
    var proofs = desk.proofs().stream().map(cards::card).toList();
    return Json.object("proofs", proofs, "empty", proofs.isEmpty());
  }
}
