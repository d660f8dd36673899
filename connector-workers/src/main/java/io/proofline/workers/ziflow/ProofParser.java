package io.proofline.workers.ziflow;

import io.proofline.schemas.PersonKey;
import io.proofline.schemas.avro.MemberState;
import io.proofline.schemas.avro.ProofState;
import io.proofline.schemas.avro.StageState;
import io.proofline.workers.call.LenientJson;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses a Ziflow proof from JSON, leniently; its state has no names and addresses. Pure. */
final class ProofParser {

  private final PersonKey people;

  ProofParser(PersonKey people) {
    this.people = people;
  }

  ProofDetails parse(String id, JsonNode proof) {
    return new ProofDetails(
        state(id, proof),
        LenientJson.text(proof, "pass_through_value"),
        LenientJson.text(proof.path("owner"), "email"),
        LenientJson.text(proof, "download_link"),
        LenientJson.items(proof.path("stages")).stream().map(ProofParser::stageDetails).toList());
  }

  static ProofState goneState(String id) {
    return ProofState.newBuilder().setProofId(id).setGone(true).build();
  }

  private ProofState state(String id, JsonNode proof) {
    return ProofState.newBuilder()
        .setProofId(id)
        .setStatus(LenientJson.text(proof, "status"))
        .setVersionPreviousId(LenientJson.text(proof, "version_previous_id"))
        .setLocked(LenientJson.flag(proof, "locked"))
        .setArchived(LenientJson.flag(proof, "archived"))
        .setPublicLink(LenientJson.text(proof, "public_link"))
        .setLaterIds(laterIds(id, proof.path("versions")))
        .setStages(LenientJson.items(proof.path("stages")).stream().map(this::stage).toList())
        .build();
  }

  /**
   * The ids of the proofs of later versions, in order; empty if this proof is not listed. Open
   * question: in which field a version gives its proof's id today.
   */
  private static List<String> laterIds(String id, JsonNode versions) {
    var listed =
        LenientJson.items(versions).stream()
            .flatMap(item -> version(item).stream())
            .sorted(Comparator.comparing(ProofVersion::number))
            .map(ProofVersion::id)
            .toList();
    int at = listed.lastIndexOf(id);
    return at < 0 ? List.of() : listed.subList(at + 1, listed.size());
  }

  /** A version; its number may have a minor part after the point. */
  private record ProofVersion(BigDecimal number, String id) {}

  private static Optional<ProofVersion> version(JsonNode item) {
    var id = LenientJson.text(item, "id", "version-id");
    var number = LenientJson.text(item, "version");
    return id == null || number == null || !number.matches("\\d{1,9}(\\.\\d{1,9})?")
        ? Optional.empty()
        : Optional.of(new ProofVersion(new BigDecimal(number), id));
  }

  /** A stage's status is an object today and was a text in earlier documentation. */
  private StageState stage(JsonNode stage) {
    var status = stage.path("status");
    return StageState.newBuilder()
        .setId(orEmpty(LenientJson.text(stage, "id")))
        .setName(orEmpty(LenientJson.text(stage, "name")))
        .setStatus(
            status.isObject()
                ? LenientJson.text(status, "status")
                : LenientJson.text(stage, "status"))
        .setDecisionStatus(LenientJson.text(status.isObject() ? status : stage, "decision_status"))
        .setMembers(LenientJson.items(stage.path("members")).stream().map(this::member).toList())
        .build();
  }

  private MemberState member(JsonNode member) {
    var decidedAt = LenientJson.date(LenientJson.text(member, "decision_date"));
    return MemberState.newBuilder()
        .setReviewerId(orEmpty(reviewerId(member)))
        .setPersonId(people.idOf(email(member)).orElse(null))
        .setDecides(decides(member))
        .setDecisionStatus(LenientJson.text(member, "decision_status"))
        .setDecisionAt(decidedAt)
        .setReasons(reasons(member.path("decision_checklist").path("options")))
        .build();
  }

  private static ProofDetails.StageDetails stageDetails(JsonNode stage) {
    return new ProofDetails.StageDetails(
        orEmpty(LenientJson.text(stage, "id")),
        orEmpty(LenientJson.text(stage, "name")),
        LenientJson.items(stage.path("members")).stream()
            .map(member ->
                new ProofDetails.MemberDetails(orEmpty(reviewerId(member)), email(member)))
            .toList());
  }

  private static @Nullable String reviewerId(JsonNode member) {
    return LenientJson.text(member, "id", "reviewer_id");
  }

  /** The address is under {@code contact} today and was flat in earlier documentation. */
  private static @Nullable String email(JsonNode member) {
    var email = LenientJson.text(member.path("contact"), "email");
    return email == null ? LenientJson.text(member, "email") : email;
  }

  /** Open question: whether permissions are flat, as in requests, or under {@code permissions}. */
  private static boolean decides(JsonNode member) {
    var permissions = member.path("permissions");
    var holder = permissions.path("decision").isMissingNode() ? member : permissions;
    return LenientJson.text(holder, "decision") == null || LenientJson.flag(holder, "decision");
  }

  private static List<String> reasons(JsonNode options) {
    return LenientJson.items(options).stream()
        .map(option -> LenientJson.text(option, "label"))
        .filter(Objects::nonNull)
        .toList();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
