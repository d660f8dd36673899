package io.proofline.sandbox.ziflow;

import io.javalin.config.RoutesConfig;
import io.proofline.sandbox.pages.Site;
import io.proofline.sandbox.web.Json;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One proof with its stages, people and comments. */
final class ProofPage {
  private static final List<Decision> CHOICES =
      List.of(
          Decision.APPROVED,
          Decision.APPROVED_WITH_CHANGES,
          Decision.CHANGES_REQUIRED,
          Decision.NOT_RELEVANT);

  private final Desk desk;
  private final Cards cards;
  private final Notes notes;

  ProofPage(Desk desk, Cards cards) {
    this.desk = desk;
    this.cards = cards;
    this.notes = new Notes(desk);
  }

  void addTo(RoutesConfig routes, Site site) {
    routes.get("/ziflow/pins.js", call -> call.contentType("text/javascript").result(script()));
    routes.get(
        "/ziflow/proofs/{id}",
        call -> {
          var proof = desk.proof(call.pathParam("id"));
          site.show(call, proof.name(), "proof", model(proof));
        });
  }

  private static InputStream script() {
    return Objects.requireNonNull(ProofPage.class.getResourceAsStream("/pages/pins.js"));
  }

  private Map<String, @Nullable Object> model(Proof proof) {
    var model = cards.card(proof);
    model.put("proofId", proof.id());
    model.put("image", cards.file(proof, "image"));
    model.put("passThrough", proof.passThroughValue());
    model.put("stages", proof.stages().stream().map(stage -> stage(proof, stage)).toList());
    model.put(
        "versions",
        desk.versions(proof.setId()).stream()
            .map(each ->
                Json.object(
                    "id",
                    each.id(),
                    "version",
                    each.number(),
                    "current",
                    each.id().equals(proof.id())))
            .toList());
    model.put("severalVersions", desk.versions(proof.setId()).size() > 1);
    model.put("open", proof.state() == Proof.State.READY && !proof.locked());
    model.put(
        "reviewers",
        proof
            .members()
            .map(each -> Json.object("id", each.id(), "name", cards.name(each)))
            .toList());
    model.put("failed", proof.state() == Proof.State.FAILED);
    model.putAll(notes.of(proof));
    return model;
  }

  private Map<String, @Nullable Object> stage(Proof proof, Stage stage) {
    var verdict = stage.verdict();
    return Json.object(
        "name", stage.name(),
        "status",
            verdict
                .map(Decision::words)
                .orElseGet(() ->
                    String.valueOf(StageAnswers.status(proof, stage).get("status"))
                        .replace('_', ' ')),
        "tone", verdict.map(Cards::tone).orElse("plain"),
        "deadline", stage.deadline(),
        "members", stage.members().stream().map(member -> member(proof, stage, member)).toList());
  }

  private Map<String, @Nullable Object> member(Proof proof, Stage stage, Member member) {
    var can =
        proof.state() == Proof.State.READY
            && !proof.locked()
            && stage.started()
            && member.isDecider();
    return Json.object(
        "id", member.id(),
        "name", cards.name(member),
        "email", desk.contact(member.contactId()).map(Contact::email).orElse(""),
        "decider", member.isDecider(),
        "decided", member.hasDecided(),
        "decision", member.decision().words(),
        "tone", member.hasDecided() ? Cards.tone(member.decision()) : "plain",
        "reasons",
            desk.reasons().stream()
                .filter(each -> member.reasons().contains(each.id()))
                .map(Reason::label)
                .toList(),
        "canDecide", can,
        "canRevoke", can && member.hasDecided(),
        "choices",
            CHOICES.stream()
                .map(each ->
                    Json.object(
                        "value", each.label(), "words", each.words(), "tone", Cards.tone(each)))
                .toList(),
        "allReasons",
            desk.reasons().stream()
                .map(each -> Json.object("id", each.id(), "label", each.label()))
                .toList());
  }
}
