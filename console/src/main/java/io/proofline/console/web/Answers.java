package io.proofline.console.web;

import io.proofline.console.readmodel.ReadModels;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Creates the API's answers, which all say up to which time they are complete. */
@Component
public final class Answers {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ReadModels readModels;

  Answers(ReadModels readModels) {
    this.readModels = readModels;
  }

  /** An object with {@code as_of}: null while it was not measured yet. */
  public ObjectNode object() {
    var answer = JSON.createObjectNode();
    answer.put("as_of", readModels.asOf().map(Instant::toString).orElse(null));
    readModels.building().ifPresent(progress -> answer.put("rebuild", progress.describe()));
    return answer;
  }

  /** A page of a list. */
  public ObjectNode page(Page page) {
    var answer = object();
    answer.putArray("items").addAll(page.items());
    answer.put("next_cursor", page.next().map(Cursor::text).orElse(null));
    return answer;
  }

  /** A stored document of the read model. */
  public static ObjectNode document(String stored) {
    return (ObjectNode) JSON.readTree(stored);
  }

  /**
   * Checks the size of a page.
   *
   * @throws ApiException if it is out of range
   */
  public static int limit(int limit, int largest) {
    if (limit < 1 || limit > largest) {
      throw ApiException.invalid("'limit' is %d; allowed is 1 to %d".formatted(limit, largest));
    }
    return limit;
  }
}
