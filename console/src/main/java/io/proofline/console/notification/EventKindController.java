package io.proofline.console.notification;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Describes the kinds of events. */
@RestController
final class EventKindController {

  private final EventCatalogue catalogue;

  EventKindController(EventCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping("/api/v1/event-kinds")
  ObjectNode kinds() {
    var answer = JsonNodeFactory.instance.objectNode();
    var items = answer.putArray("items");
    for (var kind : catalogue.kinds()) {
      var item = items.addObject();
      item.put("kind", kind);
      item.put("version", NotificationEvent.VERSION);
      item.set("schema", catalogue.schema(kind));
      item.set("sample", catalogue.sample(kind));
    }
    return answer;
  }
}
