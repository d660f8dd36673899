package io.proofline.processor.web;

import io.proofline.processor.ProcessorProperties;
import io.proofline.processor.topology.RulesStore;
import io.proofline.schemas.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Returns the rules in force on this instance, which apply to new facts. */
@RestController
final class RulesController {

  private final StreamsBuilderFactoryBean intake;
  private final LocalStores stores;
  private final Topics topics;
  private final String name;

  RulesController(
      @Qualifier("&intake") StreamsBuilderFactoryBean intake,
      LocalStores stores,
      Topics topics,
      ProcessorProperties settings) {
    this.intake = intake;
    this.stores = stores;
    this.topics = topics;
    this.name = settings.rulesName();
  }

  @GetMapping("/rules")
  ResponseEntity<Object> inForce() {
    ReadOnlyKeyValueStore<String, byte[]> store =
        StateRestoringException.requireRunning(intake.getKafkaStreams())
            .store(
                StoreQueryParameters.fromNameAndType(
                    RulesStore.NAME, QueryableStoreTypes.keyValueStore()));
    var pointer = new RulesStore(store, topics.rules()).get(name);
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
