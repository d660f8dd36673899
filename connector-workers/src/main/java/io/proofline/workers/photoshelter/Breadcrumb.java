package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Texts;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a gallery's breadcrumb. Pure. */
final class Breadcrumb {

  private Breadcrumb() {}

  /** Outermost first. The answer has the leaf first; one that ends with the leaf is taken as is. */
  static List<String> names(String gallery, JsonNode answer) {
    var crumbs = Texts.items(answer.path("data"));
    var names = new ArrayList<String>();
    crumbs.stream().map(Breadcrumb::name).filter(name -> !name.isBlank()).forEach(names::add);
    boolean leafLast = crumbs.size() > 1 && gallery.equals(Texts.text(crumbs.getLast(), "id"));
    return leafLast ? List.copyOf(names) : List.copyOf(names.reversed());
  }

  static String name(JsonNode item) {
    var attribute = Texts.text(item.path("attributes"), "name");
    var flat = attribute == null ? Texts.text(item, "name") : attribute;
    return flat == null ? "" : flat;
  }
}
