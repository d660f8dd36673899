package io.proofline.sandbox.photoshelter.v3;

import io.javalin.http.Context;
import io.proofline.sandbox.photoshelter.http.PageWindow;
import io.proofline.sandbox.photoshelter.library.MediaQuery;
import io.proofline.sandbox.web.Json;
import io.proofline.sandbox.web.RequestInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The response envelopes of v3 and their value formats. */
final class V3Responses {
  private V3Responses() {}

  static Map<String, @Nullable Object> paged(
      Context call, String name, List<?> rows, PageWindow pageWindow, int total) {
    var data = Json.object(name, nullIfEmpty(rows));
    var window = Json.object("page", String.valueOf(pageWindow.page()));
    if (pageWindow.hasNext(total)) {
      window.put("next", pageWindow.url(call, pageWindow.page() + 1));
    }
    data.put("Paging", window);
    return data;
  }

  static Map<String, @Nullable Object> selectRequestedFields(
      Context call, Map<String, @Nullable Object> record) {
    return selectFields(record, RequestInput.query(call, "fields").orElse("*"));
  }

  static Map<String, @Nullable Object> selectFields(
      Map<String, @Nullable Object> record, String fields) {
    var picked = new LinkedHashMap<String, @Nullable Object>(record);
    if (!fields.contains("*")) {
      picked.keySet().retainAll(new ArrayList<>(MediaQuery.splitList(fields)));
    }
    return picked;
  }

  /** v3 spells an empty list as null. */
  static @Nullable Object nullIfEmpty(List<?> rows) {
    return rows.isEmpty() ? null : rows;
  }

  static String flag(boolean value) {
    return value ? "t" : "f";
  }

  static void sendOk(Context call, String name, @Nullable Object record) {
    sendOk(call, Json.object(name, record));
  }

  static void sendOk(Context call, Map<String, @Nullable Object> data) {
    send(call, Json.object("status", "ok", "data", data));
  }

  static void send(Context call, Object body) {
    call.contentType("application/json").result(Json.write(body));
  }
}
