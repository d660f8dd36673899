package io.proofline.sandbox.ziflow.api;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import io.proofline.sandbox.ziflow.account.ZiflowApiException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a call, as JSON or as a form, and of the kind that the call takes. */
final class RequestBody {
  private RequestBody() {}

  /** An object; a call without a body has an empty one. */
  static ObjectNode object(Context call) {
    var body = RequestInput.tree(call);
    if (body.isMissingNode()) {
      body = Json.toTree(Json.object());
    }
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw ZiflowApiException.invalid("The body is not an object");
  }

  static ArrayNode list(Context call) {
    if (RequestInput.tree(call) instanceof ArrayNode list) {
      return list;
    }
    throw ZiflowApiException.invalid("The body is not a list");
  }
}
