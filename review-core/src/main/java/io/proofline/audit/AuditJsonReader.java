package io.proofline.audit;

import io.proofline.audit.ExportHeader.Form;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads an export for verification; rejects any file that no export can have written. */
public final class AuditJsonReader {

  /** More than a topic has; each costs memory, also without an entry. */
  private static final int MOST_PARTITIONS = 10_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final List<AuditEntry> entries = new ArrayList<>();
  private final SortedMap<Integer, List<String>> order = new TreeMap<>();
  private final List<AuditCheckpoint> checkpoints = new ArrayList<>();
  private final Set<String> sections = new HashSet<>();
  private @Nullable Form form;
  private @Nullable AuditSelection selection;
  private @Nullable String exportId;
  private int partitions;

  private AuditJsonReader() {}

  /**
   * Reads the verifiable part of an export.
   *
   * @param file is read to its end
   * @throws InvalidExportException if the file is not a valid export
   */
  public static AuditExport read(InputStream file) throws InvalidExportException {
    var reader = new AuditJsonReader();
    try (var parser = JSON.createParser(file)) {
      reader.read(parser);
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new InvalidExportException(
          "it is not JSON from line %d on".formatted(at == null ? 1 : at.getLineNr()), e);
    }
    return reader.export();
  }

  private void read(JsonParser parser) throws InvalidExportException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "it does not begin with an object");
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      section(name, parser);
    }
    require(parser.nextToken() == null, "there is content after its end");
  }

  private void section(String name, JsonParser parser) throws InvalidExportException {
    sections.add(name);
    switch (name) {
      case "format" -> form = form(parser.readValueAsTree());
      case "export_id" -> exportId = exportId(parser.readValueAsTree());
      case "selection" -> selection = selection(parser);
      case "partitions" -> partitions = parser.getIntValue();
      case "entries" ->
          forEachRecord(parser, auditJsonRecord -> entries.add(entry(auditJsonRecord)));
      case "order" -> forEachRecord(parser, this::readOrder);
      case "checkpoints" ->
          forEachRecord(parser, auditJsonRecord -> checkpoints.add(checkpoint(auditJsonRecord)));
      case "people", "notes" -> forEachRecord(parser, _ -> {});
      default -> throw new InvalidExportException("it has an unknown section '%s'".formatted(name));
    }
  }

  private static Form form(JsonNode format) throws InvalidExportException {
    var word = format.asString("");
    for (var form : Form.values()) {
      if (form.word().equals(word)) {
        return form;
      }
    }
    throw new InvalidExportException("this version does not know the format '%s'".formatted(word));
  }

  private static @Nullable String exportId(JsonNode id) throws InvalidExportException {
    require(id.isNull() || id.isString(), "its export_id is no text");
    return id.isNull() ? null : id.asString();
  }

  private static AuditSelection selection(JsonParser parser) throws InvalidExportException {
    int line = parser.currentTokenLocation().getLineNr();
    JsonNode described = parser.readValueAsTree();
    return AuditSelection.parse(new AuditJsonRecord(described, line).texts())
        .orElseThrow(
            () -> new InvalidExportException("it has the selection %s".formatted(described)));
  }

  private static void forEachRecord(JsonParser parser, RecordHandler recordHandler)
      throws InvalidExportException {
    require(parser.currentToken() == JsonToken.START_ARRAY, "a section is not a list");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int line = parser.currentTokenLocation().getLineNr();
      recordHandler.read(new AuditJsonRecord(parser.readValueAsTree(), line));
    }
  }

  private void readOrder(AuditJsonRecord position) throws InvalidExportException {
    position.requireExactly("hash", "partition");
    order.computeIfAbsent(position.partition(), _ -> new ArrayList<>()).add(position.text("hash"));
  }

  private AuditExport export() throws InvalidExportException {
    if (form == null || selection == null) {
      throw new InvalidExportException("it does not say its format and its selection");
    }
    require(
        sections.contains("export_id") == (form != Form.FIRST),
        "it has not the sections of its format");
    require(
        partitions > 0 && partitions <= MOST_PARTITIONS,
        "its number of partitions is not one of 1 to %d".formatted(MOST_PARTITIONS));
    require(
        order.keySet().stream().allMatch(p -> p >= 0 && p < partitions),
        "it has more partitions than it declares");
    var header = new ExportHeader(form, selection, partitions, exportId);
    require(
        header.isComplete() || order.isEmpty(), "it has the order of partitions, and is of a part");
    for (int partition = 0; header.isComplete() && partition < partitions; partition++) {
      order.putIfAbsent(partition, new ArrayList<>());
    }
    return new AuditExport(header, entries, order, checkpoints);
  }

  private static AuditEntry entry(AuditJsonRecord entry) throws InvalidExportException {
    entry.requireExactly(
        "account",
        "asset_id",
        "cause",
        "command_id",
        "details",
        "entered_at",
        "hash",
        "kind",
        "new",
        "occurred_at",
        "old",
        "person_id",
        "previous",
        "rule",
        "rules_version",
        "sequence",
        "source");
    return AuditEntry.newBuilder()
        .setAccount(entry.text("account"))
        .setAssetId(entry.text("asset_id"))
        .setSequence(entry.number("sequence"))
        .setKind(entry.text("kind"))
        .setPersonId(entry.textOrNull("person_id"))
        .setOld(entry.textOrNull("old"))
        .setNew$(entry.textOrNull("new"))
        .setDetails(entry.texts("details"))
        .setOccurredAt(entry.timeOrNull("occurred_at"))
        .setEnteredAt(entry.time("entered_at"))
        .setRule(entry.textOrNull("rule"))
        .setRulesVersion(entry.textOrNull("rules_version"))
        .setCause(entry.text("cause"))
        .setSource(entry.text("source"))
        .setCommandId(entry.textOrNull("command_id"))
        .setPrevious(entry.text("previous"))
        .setHash(entry.text("hash"))
        .build();
  }

  private static AuditCheckpoint checkpoint(AuditJsonRecord checkpoint)
      throws InvalidExportException {
    checkpoint.requireAll(
        Set.of(
            "account",
            "assets",
            "at",
            "entries",
            "key_id",
            "partition",
            "previous",
            "running_hash",
            "signature"),
        Set.of("partitions", "export_id", "selection"));
    return AuditCheckpoint.newBuilder()
        .setAccount(checkpoint.text("account"))
        .setPartition(checkpoint.partition())
        .setEntries(checkpoint.number("entries"))
        .setRunningHash(checkpoint.text("running_hash"))
        .setAssets(checkpoint.texts("assets"))
        .setAt(checkpoint.time("at"))
        .setPrevious(checkpoint.text("previous"))
        .setKeyId(checkpoint.text("key_id"))
        .setSignature(checkpoint.text("signature"))
        .setPartitions(checkpoint.has("partitions") ? checkpoint.integer("partitions") : null)
        .setExportId(checkpoint.has("export_id") ? checkpoint.text("export_id") : null)
        .setSelection(checkpoint.has("selection") ? checkpoint.text("selection") : null)
        .build();
  }

  private static void require(boolean condition, String message) throws InvalidExportException {
    if (!condition) {
      throw new InvalidExportException(message);
    }
  }

  /** Consumes one record of the file. */
  private interface RecordHandler {
    void read(AuditJsonRecord auditJsonRecord) throws InvalidExportException;
  }
}
