package io.proofline.workers.ziflow;

import io.proofline.text.ComparableText;
import io.proofline.workers.call.LenientJson;
import io.proofline.workers.containers.Container;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses Ziflow's folders from JSON. Pure. */
final class FolderParser {

  private FolderParser() {}

  /**
   * The direct child folders of a parent, without archived ones. Open question: whether children
   * come as a list or inside the parent folder, and whether the answer includes deeper levels.
   */
  static List<Container> childrenOf(@Nullable String parent, JsonNode answer) {
    return items(answer)
        .filter(folder -> !LenientJson.flag(folder, "archived"))
        .filter(folder -> isChildOf(parent, LenientJson.text(folder, "parent_folder_id")))
        .flatMap(FolderParser::container)
        .toList();
  }

  /**
   * The id of a folder just created. Open question: whether the answer is the folder or a list; in
   * a list of several, the folder with that name counts.
   */
  static Optional<String> createdId(String name, JsonNode answer) {
    var items = LenientJson.items(answer);
    return items.stream()
        .filter(item -> items.size() == 1 || hasName(item, name))
        .map(item -> LenientJson.text(item, "id", "folder_id"))
        .filter(id -> id != null && !id.isBlank())
        .findFirst();
  }

  private static boolean hasName(JsonNode item, String name) {
    var own = LenientJson.text(item, "name");
    return own != null && ComparableText.areEqual(own, name);
  }

  private static Stream<JsonNode> items(JsonNode answer) {
    var inside = Stream.of("subfolders", "folders").map(answer::path);
    var list =
        answer.isArray() ? answer : inside.filter(JsonNode::isArray).findFirst().orElse(answer);
    return list.isArray() ? list.valueStream() : Stream.empty();
  }

  /** A folder that does not name its parent counts as a child of the requested parent. */
  private static boolean isChildOf(@Nullable String parent, @Nullable String said) {
    return said == null || Objects.equals(said, parent);
  }

  private static Stream<Container> container(JsonNode folder) {
    var id = LenientJson.text(folder, "id", "folder_id");
    var name = LenientJson.text(folder, "name");
    return id == null || name == null ? Stream.empty() : Stream.of(new Container(id, name));
  }
}
