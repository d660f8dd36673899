package io.proofline.workers.ziflow;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is sent of proofs and stages. Pure. */
final class Bodies {

  /** Always with milliseconds. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Bodies() {}

  static Map<String, Object> proof(NewProof proof) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", proof.name());
    body.put("input", List.of(Map.of("source", proof.source().toString(), "type", "file")));
    body.put("pass_through_value", proof.marker());
    putIfSaid(body, "version_previous_id", proof.previous());
    putIfSaid(body, "folder_id", proof.folderId());
    body.put("owner_email", proof.owner());
    body.put("lock_on_decisions", false); // a decision must stay open to change and revoke
    putIfSaid(body, "proof_security", proof.security());
    if (proof.signature()) {
      body.put("require_electronic_signature", true);
    }
    putIfSaid(body, "brief", proof.brief() == null ? null : Map.of("text", proof.brief()));
    body.put("stages", proof.stages().stream().map(Bodies::stage).toList());
    return body;
  }

  static Map<String, Object> stage(NewProof.Stage stage) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", stage.name());
    putIfSaid(body, "deadline", stage.deadline() == null ? null : time(stage.deadline()));
    body.put("final_status_calculation", finalStatus(stage.finalStatus()));
    body.put("members", stage.members().stream().map(Bodies::member).toList());
    return body;
  }

  static Map<String, Object> member(NewProof.Member member) {
    var body = new LinkedHashMap<String, Object>();
    body.put("email", member.email());
    body.put("comment", true);
    body.put("decision", member.decision());
    body.put("manage", member.manage());
    putIfSaid(body, "notification", member.notification());
    return body;
  }

  private static Map<String, Object> finalStatus(NewProof.FinalStatus status) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", status.type());
    putIfSaid(body, "reviewer_email", status.email());
    return body;
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  private static void putIfSaid(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
