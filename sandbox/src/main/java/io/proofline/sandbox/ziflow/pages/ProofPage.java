package io.proofline.sandbox.ziflow.pages;

import io.javalin.config.RoutesConfig;
import io.proofline.sandbox.pages.PageRenderer;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.json.StageJson;
import io.proofline.sandbox.ziflow.model.Contact;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.DecisionReason;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import io.proofline.sandbox.ziflow.model.StageMember;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The page of one proof with its stages, people and comments. */
final class ProofPage {
  private static final List<Decision> CHOICES =
      List.of(
          Decision.APPROVED,
          Decision.APPROVED_WITH_CHANGES,
          Decision.CHANGES_REQUIRED,
          Decision.NOT_RELEVANT);

  private final AccountStore account;
  private final ProofCards proofCards;
  private final CommentThreads commentThreads;
  private final Predicate<String> isMedia;

  ProofPage(AccountStore account, ProofCards proofCards, Predicate<String> isMedia) {
    this.isMedia = isMedia;
    this.account = account;
    this.proofCards = proofCards;
    this.commentThreads = new CommentThreads(account);
  }

  void addTo(RoutesConfig routes, PageRenderer pageRenderer) {
    routes.get("/ziflow/pins.js", call -> call.contentType("text/javascript").result(script()));
    routes.get(
        "/ziflow/proofs/{id}",
        call -> {
          var proof = account.proof(call.pathParam("id"));
          pageRenderer.render(call, proof.name(), "proof", model(proof));
        });
  }

  private static InputStream script() {
    return Objects.requireNonNull(ProofPage.class.getResourceAsStream("/pages/pins.js"));
  }

  private Map<String, @Nullable Object> model(Proof proof) {
    var model = proofCards.card(proof);
    model.put("proofId", proof.id());
    model.put("image", proofCards.file(proof, "image"));
    model.put("passThrough", proof.passThroughValue());
    model.put("photographs", MentionedIds.of(proof.passThroughValue()).filter(isMedia).toList());
    model.put("stages", proof.stages().stream().map(stage -> stage(proof, stage)).toList());
    model.put(
        "versions",
        account.versions(proof.setId()).stream()
            .map(each ->
                Json.object(
                    "id",
                    each.id(),
                    "version",
                    each.number(),
                    "current",
                    each.id().equals(proof.id())))
            .toList());
    model.put("severalVersions", account.versions(proof.setId()).size() > 1);
    model.put("open", proof.state() == Proof.State.READY && !proof.locked());
    model.put(
        "reviewers",
        proof
            .members()
            .map(each -> Json.object("id", each.id(), "name", proofCards.name(each)))
            .toList());
    model.put("failed", proof.state() == Proof.State.FAILED);
    model.putAll(commentThreads.modelOf(proof));
    return model;
  }

  private Map<String, @Nullable Object> stage(Proof proof, Stage stage) {
    var verdict = stage.verdict();
    return Json.object(
        "name", stage.name(),
        "status",
            verdict
                .map(Decision::displayName)
                .orElseGet(() ->
                    String.valueOf(StageJson.status(proof, stage).get("status")).replace('_', ' ')),
        "tone", verdict.map(ProofCards::tone).orElse("plain"),
        "deadline", stage.deadline(),
        "members",
            stage.members().stream()
                .map(stageMember -> member(proof, stage, stageMember))
                .toList());
  }

  private Map<String, @Nullable Object> member(Proof proof, Stage stage, StageMember stageMember) {
    var can =
        proof.state() == Proof.State.READY
            && !proof.locked()
            && stage.started()
            && stageMember.isDecider();
    return Json.object(
        "id", stageMember.id(),
        "name", proofCards.name(stageMember),
        "email", account.contact(stageMember.contactId()).map(Contact::email).orElse(""),
        "decider", stageMember.isDecider(),
        "decided", stageMember.hasDecided(),
        "decision", stageMember.decision().displayName(),
        "tone", stageMember.hasDecided() ? ProofCards.tone(stageMember.decision()) : "plain",
        "reasons",
            account.reasons().stream()
                .filter(each -> stageMember.reasons().contains(each.id()))
                .map(DecisionReason::label)
                .toList(),
        "canDecide", can,
        "canRevoke", can && stageMember.hasDecided(),
        "choices",
            CHOICES.stream()
                .map(each ->
                    Json.object(
                        "value",
                        each.label(),
                        "words",
                        each.displayName(),
                        "tone",
                        ProofCards.tone(each)))
                .toList(),
        "allReasons",
            account.reasons().stream()
                .map(each -> Json.object("id", each.id(), "label", each.label()))
                .toList());
  }
}
