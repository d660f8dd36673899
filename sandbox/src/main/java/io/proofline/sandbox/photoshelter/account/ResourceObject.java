package io.proofline.sandbox.photoshelter.account;

import io.proofline.sandbox.web.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the resource objects of v4: id, type and attributes. */
public final class ResourceObject {
  private ResourceObject() {}

  /** A resource object; {@code id} is null for resources without identity, such as links. */
  public static Map<String, @Nullable Object> resource(
      @Nullable String id, String type, Map<String, @Nullable Object> attributes) {
    return Json.object("id", id, "type", type, "attributes", attributes);
  }
}
