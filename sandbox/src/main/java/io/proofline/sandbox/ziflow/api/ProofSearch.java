package io.proofline.sandbox.ziflow.api;

import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ProofIndex;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.account.ZiflowSettings;
import io.proofline.sandbox.ziflow.json.ProofJson;
import io.proofline.sandbox.ziflow.json.StageJson;
import io.proofline.sandbox.ziflow.model.Decision;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The filters of {@code POST /proofs/search}: values of one field are or-ed, fields are and-ed. */
final class ProofSearch {
  private static final int MOST_IDS = 100;

  private static final List<String> KEYS = List.of(ProofIndex.MARKER, ProofIndex.NAME);

  private final AccountStore account;
  private final ZiflowSettings settings;
  private final JsonNode body;
  private final List<Predicate<Proof>> filters = new ArrayList<>();

  ProofSearch(AccountStore account, ZiflowSettings settings, JsonNode body) {
    this.account = account;
    this.settings = settings;
    this.body = body;
  }

  List<Proof> execute() {
    if (body.path("proof_id").size() > MOST_IDS) {
      throw ZiflowApiException.invalid("proof_id: at most %d ids".formatted(MOST_IDS));
    }
    texts(
        ProofIndex.MARKER, (proof, requested) -> matchesText(ProofIndex.marker(proof), requested));
    texts(ProofIndex.NAME, (proof, requested) -> matchesText(proof.name(), requested));
    texts("proof_id", (proof, requested) -> proof.id().equals(requested));
    texts("proof_status", this::hasStatus);
    values("archived", (proof, requested) -> proof.archived() == requested.asBoolean(false));
    values("locked", (proof, requested) -> proof.locked() == requested.asBoolean(false));
    values("folder", this::inFolder);
    values("owner", (proof, requested) -> isContact(proof.ownerId(), requested));
    values(
        "reviewer",
        (proof, requested) ->
            proof.members().anyMatch(stageMember -> isContact(stageMember.contactId(), requested)));
    values("stages", this::hasStage);
    values("integration_properties", ProofLinkRoutes::hasIntegrationProperties);
    return candidates().stream()
        .filter(proof -> filters.stream().allMatch(filter -> filter.test(proof)))
        .toList()
        .reversed();
  }

  /** The candidates, oldest first: by id or by an indexed key if the query has one. */
  private List<Proof> candidates() {
    if (isRequested("proof_id")) {
      return account.searchIndex().byId(requestedValues("proof_id"));
    }
    return KEYS.stream()
        .filter(this::isRequested)
        .min(Comparator.comparingInt(key -> account.searchIndex().count(key, requestedValues(key))))
        .map(key -> account.searchIndex().byKey(key, requestedValues(key)))
        .orElseGet(account.searchIndex()::visibleValues);
  }

  private boolean isRequested(String name) {
    return body.path(name).isArray() && !body.path(name).isEmpty();
  }

  private List<String> requestedValues(String name) {
    return body.path(name).valueStream().map(ProofSearch::text).toList();
  }

  private static String text(JsonNode requested) {
    return requested.isNull() ? "" : requested.asString().strip();
  }

  private void texts(String name, BiPredicate<Proof, String> matches) {
    values(name, (proof, requested) -> matches.test(proof, text(requested)));
  }

  private void values(String name, BiPredicate<Proof, JsonNode> matches) {
    if (isRequested(name)) {
      var requested = body.path(name);
      filters.add(proof -> requested.valueStream().anyMatch(each -> matches.test(proof, each)));
    }
  }

  private boolean matchesText(String value, String requested) {
    return settings.searchIgnoresCase()
        ? value.equalsIgnoreCase(requested)
        : value.equals(requested);
  }

  private boolean hasStatus(Proof proof, String requested) {
    return switch (requested) {
      case "any_decision" -> proof.verdict().isPresent();
      case "late" -> proof.verdict().isEmpty() && proof.stages().stream().anyMatch(this::isLate);
      case "in_progress", "failed", "completed", "uploading" -> proof.status().equals(requested);
      default -> proof.verdict().map(Decision::label).filter(requested::equals).isPresent();
    };
  }

  private boolean isLate(Stage stage) {
    return stage.deadline() != null
        && stage.deadline().compareTo(String.valueOf(ProofJson.date(account.now()))) < 0;
  }

  private boolean inFolder(Proof proof, JsonNode requested) {
    var id =
        RequestInput.text(requested.path("id"))
            .or(() -> RequestInput.text(requested.path("folder_id")))
            .or(() -> RequestInput.text(requested));
    if (id.isEmpty()) {
      return proof.folderId() == null;
    }
    var wanted =
        requested.path("include_subfolders").asBoolean(false) ? below(id.get()) : Set.of(id.get());
    return proof.folderId() != null && wanted.contains(proof.folderId());
  }

  private Set<String> below(String id) {
    var ids = new HashSet<String>();
    ids.add(id);
    account.folders().stream()
        .filter(each -> id.equals(each.parentFolderId()))
        .forEach(each -> ids.addAll(below(each.id())));
    return ids;
  }

  private boolean isContact(String contactId, JsonNode requested) {
    var wanted =
        RequestInput.text(requested.path("email"))
            .or(() -> RequestInput.text(requested.path("id")))
            .or(() -> RequestInput.text(requested))
            .orElse("");
    return account.contact(contactId).filter(contact -> contact.hasIdOrEmail(wanted)).isPresent();
  }

  private boolean hasStage(Proof proof, JsonNode requested) {
    var status =
        RequestInput.text(requested.path("status")).map(text -> text.toLowerCase(Locale.ROOT));
    var decisions =
        requested
            .path("reviewers")
            .valueStream()
            .map(each -> each.path("decision_status").asString(""))
            .toList();
    return proof.stages().stream()
        .filter(stage ->
            status.isEmpty() || status.get().equals(StageJson.status(proof, stage).get("status")))
        .anyMatch(stage ->
            decisions.isEmpty()
                || stage.members().stream()
                    .anyMatch(stageMember -> decisions.contains(stageMember.decision().label())));
  }
}
