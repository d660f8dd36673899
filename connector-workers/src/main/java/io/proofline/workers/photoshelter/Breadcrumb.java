package io.proofline.workers.photoshelter;

import io.proofline.workers.call.Texts;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads a gallery's breadcrumb. Pure. */
final class Breadcrumb {

  private Breadcrumb() {}

  /**
   * Outermost first. The answer has the leaf first; one that ends with the leaf is taken as is, and
   * one without the gallery itself (open question) gets its name.
   */
  static List<String> names(Gallery gallery, JsonNode answer) {
    var crumbs = Texts.items(answer.path("data"));
    var ids = crumbs.stream().map(Listing::id).toList();
    var names = new ArrayList<String>();
    crumbs.stream().map(Breadcrumb::name).filter(name -> !name.isBlank()).forEach(names::add);
    boolean leafLast = ids.size() > 1 && ids.getLast().equals(gallery.id());
    var path = new ArrayList<>(leafLast ? names : names.reversed());
    if (!ids.contains(gallery.id()) && !gallery.name().isBlank()) {
      path.add(gallery.name());
    }
    return List.copyOf(path);
  }

  static String name(JsonNode item) {
    var attribute = Texts.text(item.path("attributes"), "name");
    var flat = attribute == null ? Texts.text(item, "name") : attribute;
    return flat == null ? "" : flat;
  }
}
