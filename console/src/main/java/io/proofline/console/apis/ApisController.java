package io.proofline.console.apis;

import io.proofline.console.web.Answers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Says whether the workers can call each API, and how much of their limits they use. */
@RestController
final class ApisController {

  private final ApiStates states;
  private final Answers answers;

  ApisController(ApiStates states, Answers answers) {
    this.states = states;
    this.answers = answers;
  }

  @GetMapping("/api/v1/apis")
  ObjectNode apis() {
    var answer = answers.object();
    var apis = answer.putArray("apis");
    states.describe().forEach(apis::add);
    return answer;
  }
}
