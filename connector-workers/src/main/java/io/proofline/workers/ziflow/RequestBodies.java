package io.proofline.workers.ziflow;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the JSON bodies of requests for proofs and stages. Pure. */
final class RequestBodies {

  /** Ziflow's time format, always with milliseconds. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private RequestBodies() {}

  static Map<String, Object> proof(NewProof proof) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", proof.name());
    body.put("input", List.of(Map.of("source", proof.fileUrl().toString(), "type", "file")));
    body.put("pass_through_value", proof.marker());
    putIfPresent(body, "version_previous_id", proof.previousProofId());
    putIfPresent(body, "folder_id", proof.folderId());
    body.put("owner_email", proof.owner());
    body.put("lock_on_decisions", false); // reviewers must be able to change and revoke decisions
    putIfPresent(body, "proof_security", proof.security());
    if (proof.signatureRequired()) {
      body.put("require_electronic_signature", true);
    }
    putIfPresent(body, "brief", proof.brief() == null ? null : Map.of("text", proof.brief()));
    body.put("stages", proof.stages().stream().map(RequestBodies::stage).toList());
    return body;
  }

  static Map<String, Object> stage(NewProof.NewStage newStage) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", newStage.name());
    putIfPresent(
        body, "deadline", newStage.deadline() == null ? null : formatTime(newStage.deadline()));
    body.put("final_status_calculation", finalStatus(newStage.finalStatus()));
    body.put("members", newStage.members().stream().map(RequestBodies::member).toList());
    return body;
  }

  static Map<String, Object> member(NewProof.NewMember newMember) {
    var body = new LinkedHashMap<String, Object>();
    body.put("email", newMember.email());
    body.put("comment", true);
    body.put("decision", newMember.decision());
    body.put("manage", newMember.manage());
    putIfPresent(body, "notification", newMember.notification());
    return body;
  }

  private static Map<String, Object> finalStatus(NewProof.FinalStatus status) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", status.type());
    putIfPresent(body, "reviewer_email", status.email());
    return body;
  }

  static String formatTime(Instant time) {
    return TIME.format(time);
  }

  private static void putIfPresent(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
