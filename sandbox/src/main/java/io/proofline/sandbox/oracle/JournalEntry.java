package io.proofline.sandbox.oracle;

import io.proofline.sandbox.web.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of the journal of calls; numbers grow and have gaps only where lines were dropped. */
public sealed interface JournalEntry {
  long number();

  Instant at();

  String api();

  Map<String, @Nullable Object> toJson();

  /**
   * A call as it was answered.
   *
   * @param route the path with names for its ids, or {@code (none)}
   * @param status what was answered; 0 when the connection was cut
   * @param forbiddenWrite what the call should have left alone, when it wrote to such a thing
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

  /** Something in a simulator that became different, by a call, on a page, or by itself. */
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
