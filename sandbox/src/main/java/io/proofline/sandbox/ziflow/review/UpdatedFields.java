package io.proofline.sandbox.ziflow.review;

import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.ziflow.model.Proof;
import io.proofline.sandbox.ziflow.model.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The changed fields that an {@code updated} event names; the documented list lacks folder, lock
 * and reviewers.
 */
final class UpdatedFields {
  private static final Set<String> PROPERTIES =
      Set.of(
          "name",
          "minor_version",
          "allow_source_download",
          "lock_on_decisions",
          "suppress_creation_email",
          "proof_security");

  private static final Set<String> STAGE_PROPERTIES =
      Set.of(
          "skip",
          "stage_trigger",
          "deadline",
          "lock",
          "final_status_calculation",
          "allow_private_comments",
          "allow_public_comments");

  private UpdatedFields() {}

  static List<Map<String, @Nullable Object>> changedFields(
      Proof was, JsonNode body, List<Stage> stages) {
    var properties = fieldsNamed(body, PROPERTIES, "property");
    var stageFields =
        stages.equals(was.stages())
            ? Stream.<Map<String, @Nullable Object>>empty()
            : body.path("stages")
                .valueStream()
                .flatMap(stage -> fieldsNamed(stage, STAGE_PROPERTIES, "stage_properties"));
    return Stream.concat(properties, stageFields).distinct().toList();
  }

  static List<Map<String, @Nullable Object>> stageFields(JsonNode body) {
    return fieldsNamed(body, STAGE_PROPERTIES, "stage_properties").toList();
  }

  private static Stream<Map<String, @Nullable Object>> fieldsNamed(
      JsonNode body, Set<String> names, String type) {
    return body.propertyStream()
        .filter(property -> names.contains(property.getKey()))
        .map(property -> Json.object("type", type, "field", property.getKey()));
  }
}
