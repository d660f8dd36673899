package io.proofline.workers.photoshelter;

import io.proofline.workers.call.LenientJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The path of a gallery in the library.
 *
 * @param names names of the collections above it and its own name, outermost first, without outer
 *     blanks
 * @param collectionIds ids of the collections above it, outermost first
 */
record GalleryPath(List<String> names, List<String> collectionIds) {

  static final GalleryPath NONE = new GalleryPath(List.of(), List.of());

  GalleryPath {
    names = List.copyOf(names);
    collectionIds = List.copyOf(collectionIds);
  }

  /**
   * Parses an answer. Its first item is the gallery; an answer with the gallery last keeps its
   * order, and an answer without the gallery (open question) gets its name.
   */
  static GalleryPath of(Gallery gallery, JsonNode answer) {
    var crumbs = LenientJson.items(answer.path("data"));
    var ids = crumbs.stream().map(PagedListing::id).toList();
    boolean leafLast = ids.size() > 1 && ids.getLast().equals(gallery.id());
    var ordered = leafLast ? crumbs : crumbs.reversed();
    var names = new ArrayList<String>();
    ordered.stream()
        .map(crumb -> nameOf(crumb).strip())
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    if (!ids.contains(gallery.id()) && !gallery.name().isBlank()) {
      names.add(gallery.name().strip());
    }
    return new GalleryPath(
        names,
        ordered.stream()
            .map(PagedListing::id)
            .filter(id -> !id.isEmpty() && !id.equals(gallery.id()))
            .toList());
  }

  /** The path: the names joined by slashes. */
  String path() {
    return String.join("/", names);
  }

  static String nameOf(JsonNode item) {
    var attribute = LenientJson.text(item.path("attributes"), "name");
    var flat = attribute == null ? LenientJson.text(item, "name") : attribute;
    return flat == null ? "" : flat;
  }
}
