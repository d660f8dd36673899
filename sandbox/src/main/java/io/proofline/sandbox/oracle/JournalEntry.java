package io.proofline.sandbox.oracle;

import io.proofline.sandbox.web.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of the call journal. Numbers increase, with gaps only where entries were dropped. */
public sealed interface JournalEntry {
  long number();

  Instant at();

  String api();

  Map<String, @Nullable Object> toJson();

  /**
   * A call and its answer.
   *
   * @param route the path with names for its ids, or {@code (none)}
   * @param status the status of the answer; 0 when the connection was cut
   * @param forbiddenWrite the locked proof or trashed file that the call wrote to, if it did
   */
  record Call(
      long number,
      Instant at,
      String api,
      String method,
      String path,
      String route,
      int status,
      long millis,
      @Nullable ForbiddenWrite forbiddenWrite)
      implements JournalEntry {
    @Override
    public Map<String, @Nullable Object> toJson() {
      return Json.object(
          "entry",
          "call",
          "number",
          number,
          "at",
          at.toString(),
          "api",
          api,
          "method",
          method,
          "path",
          path,
          "route",
          route,
          "status",
          status,
          "millis",
          millis,
          "trespass",
          forbiddenWrite);
    }
  }

  /** A change in a simulator, made by a call, on a page, or by the simulator itself. */
  record Effect(long number, Instant at, String api, String change, String id)
      implements JournalEntry {
    @Override
    public Map<String, @Nullable Object> toJson() {
      return Json.object(
          "entry",
          "effect",
          "number",
          number,
          "at",
          at.toString(),
          "api",
          api,
          "change",
          change,
          "id",
          id);
    }
  }
}
