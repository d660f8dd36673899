package io.proofline.sandbox.ziflow.pages;

import io.proofline.sandbox.pages.ProofLink;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Template models of proofs and people that several pages share. */
final class ProofCards {
  private final AccountStore account;
  private final Supplier<URI> origin;

  ProofCards(AccountStore account, Supplier<URI> origin) {
    this.account = account;
    this.origin = origin;
  }

  Map<String, @Nullable Object> card(Proof proof) {
    var verdict = proof.verdict();
    return Json.object(
        "id", proof.id(),
        "name", proof.name(),
        "version", proof.number(),
        "status",
            verdict.map(Decision::displayName).orElseGet(() -> proof.status().replace('_', ' ')),
        "tone",
            verdict
                .map(ProofCards::tone)
                .orElse(proof.state() == Proof.State.FAILED ? "bad" : "plain"),
        "ready", proof.state() == Proof.State.READY,
        "thumbnail", file(proof, "thumbnail"),
        "locked", proof.locked(),
        "created", ProofJson.date(proof.createdAt()),
        "people",
            String.join(
                ", ",
                proof.stages().stream()
                    .flatMap(stage -> stage.deciders().stream())
                    .map(this::name)
                    .distinct()
                    .toList()));
  }

  ProofLink link(Proof proof) {
    var card = card(proof);
    return new ProofLink(
        proof.id(),
        "%s, version %s".formatted(proof.name(), card.get("version")),
        String.valueOf(card.get("status")),
        String.valueOf(card.get("tone")));
  }

  static String tone(Decision decision) {
    return switch (decision) {
      case APPROVED -> "good";
      case APPROVED_WITH_CHANGES -> "warn";
      case CHANGES_REQUIRED -> "bad";
      case NOT_RELEVANT, PENDING -> "plain";
    };
  }

  @Nullable String file(Proof proof, String rendition) {
    return proof.state() == Proof.State.READY
        ? "%s/files/%s/%s".formatted(origin.get(), proof.sources().getFirst().assetId(), rendition)
        : null;
  }

  String name(StageMember stageMember) {
    return account.contact(stageMember.contactId()).map(ProofCards::name).orElse("?");
  }

  static String name(Contact contact) {
    var name = (contact.firstName() + " " + contact.lastName()).strip();
    return name.isEmpty() ? contact.email() : name;
  }
}
