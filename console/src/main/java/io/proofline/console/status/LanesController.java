package io.proofline.console.status;

import io.proofline.console.web.Answers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Says how much work waits for the workers and the stream processor, and since when. */
@RestController
final class LanesController {

  private final LaneQueries queries;
  private final Answers answers;

  LanesController(LaneQueries queries, Answers answers) {
    this.queries = queries;
    this.answers = answers;
  }

  @GetMapping("/api/v1/lanes")
  ObjectNode lanes() {
    var answer = answers.object();
    queries.addTo(answer);
    return answer;
  }
}
