package io.proofline.workers.photoshelter;

import io.proofline.schemas.avro.GalleryRef;
import io.proofline.workers.call.LenientJson;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Computes the paths of galleries from listings of all collections and galleries. Pure. */
final class GalleryTree {

  private final Map<String, JsonNode> collections = new HashMap<>();

  private GalleryTree(List<JsonNode> collections) {
    collections.forEach(item -> this.collections.put(PagedListing.id(item), item));
  }

  static List<ListedGallery> of(List<JsonNode> collections, List<JsonNode> galleries) {
    var tree = new GalleryTree(collections);
    return galleries.stream()
        .filter(item -> !PagedListing.id(item).isEmpty())
        .map(tree::toListedGallery)
        .toList();
  }

  private ListedGallery toListedGallery(JsonNode item) {
    var above = ancestors(item);
    var path = String.join("/", above.values());
    var name = GalleryPath.nameOf(item);
    var ref =
        new GalleryRef(
            PagedListing.id(item),
            path.isEmpty() ? name : path + "/" + name,
            List.copyOf(above.keySet()));
    return new ListedGallery(
        ref,
        !parent(item).isMissingNode(),
        count(item),
        LenientJson.date(LenientJson.text(item.path("attributes"), "modified_at", "updated_at")));
  }

  /** Names of the collections above by their ids, outermost first; ends at a cycle too. */
  private SequencedMap<String, String> ancestors(JsonNode item) {
    var above = new LinkedHashMap<String, String>();
    var parent = parent(item);
    while (parent.isObject() && !above.containsKey(PagedListing.id(parent))) {
      var id = PagedListing.id(parent);
      var whole = collections.getOrDefault(id, parent);
      above.putFirst(id, GalleryPath.nameOf(whole));
      parent = parent(whole);
    }
    return above;
  }

  private static JsonNode parent(JsonNode item) {
    return item.path("includes").path("parent").path("data");
  }

  private static @Nullable Integer count(JsonNode item) {
    var counts = item.path("includes").path("child-count").path("data").path("attributes");
    var total = LenientJson.number(counts, "total");
    return total == null ? null : Math.toIntExact(Math.min(total, Integer.MAX_VALUE));
  }
}
