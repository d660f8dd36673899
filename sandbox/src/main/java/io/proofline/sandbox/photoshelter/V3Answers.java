package io.proofline.sandbox.photoshelter;

import io.javalin.http.Context;
import io.proofline.sandbox.web.Input;
import io.proofline.sandbox.web.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The envelopes of v3, and the words in them. */
final class V3Answers {
  private V3Answers() {}

  static Map<String, @Nullable Object> paged(
      Context call, String name, List<?> rows, Paging paging, int total) {
    var data = Json.object(name, orNull(rows));
    var window = Json.object("page", String.valueOf(paging.page()));
    if (paging.hasNext(total)) {
      window.put("next", paging.url(call, paging.page() + 1));
    }
    data.put("Paging", window);
    return data;
  }

  static Map<String, @Nullable Object> chosen(Context call, Map<String, @Nullable Object> record) {
    return picked(record, Input.query(call, "fields").orElse("*"));
  }

  static Map<String, @Nullable Object> picked(Map<String, @Nullable Object> record, String fields) {
    var picked = new LinkedHashMap<String, @Nullable Object>(record);
    if (!fields.contains("*")) {
      picked.keySet().retainAll(new ArrayList<>(MediaQuery.words(fields)));
    }
    return picked;
  }

  /** v3 spells an empty list as null. */
  static @Nullable Object orNull(List<?> rows) {
    return rows.isEmpty() ? null : rows;
  }

  static String flag(boolean value) {
    return value ? "t" : "f";
  }

  static void ok(Context call, String name, @Nullable Object record) {
    ok(call, Json.object(name, record));
  }

  static void ok(Context call, Map<String, @Nullable Object> data) {
    send(call, Json.object("status", "ok", "data", data));
  }

  static void send(Context call, Object body) {
    call.contentType("application/json").result(Json.write(body));
  }
}
