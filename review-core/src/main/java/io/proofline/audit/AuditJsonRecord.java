package io.proofline.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A record in an export, whose fields are checked for presence and type when read. */
record AuditJsonRecord(JsonNode record, int line) {

  /** Rejects the record unless it has exactly these fields. */
  void requireExactly(String... names) throws InvalidExportException {
    requireAll(Set.of(names), Set.of());
  }

  /** There are the first, perhaps some of the second, and no others. */
  void requireAll(Set<String> names, Set<String> optional) throws InvalidExportException {
    var found = new HashSet<>(record.propertyNames());
    found.removeAll(optional);
    if (!found.equals(names)) {
      throw new InvalidExportException("line %d has other fields than it should".formatted(line));
    }
  }

  boolean has(String name) {
    return record.has(name);
  }

  String text(String name) throws InvalidExportException {
    return text(name, record.path(name));
  }

  @Nullable String textOrNull(String name) throws InvalidExportException {
    return record.path(name).isNull() ? null : text(name);
  }

  long number(String name) throws InvalidExportException {
    var number = record.path(name);
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      throw missing("whole number", name);
    }
    return number.longValue();
  }

  int partition() throws InvalidExportException {
    return integer("partition");
  }

  int integer(String name) throws InvalidExportException {
    if (!record.path(name).canConvertToInt()) {
      throw missing("whole number", name);
    }
    return (int) number(name);
  }

  Instant time(String name) throws InvalidExportException {
    return Instant.ofEpochMilli(number(name));
  }

  @Nullable Instant timeOrNull(String name) throws InvalidExportException {
    return record.path(name).isNull() ? null : time(name);
  }

  TreeMap<String, String> texts(String name) throws InvalidExportException {
    return new AuditJsonRecord(record.path(name), line).texts();
  }

  /** The record itself as a map of texts. */
  TreeMap<String, String> texts() throws InvalidExportException {
    var texts = new TreeMap<String, String>();
    if (!record.isObject()) {
      throw new InvalidExportException("line %d has no map of texts".formatted(line));
    }
    for (var text : record.properties()) {
      texts.put(text.getKey(), text(text.getKey(), text.getValue()));
    }
    return texts;
  }

  /** Rejects a text that UTF-8 can't represent: it would have the hash of another text. */
  private String text(String name, JsonNode value) throws InvalidExportException {
    if (!value.isString()) {
      throw missing("text", name);
    }
    var text = value.asString();
    if (!new String(text.getBytes(UTF_8), UTF_8).equals(text)) {
      throw missing("Unicode text", name);
    }
    return text;
  }

  private InvalidExportException missing(String kind, String name) {
    return new InvalidExportException("line %d has no %s as '%s'".formatted(line, kind, name));
  }
}
