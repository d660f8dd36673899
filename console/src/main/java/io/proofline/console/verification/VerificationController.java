package io.proofline.console.verification;

import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Verifies an export for programs. */
@RestController
final class VerificationController {

  private static final int MOST_FINDINGS = 1000;

  private final Verifications verifications;

  VerificationController(Verifications verifications) {
    this.verifications = verifications;
  }

  @PostMapping(path = "/api/v1/audit/verifications", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ObjectNode verify(@RequestBody Flux<PartEvent> form) {
    var verified = verifications.verify(form);
    var report = verified.report();
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
    answer.put("text", report.conclusion().replace('\n', ' '));
    report.extent().forEach(answer.putArray("extent")::add);
    report.findings().stream().limit(MOST_FINDINGS).forEach(answer.putArray("findings")::add);
    answer.put("finding_count", report.findings().size());
    verified.keyIds().forEach(answer.putArray("key_ids")::add);
    answer.put("own_keys", verified.areOwnKeys());
    return answer;
  }
}
