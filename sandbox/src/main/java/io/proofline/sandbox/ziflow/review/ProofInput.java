package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.AccountStore;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import io.proofline.sandbox.ziflow.model.Contact;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates the body of a proof's create or update against the account. */
final class ProofInput {
  private static final int LONGEST_PASS_THROUGH = 1024;
  private static final Set<String> FIELDS_WITH_EFFECT =
      Set.of(
          "input",
          "stages",
          "name",
          "pass_through_value",
          "folder_id",
          "owner_email",
          "version_previous_id",
          "lock_on_decisions",
          "locked",
          "archived",
          "allow_source_download",
          "workflow_template",
          "combine",
          "merge_files");

  private final AccountStore accountStore;

  ProofInput(AccountStore accountStore) {
    this.accountStore = accountStore;
  }

  Contact user(String email) {
    return accountStore
        .contact(email)
        .filter(each -> each.type() == Contact.Type.USER)
        .orElseThrow(() ->
            ZiflowApiException.invalid(
                "owner_email: %s is not a user of this account".formatted(email)));
  }

  @Nullable String folder(JsonNode body) {
    var id = RequestInput.text(body.path("folder_id"));
    if (id.isPresent()
        && accountStore.folders().stream().noneMatch(folder -> folder.id().equals(id.get()))) {
      throw ZiflowApiException.invalid("folder_id: there is no folder " + id.get());
    }
    return id.orElse(null);
  }

  static @Nullable String passThrough(JsonNode body) {
    var value = body.path("pass_through_value").asString("");
    if (value.length() > LONGEST_PASS_THROUGH) {
      throw ZiflowApiException.invalid(
          "pass_through_value: at most %d characters".formatted(LONGEST_PASS_THROUGH));
    }
    return value.isEmpty() ? null : value;
  }

  /** The options that are stored and shown without effect; sent ones replace earlier ones. */
  static JsonNode options(JsonNode body, JsonNode before) {
    var options = (ObjectNode) before.deepCopy();
    body.properties().stream()
        .filter(property -> !FIELDS_WITH_EFFECT.contains(property.getKey()))
        .forEach(property -> options.set(property.getKey(), property.getValue()));
    return options;
  }
}
