package io.proofline.workers.ziflow;

import io.proofline.workers.call.FakeApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Ziflow as far as these workers ask it. */
public final class FakeZiflow extends FakeApi {

  public static final String KEY = "zi-key-1";

  public final Map<String, JsonNode> asked = new LinkedHashMap<>();
  private final Map<String, Object> states = new ConcurrentHashMap<>();

  public void state(String id, Object json) {
    states.put(id, json);
  }

  @Override
  protected synchronized Reply answer(Asked asked) {
    if (!KEY.equals(asked.headers().getFirst("apikey"))) {
      return Reply.of(401, Map.of("message", "unknown key"));
    }
    return switch (asked.method() + " " + asked.path()) {
      case "POST /v1/proofs" -> create(asked.json());
      case "POST /v1/proofs/search" -> search(asked);
      default -> read(asked.path().replace("/v1/proofs/", ""));
    };
  }

  private Reply create(JsonNode body) {
    var id = "p%03d".formatted(asked.size() + 1);
    asked.put(id, body);
    return Reply.ok(Map.of("id", id));
  }

  /** Matches by prefix, as nobody promises that it does not. */
  private Reply search(Asked request) {
    var wanted = request.json().path("pass_through_value").path(0).asString();
    int page = Integer.parseInt(request.query().get("page"));
    List<Object> found = new ArrayList<>();
    asked.forEach((id, body) -> {
      var marker = body.path("pass_through_value").asString();
      if (marker.startsWith(wanted)) {
        found.add(
            Map.of(
                "id",
                id,
                "pass_through_value",
                marker,
                "created_at",
                "2026-01-01T00:00:%02d.000Z".formatted(found.size()),
                "something_new",
                Map.of()));
      }
    });
    var newestFirst = found.reversed();
    var here = newestFirst.stream().skip((page - 1) * 2L).limit(2).toList();
    return Reply.ok(
        Map.of(
            "count", 2, "page", page, "has_more", newestFirst.size() > page * 2L, "proofs", here));
  }

  private Reply read(String id) {
    var state = states.get(id);
    return state == null ? Reply.of(404, Map.of("error", "no proof " + id)) : Reply.ok(state);
  }
}
