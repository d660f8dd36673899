package io.proofline.processor.web;

import io.proofline.processor.ProcessorProperties;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Returns the rules in force on this instance, which apply to new facts. */
@RestController
final class RulesController {

  private final LocalStores stores;
  private final String name;

  RulesController(LocalStores stores, ProcessorProperties settings) {
    this.stores = stores;
    this.name = settings.rulesName();
  }

  @GetMapping("/rules")
  ResponseEntity<Object> inForce() {
    var pointer = stores.readRules(name);
    return pointer == null
        ? ErrorResponses.notFound("no rules '%s' were pushed yet".formatted(name))
        : ResponseEntity.ok(
            new RulesResponse(
                name, pointer.getVersion(), pointer.getPushedAt(), stores.otherInstances()));
  }

  /** The rules in force on this instance, and the addresses of the other instances. */
  @JsonNaming(SnakeCaseStrategy.class)
  record RulesResponse(String name, String version, Instant pushedAt, List<String> instances) {}
}
